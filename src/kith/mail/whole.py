"""Reads letters whole: what they say, and who stands below them. Only where the user wants that."""

from __future__ import annotations

import re
from dataclasses import replace

from kith.mail.addresses import spoken_name
from kith.mail.bodies import calendar_in, text_in
from kith.mail.letters import Letter, Reason
from kith.mail.signatures import signature_in

LONGEST_TEXT = 4 * 1024
_DELIMITER = re.compile(r"^--\s?$", re.MULTILINE)


def read_whole(letter: Letter, head: bytes, body: bytes, region: str = "") -> Letter:
    """The letter with its text, without what it quotes, up to 4 KB, what its signature says, and a calendar file in it.

    Of one that a machine sent, only the calendar file: answers to invitations are such.
    head, body: as mboxes.Message has them. region: the country in which phone numbers without one are read.
    """
    if letter.left_out:
        return read_answer(letter, head, body)
    calendar, text = calendar_in(head, body), text_in(head, body)
    sender = letter.sender
    signature = signature_in(text, spoken_name(sender.name, sender.address), sender.address, region)
    said = _DELIMITER.split(text, maxsplit=1)[0].strip()
    return replace(letter, text=said[:LONGEST_TEXT], signature=signature, calendar=calendar)


def read_answer(letter: Letter, head: bytes, body: bytes) -> Letter:
    """The letter with a calendar file in it, and nothing else of what it says: it may answer an invitation."""
    is_asked = not letter.left_out or letter.left_out is Reason.AUTOMATIC
    return replace(letter, calendar=calendar_in(head, body) if is_asked else "")
