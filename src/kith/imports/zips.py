"""ZIP files from strangers: every limit is checked before a byte is unpacked, and again while unpacking."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from kith.imports.uploads import BadFile, Upload

MAX_MEMBERS = 2_000
MAX_ENTRY_BYTES = 512  # of the directory, for each file
MAX_MEMBER_BYTES = 300 * 1024 * 1024
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
# Deflate reaches 1,032 on zeros; tables of text stay under 50. Small members may do as they please.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 8 * 1024 * 1024

_END = struct.Struct("<4s4H2LH")
_END_64_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT = 65_535
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    OSError,
    ValueError,
)


def is_zip(upload: Upload) -> bool:
    return upload.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


@dataclass(frozen=True)
class Archive:
    """The members of a ZIP that passed every check. Read them with `open`; nothing is ever unpacked to disk."""

    name: str
    names: tuple[str, ...]
    _zip: zipfile.ZipFile
    _max_bytes: int | None

    def size(self, name: str) -> int:
        """What a member promises to unpack to."""
        return self._zip.getinfo(name).file_size

    def open(self, name: str) -> BinaryIO:
        """Raises BadFile here, or while reading, when the member is not what its entry says."""
        try:
            member = self._zip.open(name)
        except _BROKEN as error:
            raise _damaged(name) from error
        return io.BufferedReader(_Guarded(name, member, self._max_bytes or MAX_MEMBER_BYTES), 256 * 1024)


@contextmanager
def open_archive(upload: Upload, max_members: int = MAX_MEMBERS, max_bytes: int | None = None) -> Iterator[Archive]:
    """Raises BadFile for a ZIP that is damaged, encrypted, too big, nested, or has paths that lead elsewhere.

    max_bytes: of all members; more than usual only for a reader that never holds one whole.
    """
    with upload.open() as file:
        _check_directory(upload, file, max_members)
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise _damaged(upload.name) from error
        with archive:
            members = [info for info in archive.infolist() if info.filename and not info.is_dir()]
            _check_members(upload.name, archive.infolist(), max_members, max_bytes)
            yield Archive(upload.name, tuple(info.filename for info in members), archive, max_bytes)


class _Guarded(io.RawIOBase):
    """A member being unpacked, cut off at the limit whatever its entry promised."""

    def __init__(self, name: str, member: IO[bytes], max_bytes: int) -> None:
        self._name = name
        self._member = member
        self._most = self._left = max_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._member.read(len(buffer))
        except _BROKEN as error:
            raise _damaged(self._name) from error
        self._left -= len(data)
        if self._left < 0:
            raise _too_big(self._name, self._most)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._member.close()
        super().close()


def _check_directory(upload: Upload, file: BinaryIO, max_members: int) -> None:
    """Read the end record alone: listing 200,000 members costs seconds, so count before listing."""
    count, length = _directory(upload, file)
    if count > max_members or length > max_members * MAX_ENTRY_BYTES:
        raise _too_many(upload.name, max_members)
    file.seek(0)


def _directory(upload: Upload, file: BinaryIO) -> tuple[int, int]:
    start = max(0, upload.size - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    place = _end_record(tail)
    if place < 0:
        raise _damaged(upload.name)
    _, _, _, _, count, length, _, _ = _END.unpack_from(tail, place)
    return _directory_64(file, tail, place) or (count, length)


def _end_record(tail: bytes) -> int:
    """Where the end record stands, found in the order in which zipfile looks, so that both see the same one."""
    last = len(tail) - _END.size
    if last >= 0 and tail[last : last + 4] == b"PK\x05\x06" and tail.endswith(b"\0\0"):
        place = last
    else:
        place = tail.rfind(b"PK\x05\x06")
    return place if place <= last else -1


def _directory_64(file: BinaryIO, tail: bytes, place: int) -> tuple[int, int] | None:
    locator = place - _END_64_LOCATOR.size
    if locator < 0 or tail[locator : locator + 4] != b"PK\x06\x07":
        return None
    # zipfile looks right before the locator, not where the locator points.
    start = file.tell() - len(tail) + locator - _END_64.size
    if start < 0:
        return None
    file.seek(start)
    record = file.read(_END_64.size)
    if not record.startswith(b"PK\x06\x06"):
        return None
    fields = _END_64.unpack(record)
    return fields[7], fields[8]


def _check_members(name: str, members: list[zipfile.ZipInfo], max_members: int, max_bytes: int | None) -> None:
    if len(members) > max_members:
        raise _too_many(name, max_members)
    if sum(member.file_size for member in members) > (max_bytes or MAX_TOTAL_BYTES):
        raise _too_big(name, max_bytes or MAX_MEMBER_BYTES)
    for member in members:
        _check_member(name, member, max_bytes or MAX_MEMBER_BYTES)


def _check_member(name: str, member: zipfile.ZipInfo, max_bytes: int) -> None:
    path = member.orig_filename
    if path.startswith("/") or "\\" in path or "\0" in path or ":" in path[:2] or ".." in path.split("/"):
        raise BadFile(name, 0, f"This ZIP names a file outside itself ({path[:80]!r}), so Kith does not open it.")
    if member.flag_bits & 0x1:
        raise BadFile(name, 0, "This ZIP is locked with a password. Please unpack it and add the files themselves.")
    if path.lower().endswith(".zip"):
        raise BadFile(
            name, 0, f"This ZIP holds another ZIP ({path[:80]}). Please unpack it and add that one by itself."
        )
    if member.compress_type not in _READABLE:
        raise BadFile(
            name, 0, f"{path[:80]} is packed in a way that Kith does not read. Please pack it as a plain ZIP."
        )
    if member.file_size > max_bytes or _swells(member):
        raise _too_big(path, max_bytes)


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(RATIO_COUNTS_FROM, member.compress_size * MAX_RATIO)


def _too_many(name: str, most: int) -> BadFile:
    return BadFile(name, 0, f"This ZIP holds more than {most:,} files, which is more than Kith opens.")


def _too_big(name: str, max_bytes: int) -> BadFile:
    limit = max_bytes // 1024 // 1024
    return BadFile(name, 0, f"It would unpack to more than Kith reads at once ({limit} MB a file).")


def _damaged(name: str) -> BadFile:
    return BadFile(name, 0, "It is damaged or cut short. Downloading it again usually helps.")
