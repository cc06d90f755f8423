"""Photos are opened upright, and what is no photo is refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from kith.cardreading import formats, pictures
from kith.cardreading.fields import Unreadable


def jpeg(width: int = 60, height: int = 40, orientation: int = 1) -> bytes:
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def test_a_photo_taken_sideways_stands_upright():
    assert pictures.opened(jpeg(60, 40, orientation=6)).shape == (60, 40, 3)


def test_a_large_photo_is_made_smaller():
    assert max(pictures.opened(jpeg(4000, 3000)).shape) == pictures.MAX_SIDE


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (png_that_claims(60_000, 60_000), "25 million"),
        (png_that_claims(6_000, 5_000), "25 million"),
        (b"GIF89a", "not a photo"),
        (b"hello", "not a photo"),
        (b"", "not a photo"),
        (jpeg()[:200], "damaged"),
        (b"\xff\xd8\xff" + bytes(pictures.MAX_BYTES), "20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, word):
    with pytest.raises(Unreadable) as refused:
        pictures.opened(data)

    assert word in refused.value.reason or "not a photo" in refused.value.reason


def test_photos_are_known_by_how_they_begin():
    assert formats.is_picture(jpeg()[:64])
    assert formats.is_picture(b"\0\0\0\x18ftypheic")
    assert not formats.is_picture(b"BEGIN:VCARD")
    assert not formats.is_picture(b"BMW,Ruiz,ana@acme.example")


def test_what_is_kept_has_no_word_of_the_camera_in_it():
    kept = pictures.as_jpeg(pictures.opened(jpeg(orientation=6)))

    assert Image.open(io.BytesIO(kept)).getexif() == {}
