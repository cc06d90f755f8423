"""A network as a file: versioned, checked, mapped into memory instead of read, and replaced in one step."""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from kith.reach.rows import Rows, compact

MAGIC = b"kithreach\n"
VERSION = 1
_HEAD = 8  # digits that say how long the description is, and as many its checksum
_PAGE = 4096
_BLOCK = 1 << 20
_CHECKED = 8  # blocks of an array that are read when a file is opened; `check` reads all

_ARRAYS = {"start": np.uint32, "length": np.uint32, "neighbour": np.int32, "strength": np.uint8, "codes": np.uint8}


class Unreadable(Exception):
    """The file holds no network that can be used: make it anew from the records."""


class Damaged(Unreadable):
    """The file is not what was written."""


class Newer(Unreadable):
    """The file was written by a later version of Kith."""


def save(rows: Rows, path: Path) -> None:
    """Write rows to a file beside its place and rename it there. Raises OSError."""
    if 2 * rows.ties != rows.used:
        rows = compact(rows)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(rows, file)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def opened(path: Path) -> Rows:
    """The rows of a file, mapped: what is written into them stays in this process. Raises Unreadable, OSError.

    Sizes, the description's checksum and those of up to 8 megabytes of each array are looked at, so that opening takes
    a few milliseconds however large the file is.
    """
    about = _described(path)
    arrays: dict[str, Any] = {name: _mapped(path, name, part) for name, part in about["arrays"].items()}
    for name, part in about["arrays"].items():
        _check_blocks(path, name, arrays[name], part, _CHECKED)
    classes = np.array(about["classes"], np.uint8)
    counts: dict[str, Any] = {key: about[key] for key in ("known_classes", "used", "ties")}
    return Rows(**arrays, classes=classes, **counts)


def check(path: Path) -> None:
    """Read a whole file and raise Damaged if a byte of it is not what was written; otherwise as opened."""
    for name, part in _described(path)["arrays"].items():
        _check_blocks(path, name, _mapped(path, name, part), part, len(part["checksums"]))


def _write(rows: Rows, file: BinaryIO) -> None:
    arrays = {name: getattr(rows, name) for name in _ARRAYS}
    used = {"start": rows.people, "length": rows.people, "neighbour": rows.used, "strength": rows.used}
    used["codes"] = (rows.used * rows.code_bits + 7) // 8
    parts: dict[str, dict[str, Any]] = {
        name: {"used": used[name], "room": len(array), "checksums": _checksums(array[: used[name]])}
        for name, array in arrays.items()
    }
    about = {"arrays": parts, "classes": rows.classes.tolist(), "known_classes": rows.known_classes}
    about |= {"used": rows.used, "ties": rows.ties}
    file.write(_head(_placed(about)))
    for name, array in arrays.items():
        file.seek(parts[name]["place"])
        file.write(np.ascontiguousarray(array[: used[name]]).data)
    file.truncate(about["size"])  # the room behind each array is a hole, which takes no space on the disk


def _placed(about: dict[str, Any]) -> dict[str, Any]:
    """The description with the place of each array: pages, behind a description of whatever length it turns out."""
    place = -(-(len(json.dumps(about)) + 1024) // _PAGE) * _PAGE
    for name, part in about["arrays"].items():
        part["place"] = place
        place += -(-part["room"] * np.dtype(_ARRAYS[name]).itemsize // _PAGE) * _PAGE
    about["size"] = place
    return about


def _head(about: dict[str, Any]) -> bytes:
    text = json.dumps(about).encode()
    return MAGIC + b"%08d%08d%08x" % (VERSION, len(text), zlib.crc32(text)) + text


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        head = file.read(len(MAGIC) + 3 * _HEAD)
        version, length, checksum = _numbers(path, head)
        text = file.read(length)
        size = os.fstat(file.fileno()).st_size
    if len(text) != length or zlib.crc32(text) != checksum:
        raise Damaged(f"{path} is damaged: its description is not what was written")
    about: dict[str, Any] = json.loads(text)
    if version != VERSION or about["size"] != size:
        raise Damaged(f"{path} is damaged: it has {size} bytes instead of {about['size']}")
    return about


def _numbers(path: Path, head: bytes) -> tuple[int, int, int]:
    digits = [head[len(MAGIC) + at : len(MAGIC) + at + _HEAD] for at in (0, _HEAD, 2 * _HEAD)]
    try:
        version, length, checksum = int(digits[0]), int(digits[1]), int(digits[2], 16)
    except ValueError as error:
        raise Damaged(f"{path} is damaged, or is no network") from error
    if not head.startswith(MAGIC):
        raise Damaged(f"{path} is no network")
    if version > VERSION:
        raise Newer(f"{path} is of version {version}; this Kith reads up to {VERSION}")
    return version, length, checksum


def _mapped(path: Path, name: str, part: dict[str, Any]) -> NDArray[Any]:
    if part["room"] == 0:
        return np.empty(0, _ARRAYS[name])
    return np.asarray(np.memmap(path, _ARRAYS[name], "c", part["place"], (part["room"],)))


def _checksums(used: NDArray[Any]) -> list[int]:
    content = np.ascontiguousarray(used).view(np.uint8)
    return [zlib.crc32(content[at : at + _BLOCK].data) for at in range(0, len(content), _BLOCK)]


def _check_blocks(path: Path, name: str, array: NDArray[Any], part: dict[str, Any], most: int) -> None:
    content = array[: part["used"]].view(np.uint8)
    for block in _spread(len(part["checksums"]), most):
        if zlib.crc32(content[block * _BLOCK : (block + 1) * _BLOCK].data) != part["checksums"][block]:
            raise Damaged(f"{path} is damaged: its {name} is not what was written")


def _spread(count: int, most: int) -> Iterator[int]:
    """At most so many of the numbers below count, evenly spread, the first and the last among them."""
    some = min(count, most)
    return (block * (count - 1) // max(1, some - 1) for block in range(some))
