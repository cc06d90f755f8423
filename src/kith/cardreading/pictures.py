"""Photos opened: upright, in three colours, of a size that can be worked on; what is no photo is refused in words."""

from __future__ import annotations

import io
import warnings
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from kith.cardreading.fields import Unreadable
from kith.cardreading.formats import is_heif

Picture: TypeAlias = "npt.NDArray[np.uint8]"  # rows, columns, blue-green-red

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 2400  # more than a card needs to be read
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


def opened(data: bytes) -> Picture:
    """The photo, upright, its longer side at most MAX_SIDE. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable("This photo is larger than 20 MB. Please send a smaller one.")
    if is_heif(data[:16]):
        raise Unreadable("This is a HEIC photo, which Kith cannot open. Please save or send it as a JPEG.")
    try:
        with warnings.catch_warnings(action="error"):  # Pillow only warns of a bomb
            return _upright(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("This photo has more than 25 million pixels. Please send a smaller one.") from error
    except UnidentifiedImageError as error:
        raise Unreadable("This is not a photo that can be read: JPEG, PNG, WebP, GIF, BMP and TIFF can.") from error
    except (OSError, ValueError, SyntaxError, EOFError, Warning) as error:
        raise Unreadable("This photo is damaged. Please take it again.") from error


def scaled(picture: Picture, longer: int) -> Picture:
    """The picture made smaller, so that its longer side is at most this."""
    share = longer / max(picture.shape[:2])
    return (
        picture
        if share >= 1
        else _as_picture(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    )


def as_jpeg(picture: Picture, quality: int = 85) -> bytes:
    """The picture as a file, with nothing but pixels in it."""
    _done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(data.tobytes())


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture turned to the right by so many quarters of a turn."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def _upright(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded small
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((MAX_SIDE, MAX_SIDE))
        rgba = upright.convert("RGBA")
    plain = Image.new("RGB", rgba.size, (255, 255, 255))
    plain.paste(rgba, mask=rgba.getchannel("A"))
    return np.ascontiguousarray(np.asarray(plain)[:, :, ::-1])


def _as_picture(array: object) -> Picture:
    return np.asarray(array, dtype=np.uint8)
