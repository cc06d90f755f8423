"""Pictures from an archive: kept byte for byte where they are as plain as Kith makes them, made so where they are not."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from PIL import Image

from kith.archive.documents import CARD
from kith.archive.zipped import BookZip
from kith.imports import storage
from kith.imports.uploads import BadFile
from kith.people import photos

_START, _END_MARK, _SCAN = 0xD8, 0xD9, 0xDA
# Tables, frames, restarts, and JFIF's own head: nothing in which a camera or a stranger writes anything.
_PLAIN = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xE0, _SCAN}


class Kept:
    """The files that were made of an archive's pictures; given away again unless somebody has taken them."""

    def __init__(self, uid: UUID) -> None:
        """uid: of the import, by which pictures are noted before they are made."""
        self.names: dict[str, str] = {}  # by the name in the archive
        self.taken: set[str] = set()
        self._uid = uid

    def keep(self, book: BookZip, wanted: Iterable[str]) -> None:
        """Make files of the pictures that are wanted. One that is missing, or none, is left out. Raises BadFile."""
        for place in sorted(filter(book.has, wanted)):
            name = photos.new_name()
            storage.note_picture(self._uid, name)
            try:
                self.names[place] = kept(book.read(place, photos.MAX_BYTES + 1), name, _side(place))
            except ValidationError as error:
                raise BadFile(book.archive.name, 0, f"{place}: {' '.join(error.messages)}") from error

    def let_go(self) -> None:
        """Delete the files that nobody has taken."""
        for name in set(self.names.values()) - self.taken:
            photos.forget(name)


def kept(data: bytes, name: str, side: int = photos.MAX_SIDE) -> str:
    """Write a picture under this file name, and return that. Raises ValidationError for what is no picture."""
    if not is_plain(data, side):
        return photos.keep(data, side=side, name=name)
    place = photos.path_of(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(data)
    return name


def is_plain(data: bytes, side: int = photos.MAX_SIDE) -> bool:
    """Whether this is a JPEG of at most so many pixels a side, with pixels in it and nothing else."""
    return len(data) <= photos.MAX_BYTES and _has_only_pixels(data) and _can_be_shown(data, side)


def _side(place: str) -> int:
    """On cards something is to be read."""
    return photos.LARGE_SIDE if place.startswith(CARD) else photos.MAX_SIDE


def _has_only_pixels(data: bytes) -> bool:
    if data[:2] != bytes([0xFF, _START]):
        return False
    place = 2
    while place + 4 <= len(data):
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if data[place] != 0xFF or marker not in _PLAIN or length < 2:
            return False
        place += 2 + length
        if marker == _SCAN:
            place = _end_of_scan(data, place)
            if data[place:] == bytes([0xFF, _END_MARK]):
                return True
    return False


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker after the pixels is; 0xFF among them is followed by 0 or a restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2
    return len(data)


def _can_be_shown(data: bytes, side: int) -> bool:
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            if max(picture.size) > side:
                return False
            picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        return False
    return True
