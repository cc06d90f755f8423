"""Folders of mail."""

from pathlib import Path

import pytest

from kith.imports import from_maildir, readers
from kith.imports.records import InteractionRecord, LeftRecord
from kith.imports.uploads import BadFile, Upload
from tests.imports.mailboxes import ME, mbox, message


def maildir(root: Path, **messages: str) -> Upload:
    """Write a Maildir; names are those of folders, with what they hold."""
    for number, (folder, text) in enumerate(messages.items()):
        place = root / (f".{folder}" if folder != "inbox" else "") / "cur"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.host:2,S").write_text(text, encoding="utf-8")
    return Upload(root.name, root)


def test_a_folder_is_read_by_the_reader_of_folders(tmp_path: Path):
    assert readers.reader_for(maildir(tmp_path / "Maildir", inbox=message())) is from_maildir


def test_the_folders_of_a_maildir_say_what_their_letters_are(tmp_path: Path):
    upload = maildir(
        tmp_path / "Maildir", inbox=message(), Sent=message(ME, "ben@x.example"), Junk=message(subject="Win")
    )

    records = list(from_maildir.read(upload))

    touches = [record for record in records if isinstance(record, InteractionRecord)]
    assert sorted(touch.direction for touch in touches) == ["incoming", "outgoing"]
    assert touches[0].file == "Maildir/.Sent/cur/1.host:2,S"
    assert [record.reason for record in records if isinstance(record, LeftRecord)] == [
        "One message marked as spam is left out."
    ]


def test_thunderbirds_folders_are_read(tmp_path: Path):
    mbox(tmp_path / "Inbox", message())
    (tmp_path / "Inbox.msf").write_text("{}")
    (tmp_path / "Archives.sbd").mkdir()
    mbox(tmp_path / "Archives.sbd" / "2025", message(subject="Old"))

    assert len(list(from_maildir.read(Upload("Mail", tmp_path)))) == 2


def test_a_folder_without_mail_is_refused(tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"...")

    with pytest.raises(BadFile, match="no mail in this folder"):
        list(from_maildir.read(Upload("Pictures", tmp_path)))
