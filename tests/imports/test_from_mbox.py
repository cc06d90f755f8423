"""Mailboxes in one file."""

from datetime import date
from pathlib import Path

import pytest

from kith.imports import from_mbox, mail_reading, readers
from kith.imports.records import InteractionRecord, LeftRecord, PersonRef, Refusal, SuggestionRecord
from kith.imports.uploads import BadFile, Upload
from tests.imports.mailboxes import ANA, FROM, ME, mbox, message, sent


def read(path: Path, **options):
    return list(from_mbox.read(Upload(path.name, path, options)))


def test_a_mailbox_is_known_by_how_it_begins_or_by_its_name(tmp_path: Path):
    assert readers.reader_for(upload := Upload("Inbox", mbox(tmp_path / "Inbox", message()))) is from_mbox
    assert from_mbox.recognises(upload)

    (tmp_path / "mail.mbox").write_text("nothing of the kind")
    assert from_mbox.recognises(Upload("mail.mbox", tmp_path / "mail.mbox"))
    (tmp_path / "notes.txt").write_text("From here\nit is far: very far")
    assert not from_mbox.recognises(Upload("notes.txt", tmp_path / "notes.txt"))


def test_a_days_letters_with_one_person_in_one_thread_are_one_interaction(tmp_path: Path):
    box = mbox(
        tmp_path / "a.mbox",
        sent(Message_ID="<1@x>"),
        message(Message_ID="<2@x>", In_Reply_To="<1@x>", subject="Re: Lunch"),
        message(Message_ID="<3@x>", References="<1@x> <2@x>", day="6 May 2026 10:00:00 +0000"),
    )

    first, second = read(box)

    assert isinstance(first, InteractionRecord)
    assert (first.direction, first.sent, first.received, first.line) == ("mutual", 1, 1, 1)
    assert first.people == [PersonRef("Ana Ruiz", ("email:ana@acme.example",))]
    assert (first.kind, first.channel, first.on, first.summary) == ("email", "email", date(2026, 5, 4), "Lunch")
    assert first.only_known
    assert [mark[:2] for mark in first.marks] == ["s:", "r:"]
    assert (second.direction, second.on) == ("incoming", date(2026, 5, 6))
    assert second.source_key.split(":")[:2] == first.source_key.split(":")[:2]
    assert second.source_key.endswith(":2026-05-06:ana@acme.example")


def test_headers_are_all_that_is_kept(tmp_path: Path):
    [record] = read(mbox(tmp_path / "a.mbox", message(body="A secret.\n-- \nAna Ruiz\nChief of Staff")))

    assert "secret" not in repr(record)


def test_what_is_left_out_is_told_once_with_how_many(tmp_path: Path):
    letters = [message(f"n{n}@news.example", List_Id="<news>") for n in range(1_204)]
    box = mbox(tmp_path / "a.mbox", *letters, message(), message("no-reply@x.example"))

    left = [record.reason for record in read(box) if isinstance(record, LeftRecord)]

    assert left == [
        "1,204 messages of mailing lists and newsletters are left out.",
        "One message from an address that takes no reply is left out.",
    ]


def test_a_broken_message_is_refused_with_its_line_and_the_others_are_read(tmp_path: Path):
    box = mbox(tmp_path / "a.mbox", message(), message(day="soon"), message(day="7 May 2026 10:00:00 +0000"))

    records = read(box)

    [refusal] = [record for record in records if isinstance(record, Refusal)]
    assert (refusal.file, refusal.line) == ("a.mbox", 10)
    assert "“soon”" in refusal.reason
    assert len([record for record in records if isinstance(record, InteractionRecord)]) == 2


def test_messages_out_of_all_measure_are_refused_by_line(tmp_path: Path):
    crowd = ", ".join(f"p{n}@x.example" for n in range(20_000))
    box = mbox(tmp_path / "a.mbox", message(), message(X_Long="x" * 10_000_000), message(to=crowd))

    refused = [(record.line, record.reason[:30]) for record in read(box) if isinstance(record, Refusal)]

    assert [line for line, _ in refused] == [10, 20]


def test_of_very_many_broken_messages_the_first_thousand_are_told(tmp_path: Path):
    box = mbox(tmp_path / "a.mbox", message(), *(message(day="soon", subject=str(n)) for n in range(1_500)))

    refused = [record for record in read(box) if isinstance(record, Refusal)]

    assert len(refused) == 1_001
    assert refused[-1].reason == "500 more messages could not be read."


