"""ZIP files that mean harm, or were merely made badly."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from kith.imports import zips
from kith.imports.uploads import BadFile, Upload


def zipped(path: Path, members: dict[str, bytes]) -> Upload:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return Upload(path.name, path)


def read_all(upload: Upload) -> dict[str, bytes]:
    with zips.open_archive(upload) as archive:
        return {name: archive.open(name).read() for name in archive.names}


def reason_of(upload: Upload) -> str:
    with pytest.raises(BadFile) as refused:
        read_all(upload)
    return refused.value.reason


def test_an_honest_zip_is_read_whole(tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"a.csv": b"one", "Jobs/b.csv": b"two" * 100_000})

    assert read_all(upload) == {"a.csv": b"one", "Jobs/b.csv": b"two" * 100_000}


def test_folders_are_not_among_the_names(tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"Jobs/": b"", "Jobs/b.csv": b"two"})

    assert list(read_all(upload)) == ["Jobs/b.csv"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros.csv", "w") as member:
        for _ in range(20):
            member.write(bytes(1024 * 1024))

    assert "unpack to more" in reason_of(Upload("bomb.zip", path))


def test_a_member_that_lies_about_its_size_is_caught_while_reading(tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"a.csv": b"0123456789" * 100_000})
    content = upload.path.read_bytes()
    lying = content.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 1_000))
    assert lying != content
    upload.path.write_bytes(lying)

    assert "damaged" in reason_of(upload)


def test_a_member_is_cut_off_at_the_limit_whatever_was_promised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"a.csv": b"0123456789" * 1_000})

    with zips.open_archive(upload) as archive:
        monkeypatch.setattr(zips, "MAX_MEMBER_BYTES", 5_000)
        with pytest.raises(BadFile, match="unpack to more"):
            archive.open("a.csv").read()


def test_the_sum_of_all_members_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(zips, "MAX_TOTAL_BYTES", 1_500)
    upload = zipped(tmp_path / "a.zip", {"a.csv": b"a" * 1_000, "b.csv": b"b" * 1_000})

    assert "unpack to more" in reason_of(upload)


def test_more_than_two_thousand_members_are_counted_not_listed(tmp_path: Path):
    upload = zipped(tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(2_001)})

    assert "more than 2,000 files" in reason_of(upload)


def test_an_end_record_that_lies_about_the_count_does_not_help(tmp_path: Path):
    upload = zipped(tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(2_001)})
    content = bytearray(upload.path.read_bytes())
    struct.pack_into("<2H", content, len(content) - 14, 3, 3)
    upload.path.write_bytes(bytes(content))

    assert "more than 2,000 files" in reason_of(upload)


@pytest.mark.parametrize("path", ["../a.csv", "a/../../b.csv", "/etc/passwd", "C:/a.csv", "a\\b.csv", "..\\a.csv"])
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, path: str):
    upload = zipped(tmp_path / "a.zip", {"ok.csv": b"x", path: b"x"})

    assert "outside itself" in reason_of(upload)


def test_a_locked_zip_is_refused_with_what_to_do(tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"a.csv": b"secret"})
    content = bytearray(upload.path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    upload.path.write_bytes(bytes(content))

    assert "password" in reason_of(upload)


def test_a_zip_within_a_zip_is_refused_with_what_to_do(tmp_path: Path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "x")
    upload = zipped(tmp_path / "a.zip", {"export.zip": inner.getvalue()})

    assert "another ZIP" in reason_of(upload)


def test_an_unusual_packing_is_refused(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.csv", b"x" * 1000)

    assert "plain ZIP" in reason_of(Upload("a.zip", path))


@pytest.mark.parametrize("keep", [4, 30, 200, -1])
def test_a_zip_cut_short_is_refused_in_words(tmp_path: Path, keep: int):
    upload = zipped(tmp_path / "a.zip", {f"{number}.csv": b"x" * 100 for number in range(5)})
    upload.path.write_bytes(upload.path.read_bytes()[:keep])

    assert "damaged" in reason_of(upload)


def test_damage_within_a_member_is_told_when_it_is_read(tmp_path: Path):
    upload = zipped(tmp_path / "a.zip", {"a.csv": bytes(range(256)) * 40})
    content = bytearray(upload.path.read_bytes())
    content[60:90] = b"?" * 30
    upload.path.write_bytes(bytes(content))

    assert "damaged" in reason_of(upload)


def test_only_the_beginning_of_a_file_tells_a_zip(tmp_path: Path):
    path = tmp_path / "notes.zip"
    path.write_bytes(b"just notes")

    assert not zips.is_zip(Upload("notes.zip", path))
    assert zips.is_zip(zipped(tmp_path / "b.csv", {"a": b""}))


def test_the_count_of_a_long_zip_stands_in_a_record_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    few = zipped(tmp_path / "few.zip", {"a.csv": b"one", "b.csv": b"two"})
    many = zipped(tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(2_001)})

    assert read_all(few) == {"a.csv": b"one", "b.csv": b"two"}
    assert "more than 2,000 files" in reason_of(many)
