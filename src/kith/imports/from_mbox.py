"""Reads a mailbox in one file: Google Takeout's, Thunderbird's and others of the kind mbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.imports.mail_files import BOX_ENDINGS, MailFile, all_found, with_bodies
from kith.imports.mail_reading import records_in
from kith.imports.records import Record
from kith.imports.uploads import Upload
from kith.mail import mboxes

NAME = "mbox"
LABEL = "mailbox (mbox)"
ORDER = 50


def recognises(upload: Upload) -> bool:
    return mboxes.begins_mbox(upload.head) or upload.name.lower().endswith(BOX_ENDINGS)


def read(upload: Upload) -> Iterator[Record]:
    """Message by message; the file is never held whole. Raises BadFile where it does not begin as a mailbox does."""
    box = MailFile(upload.name, upload.open)
    yield from records_in(box.boxed(bodies=with_bodies(upload.options)), upload.name, upload.options)


def belong_together(uploads: Sequence[Upload]) -> bool:
    """Always: the folder of sent mail tells whose the others are."""
    return len(uploads) > 1


def read_together(uploads: Sequence[Upload]) -> Iterator[Record]:
    """As `read`, of all folders of one mailbox. One that cannot be read is refused, and the others are read."""
    files = [MailFile(upload.name, upload.open) for upload in uploads]
    yield from records_in(all_found(files, uploads[0].options), uploads[0].name, uploads[0].options)
