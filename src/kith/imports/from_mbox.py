"""Reads a mailbox in one file: Google Takeout's, Thunderbird's and others of the kind mbox."""

from __future__ import annotations

from collections.abc import Iterator

from kith.imports.mail_files import BOX_ENDINGS, MailFile
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
    yield from records_in(box.boxed(bodies=bool(upload.options.get("bodies"))), upload.name, upload.options)
