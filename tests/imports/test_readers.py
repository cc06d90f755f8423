"""Finding the reader for a file."""

import zipfile
from pathlib import Path

import pytest

from kith.imports import from_linkedin, readers
from kith.imports.uploads import BadFile, Upload


def upload(path: Path, content: str) -> Upload:
    path.write_text(content, encoding="utf-8")
    return Upload(path.name, path)


def test_every_module_named_from_is_a_reader():
    package = Path(readers.__file__).parent

    found = {reader.NAME for reader in readers.all_readers()}

    assert len(found) == len(list(package.glob("from_*.py")))
    assert "linkedin" in found


def test_every_reader_has_what_a_reader_needs():
    for reader in readers.all_readers():
        assert reader.LABEL
        assert callable(reader.recognises)
        assert callable(reader.read)


def test_readers_that_ask_for_it_are_tried_earlier():
    orders = [getattr(reader, "ORDER", 100) for reader in readers.all_readers()]

    assert orders == sorted(orders)


def test_a_reader_is_found_by_its_name():
    assert readers.reader_named("linkedin") is from_linkedin
    with pytest.raises(LookupError):
        readers.reader_named("carrier pigeon")


def test_the_reader_that_recognises_a_file_is_given(tmp_path: Path):
    file = upload(tmp_path / "Connections.csv", "First Name,Last Name,URL,Connected On\nAna,Ruiz,,08 Feb 2026\n")

    assert readers.reader_for(file) is from_linkedin


def test_a_file_that_nobody_reads_is_refused_with_what_is_read(tmp_path: Path):
    with pytest.raises(BadFile) as refused:
        readers.reader_for(upload(tmp_path / "notes.docx", "Dear diary"))

    assert refused.value.reason.startswith("This is not a format that Kith reads: ")
    assert "LinkedIn export" in refused.value.reason


def test_a_zip_with_nothing_to_read_is_refused_as_such(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("beach.jpg", b"...")

    with pytest.raises(BadFile, match="holds nothing that Kith reads"):
        readers.reader_for(Upload("photos.zip", tmp_path / "photos.zip"))


def test_an_empty_file_is_refused_as_such(tmp_path: Path):
    with pytest.raises(BadFile, match="This file is empty"):
        readers.reader_for(upload(tmp_path / "Connections.csv", ""))
