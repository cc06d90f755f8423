"""Reads saved messages (.eml), and ZIPs of mail: Google Takeout's, or folders of messages and mailboxes that were packed."""

from __future__ import annotations

from collections.abc import Iterator

from kith.imports import zips
from kith.imports.mail_files import MailFile, all_found, is_mail, is_message_name, looks_like_message
from kith.imports.mail_reading import records_in
from kith.imports.records import LeftRecord, Record
from kith.imports.uploads import Upload

NAME = "eml"
LABEL = "e-mail message (.eml, or a ZIP of mail)"
ORDER = 110  # in a ZIP of an export, mail can lie beside what the export is really about

MAX_MEMBERS = 50_000
MAX_BYTES = 4 * 1024 * 1024 * 1024  # of a mailbox, which is never held whole


def recognises(upload: Upload) -> bool:
    if not zips.is_zip(upload):
        return is_message_name(upload.name) or looks_like_message(upload.head)
    with zips.open_archive(upload, MAX_MEMBERS, MAX_BYTES) as archive:
        return any(map(is_mail, _files(archive)))


def read(upload: Upload) -> Iterator[Record]:
    """A message, or all the mail in a ZIP. Raises BadFile for a ZIP that is not safe to read."""
    if zips.is_zip(upload):
        with zips.open_archive(upload, MAX_MEMBERS, MAX_BYTES) as archive:
            files = _files(archive)
            yield from records_in(all_found(files, upload.options), upload.name, upload.options)
            yield from _others(upload, files)
    else:
        message = MailFile(upload.name, upload.open).single(bodies=bool(upload.options.get("bodies")))
        whole = message._replace(message=message.message._replace(line=0))
        yield from records_in([whole], upload.name, upload.options)


def _files(archive: zips.Archive) -> list[MailFile]:
    return [_file(archive, name) for name in archive.names if not name.startswith("__MACOSX/")]


def _file(archive: zips.Archive, name: str) -> MailFile:
    return MailFile(name, lambda: archive.open(name))


def _others(upload: Upload, files: list[MailFile]) -> Iterator[LeftRecord]:
    others = [file for file in files if not is_mail(file)]
    if others:
        what = (
            "One file of this ZIP is no mail and"
            if len(others) == 1
            else f"{len(others):,} files of this ZIP are no mail and"
        )
        yield LeftRecord(upload.name, 0, f"{what} {'is' if len(others) == 1 else 'are'} left out.")
