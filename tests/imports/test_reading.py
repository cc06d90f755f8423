"""Reading the files of an import: in a child process, with progress, with what the book knows, and whatever happens."""

from pathlib import Path
from typing import Any

import pytest

from kith.imports import actions, apart, reading, storage
from kith.imports.models import Import, ImportFile
from kith.imports.records import PersonRecord, Refusal
from kith.imports.uploads import BadFile, Upload
from kith.sandbox import Limits
from tests.imports import given
from tests.make import NOW

ANA = given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO")
HELLO = given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC")


def stored(owner, *files: Path) -> Import:
    return actions.start(owner, [(file.name, file) for file in files], now=NOW)


def read(import_: Import, report=lambda _part: None) -> list[Any]:
    return reading.read_all(import_.files.order_by("pk"), report)


def test_how_far_it_has_come_is_told_while_a_file_is_read_and_ends_with_all_of_it(ada, tmp_path):
    rows = [given.connection(f"Bo {number}", f"bo-{number}", "Acme " * 20, "CTO") for number in range(20_000)]
    file = tmp_path / "Connections.csv"
    file.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, rows))
    told: list[float] = []

    [found] = read(stored(ada, file), told.append)

    assert sum(isinstance(each, PersonRecord) for each in found.records) == 20_000
    assert len(told) > 3
    assert told == sorted(told)
    assert (0 < told[0] < 0.7, told[-1]) == (True, 1.0)


def test_files_that_explain_one_another_are_read_at_once_and_others_one_by_one(ada, tmp_path):
    connections, messages, card = tmp_path / "Connections.csv", tmp_path / "messages.csv", tmp_path / "a.vcf"
    connections.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, [ANA]))
    messages.write_text(given.table(given.MESSAGES, [HELLO]))
    given.cards(card, "FN:Bo Li")

    found = read(stored(ada, messages, card, connections))

    assert [each.reader for each in found] == ["linkedin", "vcard"]
    assert {type(each).__name__ for each in found[0].records} >= {"PersonRecord", "InteractionRecord"}


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_on(ada, tmp_path):
    odd, card = tmp_path / "odd.xyz", given.cards(tmp_path / "a.vcf", "FN:Bo Li")
    odd.write_bytes(bytes(range(256)))

    first, second = read(stored(ada, odd, card))

    [refusal] = first.records
    assert isinstance(refusal, Refusal)
    assert (refusal.file, refusal.line) == ("odd.xyz", 0)
    assert isinstance(second.records[0], PersonRecord)


@pytest.mark.parametrize(("limits", "word"), [(Limits(waiting=0), "longer"), (Limits(output=0), "memory")])
def test_what_had_to_be_stopped_is_refused_whole_and_in_words(ada, tmp_path, monkeypatch, limits, word):
    file = tmp_path / "Connections.csv"
    rows = [given.connection(f"Bo {number}", f"bo-{number}", "Acme " * 50) for number in range(20_000)]
    file.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, rows))
    import_ = stored(ada, file)
    monkeypatch.setattr(apart, "limits_for", lambda _uploads: limits)

    [found] = read(import_)

    [refusal] = found.records
    assert (refusal.file, refusal.line) == ("Connections.csv", 0)
    assert word in refusal.reason


def test_a_fault_of_ours_is_told_to_the_user_in_words_and_to_the_log_without_what_the_file_says(tmp_path, caplog):
    file = tmp_path / "Ana Ruiz.csv"
    file.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, [ANA]))

    with pytest.raises(apart.Stopped, match="fault of its own"):
        apart.asked("kith.imports.apart:nothing_of_this_name", Upload(file.name, file))

    assert "LookupError" in caplog.text
    assert "Ana" not in caplog.text


def test_too_much_that_is_of_no_use_ends_the_reading(monkeypatch):
    monkeypatch.setattr(apart, "MAX_UNUSED", 3)
    records = [Refusal("a.csv", number, "No name.") for number in range(1, 10)]

    with pytest.raises(BadFile) as error:
        list(apart.within_reason(iter([*records])))

    assert (error.value.file, error.value.line) == ("a.csv", 4)


def test_what_the_user_tells_goes_before_what_the_book_knows_and_addresses_add_up(ada, tmp_path):
    mail = tmp_path / "mail.mbox"
    mail.write_text(
        "From x Mon Jan  5 10:00:00 2026\nFrom: Me <me@work.example>\nTo: Ana <ana@acme.example>\n"
        "Date: Mon, 5 Jan 2026 10:00:00 +0000\nMessage-ID: <1@x>\nSubject: Hi\n\nHello\n\n"
    )
    import_ = stored(ada, mail)
    ImportFile.objects.filter(of=import_).update(options={"own_addresses": ["ME@work.example"]})

    [found] = read(import_)

    [message] = [each for each in found.records if not isinstance(each, Refusal)]
    assert (message.direction, message.people[0].name) == ("outgoing", "Ana")


def test_a_folder_is_read_as_one_where_a_reader_takes_folders(tmp_path):
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
    (tmp_path / "Mail" / "cur" / "1:2,S").write_text(
        "From: Me <me@work.example>\nTo: Ana <ana@acme.example>\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nHello\n"
    )

    assert apart.reader_of(Upload("Mail", tmp_path / "Mail")) == "maildir"
    assert [each for each in apart.read("", Upload("Mail", tmp_path / "Mail")) if not isinstance(each, int)]


def test_a_folder_that_no_reader_takes_a_pipe_and_a_device_are_refused_in_words(tmp_path):
    (tmp_path / "cards.vcf").mkdir()
    (tmp_path / "null").symlink_to("/dev/null")

    for name in ("cards.vcf", "null"):
        with pytest.raises(BadFile) as error:
            list(apart.read("", Upload(name, tmp_path / name)))
        assert not isinstance(error.value, apart.Stopped)


def test_what_is_packed_and_what_is_large_may_take_longer(ada, tmp_path):
    small, packed = tmp_path / "small.csv", given.linkedin(tmp_path / "1.zip", [ANA] * 50_000)
    small.write_text("Name\n")
    as_plain = tmp_path / "plain"
    as_plain.write_bytes(b"x" * packed.stat().st_size)

    seconds = [apart.limits_for([Upload(path.name, path)]).seconds for path in (small, as_plain, packed)]

    assert 8 <= seconds[0] < seconds[1] < seconds[2] < 10
    assert apart.limits_for([Upload("a", tmp_path)]).seconds > seconds[1]


def test_the_files_are_read_where_they_are_kept(ada, tmp_path):
    import_ = stored(ada, given.cards(tmp_path / "a.vcf", "FN:Bo"))
    storage.forget(import_.uid)

    with pytest.raises(FileNotFoundError):
        read(import_)
