"""Reads saved messages (.eml), and ZIPs of mail: Google Takeout's, or folders of messages and mailboxes that were packed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.imports import zips
from kith.imports.mail_files import MailFile, all_found, is_mail, is_message_name, looks_like_message, with_bodies
from kith.imports.mail_reading import Found, records_in
from kith.imports.records import LeftRecord, Record, Refusal
from kith.imports.uploads import BadFile, Upload

NAME = "eml"
LABEL = "e-mail message (.eml, or a ZIP of mail)"
ORDER = 40  # a ZIP of mail can hold more files than other readers would even list

MAX_MEMBERS = 50_000
MAX_BYTES = 4 * 1024 * 1024 * 1024  # of a mailbox, which is never held whole


def recognises(upload: Upload) -> bool:
    if not zips.is_zip(upload):
        return is_message_name(upload.name) or looks_like_message(upload.head)
    try:
        with zips.open_archive(upload, MAX_MEMBERS, MAX_BYTES) as archive:
            return any(map(is_mail, _files(archive)))
    except BadFile:
        return False  # others may still read it, or say what is wrong with it


def read(upload: Upload) -> Iterator[Record]:
    """A message, or all the mail in a ZIP."""
    yield from _records([upload])


def belong_together(uploads: Sequence[Upload]) -> bool:
    """Always: single messages tell more of whose they are if there are several."""
    return len(uploads) > 1


def read_together(uploads: Sequence[Upload]) -> Iterator[Record]:
    """As `read`, of messages and ZIPs of one mailbox. One that cannot be read is refused, and the others are read."""
    yield from _records(uploads)


def _records(uploads: Sequence[Upload]) -> Iterator[Record]:
    others: list[LeftRecord] = []
    found = (each for upload in uploads for each in _found(upload, others))
    yield from records_in(found, uploads[0].name, uploads[0].options)
    yield from others


def _found(upload: Upload, others: list[LeftRecord]) -> Iterator[Found | Refusal]:
    """The messages of an upload. What is no mail in it is noted in `others`."""
    if zips.is_zip(upload):
        try:
            with zips.open_archive(upload, MAX_MEMBERS, MAX_BYTES) as archive:
                files = _files(archive)
                yield from all_found(files, upload.options)
                others += _others(upload, files)
        except BadFile as error:
            yield Refusal(error.file, error.line, error.reason)
    else:
        found = MailFile(upload.name, upload.open).single(bodies=with_bodies(upload.options))
        yield found._replace(message=found.message._replace(line=0))


def _files(archive: zips.Archive) -> list[MailFile]:
    return [_file(archive, name) for name in archive.names if not name.startswith("__MACOSX/")]


def _file(archive: zips.Archive, name: str) -> MailFile:
    return MailFile(name, lambda: archive.open(name))


def _others(upload: Upload, files: list[MailFile]) -> Iterator[LeftRecord]:
    count = sum(not is_mail(file) for file in files)
    if count == 1:
        yield LeftRecord(upload.name, 0, "One file of this ZIP is no mail and is left out.")
    elif count:
        yield LeftRecord(upload.name, 0, f"{count:,} files of this ZIP are no mail and are left out.")
