"""Files that the fuzzers found, made small: each broke a reader, or held it up."""

import io
import zipfile

import pytest

from bench.fuzz_inputs import PAGES
from kith.imports import apart, json_files, zips
from kith.imports.records import InteractionRecord
from kith.imports.uploads import BadFile, Upload


def test_a_zip_whose_directory_points_before_its_beginning_is_damaged(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "Name\nAna\n")
    path.write_bytes(path.read_bytes()[10:])  # everything stands ten bytes earlier than it says

    with zips.open_archive(Upload("a.zip", path)) as archive, pytest.raises(BadFile, match="damaged"):
        archive.open("a.csv").read()


def test_a_member_without_a_name_is_none(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "Name\nAna\n")
        with archive.open(zipfile.ZipInfo(""), "w") as member:
            member.write(b"nothing")

    with zips.open_archive(Upload("a.zip", path)) as opened:
        assert opened.names == ("a.csv",)


def test_halves_of_characters_do_not_come_out_of_json():
    text = rb'["\ud83d\ude00", "\ud83d", "\ude00x", "\\ud83d", "\\\ud83d", "\u00e9"]'

    found = json_files.load("a.json", io.BytesIO(text))

    assert found == ["😀", "\ufffd", "\ufffdx", r"\ud83d", "\\\ufffd", "é"]


def test_a_name_with_half_a_character_can_be_kept(tmp_path):
    path = tmp_path / "message_1.json"
    path.write_text(
        r'{"participants": [{"name": "Ana \ud83d"}, {"name": "Me"}], "thread_path": "inbox/a", "messages": ['
        r'{"sender_name": "Ana \ud83d", "timestamp_ms": 1767603600000, "content": "hi"},'
        r'{"sender_name": "Me", "timestamp_ms": 1767603700000, "content": "hi"}], "title": "Ana \ud83d"}'
    )

    found = [each for each in apart.read("facebook", Upload(path.name, path)) if isinstance(each, InteractionRecord)]

    assert all(who.name.encode() for each in found for who in each.people)


@pytest.mark.parametrize("reader", ["google", "thunderbird"])
def test_a_table_without_any_row_is_nothing(tmp_path, reader):
    path = tmp_path / "a.csv"
    path.write_text("\n\n")

    assert list(apart.read(reader, Upload("a.csv", path))) == []


def test_a_card_of_elements_within_one_another_is_refused_at_once(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(PAGES[0].replace(b'<span class="p-org', b'<span class="x">' * 150 + b'<span class="p-org'))

    with pytest.raises(BadFile, match="nested more deeply"):
        list(apart.read("html", Upload("a.html", path)))
