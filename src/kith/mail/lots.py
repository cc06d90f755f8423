"""Reads a lot of messages that came over the line; made to run in a child process, as they are from strangers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.mail.headers import letter_of
from kith.mail.letters import BadLetter, Letter
from kith.mail.mboxes import split_message
from kith.mail.whole import read_answer, read_whole

BODY_BYTES = 256 * 1024  # of each message, where letters are read whole


def letters_in(
    messages: Sequence[bytes], folder: str, flag: str, region: str, whole: bool
) -> Iterator[Letter | BadLetter]:
    """One for each message, in order: the letter, or why it cannot be understood.

    messages: headers, or messages from their beginning where `whole`; of others that have a body only a calendar file is
    read, which may answer an invitation. flag: the folder's special use (RFC 6154).
    region: the country in which phone numbers without one are read.
    """
    for message in messages:
        try:
            parts = split_message(message, body_bytes=BODY_BYTES)
            if parts.is_cut:
                raise BadLetter("The header of this message does not end.")
            letter = letter_of(parts.head, folder, (flag,) if flag else ())
            if whole:
                yield read_whole(letter, parts.head, parts.body, region)
            else:
                yield read_answer(letter, parts.head, parts.body) if parts.body else letter
        except BadLetter as error:
            yield error
