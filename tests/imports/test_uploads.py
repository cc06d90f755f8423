"""The file that the user handed over."""

from pathlib import Path

from kith.imports.uploads import HEAD_BYTES, BadFile, Upload


def test_the_head_is_the_first_64_kilobytes(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"x" * 100_000)

    upload = Upload("long.csv", path)

    assert upload.head == b"x" * HEAD_BYTES
    assert upload.size == 100_000


def test_an_upload_keeps_the_name_that_the_user_knows(tmp_path: Path):
    path = tmp_path / "tmp81c9"
    path.write_bytes(b"abc")

    upload = Upload("Connections.csv", path)

    assert upload.name == "Connections.csv"
    with upload.open() as file:
        assert file.read() == b"abc"


def test_a_bad_file_says_where_and_why():
    assert str(BadFile("a.csv", 7, "No date.")) == "a.csv, line 7: No date."
    assert str(BadFile("a.csv", 0, "It is empty.")) == "a.csv: It is empty."
