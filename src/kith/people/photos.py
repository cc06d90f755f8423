"""Photos of people: made small, plain and harmless, and kept as files below the media directory."""

from __future__ import annotations

import io
import secrets
import warnings
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kith.cardreading.formats import is_heif

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 512
# Of pictures in which something is to be read, such as business cards.
MAX_LARGE_BYTES = 20 * 1024 * 1024
LARGE_SIDE = 2400
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_PAPER = (255, 255, 255)  # what a transparent picture stands on


def encode(data: bytes, *, side: int = MAX_SIDE, most: int = MAX_BYTES) -> bytes:
    """The picture as a JPEG of at most so many pixels a side, upright, without what cameras write into it.

    most: bytes. Raises ValidationError: too large, too many pixels, or not a picture of a known format.
    """
    if len(data) > most:
        message = _("This picture is larger than %(most)s MB. Please choose a smaller one.")
        raise ValidationError(message, params={"most": most // 1024**2})
    if is_heif(data):
        raise ValidationError(_("This is a HEIC picture, which Kith cannot open. Please save or send it as a JPEG."))
    try:
        # Pillow only warns of a bomb; here the warning is an error.
        with warnings.catch_warnings(action="error"):
            return _jpeg(data, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("This picture has too many pixels. Please choose a smaller one.")) from error
    except UnidentifiedImageError as error:
        raise ValidationError(_("This is not a picture that can be read: JPEG, PNG, GIF, WebP and BMP can.")) from error
    except (OSError, ValueError, SyntaxError, EOFError, Warning) as error:
        raise ValidationError(_("This picture is damaged. Please choose another one.")) from error


def new_name() -> str:
    """A file name that no photo has."""
    return f"{secrets.token_hex(16)}.jpg"


def keep(data: bytes, *, side: int = MAX_SIDE, most: int = MAX_BYTES, name: str = "") -> str:
    """Encode a picture, write it, and return its file name, which is the one given if any. Raises ValidationError."""
    jpeg = encode(data, side=side, most=most)
    name = name or new_name()
    place = path_of(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(jpeg)
    return name


def path_of(name: str) -> Path:
    """Where the file of a photo is. Raises ValueError for a name that no photo of ours has."""
    if Path(name).name != name or not name.endswith(".jpg"):
        raise ValueError(f"not the name of a photo: {name!r}")
    return Path(settings.MEDIA_ROOT) / "photos" / name


def forget(name: str) -> None:
    """Delete the file of a photo; one that is gone already is no fault."""
    path_of(name).unlink(missing_ok=True)


def _jpeg(data: bytes, side: int) -> bytes:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        picture.draft("RGB", (side * 2, side * 2))  # a large JPEG is decoded small
        picture.thumbnail((side, side))  # before it is turned, which copies it
        small = ImageOps.exif_transpose(picture)
        out = io.BytesIO()
        _on_paper(small).save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in RGB, its transparent parts white; a new image, so that nothing but pixels goes along."""
    rgba = picture.convert("RGBA")
    plain = Image.new("RGB", picture.size, _PAPER)
    plain.paste(rgba, mask=rgba.getchannel("A"))
    return plain
