"""Saved messages, and ZIPs of mail."""

import zipfile
from pathlib import Path

import pytest

from kith.imports import from_eml, readers
from kith.imports.records import InteractionRecord, LeftRecord, Refusal
from kith.imports.uploads import Upload
from tests.imports.mailboxes import FROM, ME, message, sent


def saved(path: Path, text: str) -> Upload:
    path.write_text(text, encoding="utf-8")
    return Upload(path.name, path)


def packed(path: Path, **files: str) -> Upload:
    """Return a ZIP; two underscores stand for a slash, one for a full stop."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return Upload(path.name, path)


def touches(upload: Upload) -> list[InteractionRecord]:
    return [record for record in from_eml.read(upload) if isinstance(record, InteractionRecord)]


def test_a_saved_message_is_known_by_its_name_or_its_header(tmp_path: Path):
    assert readers.reader_for(saved(tmp_path / "lunch.eml", "anything")) is from_eml
    assert from_eml.recognises(saved(tmp_path / "lunch.txt", message()))
    assert from_eml.recognises(saved(tmp_path / "part.txt", "Content-Type: text/plain\n\nHello"))
    assert not from_eml.recognises(saved(tmp_path / "talk.txt", "From: Ana\n\nTo be or not to be"))
    assert not from_eml.recognises(saved(tmp_path / "notes.txt", "Dear diary"))


def test_a_saved_message_is_read(tmp_path: Path):
    [record] = from_eml.read(saved(tmp_path / "lunch.eml", message()))

    assert (record.direction, record.summary) == ("incoming", "Lunch")


def test_apples_saved_messages_are_read(tmp_path: Path):
    text = message()

    [record] = from_eml.read(saved(tmp_path / "7.emlx", f"{len(text)}\n{text}<?xml version='1.0'?><plist></plist>"))

    assert record.summary == "Lunch"


def test_a_message_that_cannot_be_understood_is_refused_as_a_whole(tmp_path: Path):
    [refusal] = from_eml.read(saved(tmp_path / "a.eml", message(day="")))

    assert isinstance(refusal, Refusal)
    assert (refusal.file, refusal.line) == ("a.eml", 0)


def test_takeouts_zip_is_read(tmp_path: Path):
    upload = packed(
        tmp_path / "takeout.zip", Takeout__Mail__All_mbox=f"{FROM}{sent()}\n", Takeout__archive_browser_html="<p>"
    )

    [touch, left] = from_eml.read(upload)

    assert readers.reader_for(upload) is from_eml
    assert (touch.file, touch.direction) == ("Takeout/Mail/All.mbox", "outgoing")
    assert left == LeftRecord("takeout.zip", 0, "One file of this ZIP is no mail and is left out.")


def test_folders_without_endings_are_opened_to_see(tmp_path: Path):
    upload = packed(
        tmp_path / "profile.zip",
        Mail__Sent=f"{FROM}{message(ME, 'ben@x.example')}\n",
        Mail__Inbox=f"{FROM}{message()}\n",
        Mail__Inbox_msf="{}",
        README="hello",
    )

    assert {touch.direction for touch in touches(upload)} == {"incoming", "outgoing"}


def test_single_messages_and_maildirs_in_a_zip_know_their_folder(tmp_path: Path):
    letters = {"Sent__1_eml": message(ME, "ben@x.example"), "Trash__2_eml": message(subject="Old")}
    maildir = {
        "Maildir__cur__1:2,S": message(),
        "Maildir__new__2": message(subject="New"),
        "Maildir__cur__3:2,ST": message(),
    }

    records = list(from_eml.read(packed(tmp_path / "a.zip", **letters, **maildir)))

    assert len([record for record in records if isinstance(record, InteractionRecord)]) == 3
    assert [record.reason for record in records if isinstance(record, LeftRecord)] == [
        "2 deleted messages are left out."
    ]


def test_one_broken_file_does_not_keep_the_others_out(tmp_path: Path):
    upload = packed(tmp_path / "a.zip", a_eml=message(), b_eml="nothing", c_mbox="no mailbox")

    records = list(from_eml.read(upload))

    assert len([record for record in records if isinstance(record, InteractionRecord)]) == 1
    assert [(record.file, record.line) for record in records if isinstance(record, Refusal)] == [
        ("b.eml", 1),
        ("c.mbox", 0),
    ]


def test_a_zip_without_mail_is_not_for_this_reader(tmp_path: Path):
    assert not from_eml.recognises(packed(tmp_path / "a.zip", a_csv="x,y", LICENSE="free"))


def test_all_of_cpythons_messages_are_read_or_refused_by_name(shared: Path):
    files = sorted((shared / "mail/cpython-test_email").glob("*.txt"))

    for file in files:
        records = list(from_eml.read(Upload(file.name, file)))
        assert records, file.name
        assert all(record.file == file.name and getattr(record, "reason", "?") for record in records)
    assert len(files) >= 47


@pytest.mark.parametrize("name", ["msg_01.txt", "msg_26.txt"])
def test_cpythons_ordinary_messages_become_interactions(shared: Path, name: str):
    file = shared / "mail/cpython-test_email" / name

    [record] = from_eml.read(Upload(name, file))

    assert isinstance(record, InteractionRecord)