def test_the_folder_of_sent_mail_is_known_by_the_name_of_the_file(tmp_path: Path):
    box = mbox(tmp_path / "Sent", message(ME, ANA), message(ME, "ben@x.example"))

    assert {record.direction for record in read(box)} == {"outgoing"}


def test_own_addresses_that_the_user_gave_are_used(tmp_path: Path):
    [record] = read(mbox(tmp_path / "a.mbox", message(ME, ANA)), own_addresses=["ada@post.example"])

    assert record.direction == "outgoing"


def test_without_a_clue_to_who_the_user_is_nothing_is_guessed(tmp_path: Path):
    letters = [message(f"p{n}@x.example", f"q{n}@x.example") for n in range(4)]

    [refusal] = read(mbox(tmp_path / "a.mbox", *letters))

    assert "which of the addresses in this mail is yours" in refusal.reason


def test_the_day_is_that_of_the_users_zone(tmp_path: Path):
    box = mbox(tmp_path / "a.mbox", message(day="4 May 2026 23:30:00 +0000"))

    assert read(box, zone="Europe/Berlin")[0].on == date(2026, 5, 5)
    assert read(box, zone="No/Where")[0].on == date(2026, 5, 4)


def test_a_file_that_does_not_begin_as_a_mailbox_is_refused(tmp_path: Path):
    (tmp_path / "a.mbox").write_text("Dear diary")

    with pytest.raises(BadFile, match="does not begin as a mailbox"):
        read(tmp_path / "a.mbox")


def test_lines_from_in_a_letter_do_no_harm(tmp_path: Path):
    box = mbox(tmp_path / "a.mbox", message(body="Hello\n\nFrom here on: nothing\n>From there"), message(subject="Two"))

    assert FROM.startswith("From ")
    assert len(read(box)) == 2


def test_with_bodies_the_letters_of_the_day_are_the_notes(tmp_path: Path):
    box = mbox(
        tmp_path / "a.mbox",
        message(Message_ID="<2@x>", In_Reply_To="<1@x>", body="Gladly.\n\nOn Monday Ada wrote:\n> Lunch?\n"),
        sent(Message_ID="<1@x>", body="Lunch?\n\n-- \nAda"),
        sent("Ben Okafor <ben@x.example>", body="y" * 9_000, subject="Long"),
    )

    first, second = read(box, bodies=True)

    assert first.notes == "Me: Lunch?\n\nAna: Gladly."
    assert second.notes == "Me: " + "y" * 4096


def test_with_bodies_the_latest_signature_of_the_last_eighteen_months_is_suggested(tmp_path: Path):
    box = mbox(
        tmp_path / "a.mbox",
        message(body="Bye\n\n-- \nAna Ruiz\nAnalyst, Acme Inc.", day="4 Apr 2026 10:00:00 +0000"),
        message(body="Bye\n\n-- \nAna Ruiz\nDirector, Acme Inc.\nTel. 030 901820"),
        message("Ben Okafor <ben@x.example>", body="-- \nBen Okafor\nCTO", day="4 May 2024 10:00:00 +0000"),
        sent(body="-- \nAda Lovelace\nEngineer"),
    )

    records = read(box, bodies=True, region="DE", today="2026-06-01")

    position, phone = [record for record in records if isinstance(record, SuggestionRecord)]
    assert position.person == PersonRef("Ana Ruiz", ("email:ana@acme.example",))
    assert position.facts == {"title": "Director", "organisation": "Acme Inc.", "department": ""}
    assert position.source == "signature of the mail of 4 May 2026: “Director, Acme Inc.”"
    assert (phone.kind, phone.facts) == ("point", {"kind": "phone", "value": "+49 30 901820", "label": "work"})
    assert phone.source_key.startswith("mail:signature:ana@acme.example:")


def test_more_text_than_a_mailbox_may_have_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail_reading, "MOST_TEXT", 100)
    box = mbox(tmp_path / "a.mbox", *(message(subject=str(n), body="z" * 90) for n in range(4)))

    records = read(box, bodies=True)

    assert [bool(record.notes) for record in records[1:]] == [True, True, False, False]
    assert records[0].reason.startswith("Of 2 letters only the header is kept")
