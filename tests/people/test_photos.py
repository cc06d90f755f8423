"""Photos: small, upright, without what cameras write, and never dangerous."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from kith.people import actions, photos
from kith.people.models import Person, UnusedPhoto
from tests import make

LATER = make.NOW + timedelta(hours=1)


def picture(size=(40, 30), form="PNG", mode="RGB", colour="red", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def bomb(side: int) -> bytes:
    """A small PNG that says it is side × side pixels large, and is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compressobj()
    body = b"".join(lines.compress(bytes(1 + side // 8)) for _ in range(side)) + lines.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_pictures_of_the_usual_formats_become_jpegs(form):
    small = opened(photos.encode(picture((1000, 500), form)))

    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (512, 256))


def test_a_small_picture_keeps_its_size():
    assert opened(photos.encode(picture((40, 30)))).size == (40, 30)


def test_what_is_transparent_becomes_white():
    clear = opened(photos.encode(picture(mode="RGBA", colour=(255, 0, 0, 0))))

    assert min(clear.tobytes()) > 250


def test_a_picture_is_turned_upright_and_its_exif_dropped():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Camera of somebody"

    upright = opened(photos.encode(picture((40, 20), "JPEG", exif=exif)))

    assert upright.size == (20, 40)
    assert not upright.getexif()
    assert "exif" not in upright.info


@pytest.mark.parametrize("side", [6_000, 20_000])
def test_a_picture_of_too_many_pixels_is_refused(side):
    data = bomb(side)
    assert len(data) < 100_000

    with pytest.raises(ValidationError, match="too many pixels"):
        photos.encode(data)


def test_a_file_too_large_is_refused():
    with pytest.raises(ValidationError, match="larger than 5 MB"):
        photos.encode(bytes(photos.MAX_BYTES + 1))


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"hello", b"%PDF-1.7", b"II*\x00"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(ValidationError, match="not a picture"):
        photos.encode(data)


def test_half_a_picture_is_refused():
    data = picture((300, 300), "JPEG")

    with pytest.raises(ValidationError, match="damaged"):
        photos.encode(data[: len(data) // 2])


@pytest.mark.parametrize("name", ["../secret_key", "a/b.jpg", "x.png", ""])
def test_a_name_that_is_no_photos_is_an_error(name):
    with pytest.raises(ValueError, match="not the name of a photo"):
        photos.path_of(name)


def test_a_new_photo_takes_the_place_of_the_old(ada, django_capture_on_commit_callbacks):
    ana = actions.set_photo(make.person(ada, "Ana"), picture(), at=LATER)
    first = ana.photo
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_photo(ana, picture(colour="blue"), at=LATER)

    assert photos.path_of(ana.photo).exists()
    assert not photos.path_of(first).exists()
    assert (ana.version, ana.edited_at) == (3, LATER)


def test_a_photo_is_taken_away_with_its_file(ada, django_capture_on_commit_callbacks):
    ana = actions.set_photo(make.person(ada, "Ana"), picture(), at=LATER)
    first = ana.photo
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(ana, at=LATER)

    assert ana.photo == ""
    assert not photos.path_of(first).exists()


def test_a_photo_that_somebody_merged_shares_stays(ada, django_capture_on_commit_callbacks):
    ana = actions.set_photo(make.person(ada, "Ana"), picture(), at=LATER)
    Person.objects.filter(pk=make.person(ada, "Ana R.").pk).update(photo=ana.photo)
    shared_file = photos.path_of(ana.photo)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(ana, at=LATER)

    assert shared_file.exists()


def test_a_picture_that_cannot_be_read_changes_nothing(ada):
    ana = make.person(ada, "Ana")

    with pytest.raises(ValidationError):
        actions.set_photo(ana, b"<svg/>", at=LATER)

    ana.refresh_from_db()
    assert (ana.photo, ana.version) == ("", 1)


def test_erasing_somebody_deletes_their_photo(ada, django_capture_on_commit_callbacks):
    ana = actions.set_photo(make.person(ada, "Ana"), picture(), at=LATER)
    actions.bin_people([ana], at=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_binned([ana], at=LATER)

    assert not photos.path_of(ana.photo).exists()


def test_a_photo_that_nobody_has_goes_at_the_latest_when_kith_starts_again(ada, django_capture_on_commit_callbacks):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    for person in (ana, bo):
        actions.set_photo(person, picture(), at=make.NOW)
    first = photos.path_of(ana.photo)
    actions.remove_photo(ana, at=make.NOW)  # and Kith is ended before the file is deleted
    assert first.exists()

    actions.delete_unused()

    assert not first.exists()
    assert photos.path_of(bo.photo).exists()
    assert not UnusedPhoto.objects.exists()
