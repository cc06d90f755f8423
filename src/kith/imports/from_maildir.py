"""Reads a folder of mail: a Maildir, Thunderbird's or Apple's folders, or one of saved messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kith.imports.mail_files import MailFile, all_found, is_mail
from kith.imports.mail_reading import records_in
from kith.imports.records import Record
from kith.imports.uploads import BadFile, Upload

NAME = "maildir"
LABEL = "folder of mail (Maildir)"
ORDER = 1  # other readers look into the file, which a folder is not


def recognises(upload: Upload) -> bool:
    return upload.path.is_dir()


def read(upload: Upload) -> Iterator[Record]:
    """Folder by folder, in the order of their names. Raises BadFile where there is no mail in any."""
    files = [_file(upload, path) for path in sorted(upload.path.rglob("*")) if path.is_file()]
    if not any(map(is_mail, files)):
        raise BadFile(upload.name, 0, "There is no mail in this folder: no Maildir, no mailbox, no saved message.")
    yield from records_in(all_found(files, upload.options), upload.name, upload.options)


def _file(upload: Upload, path: Path) -> MailFile:
    return MailFile(f"{upload.name}/{path.relative_to(upload.path).as_posix()}", lambda: path.open("rb"))
