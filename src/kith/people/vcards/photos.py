"""Photos inside vCards, in the forms that the three versions have for them."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from kith.people.vcards import contentlines
from kith.people.vcards.cards import Photo
from kith.people.vcards.contentlines import Line

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)


def photo_in(line: Line) -> Photo | None:
    """The photo of a PHOTO line in any of its forms: base64, data URI, or the address of one; None if it is empty."""
    if line.data is not None:
        return Photo(line.data, _media_type(line.data, line)) if line.data else None
    text = contentlines.unescape(line.value).strip()
    if text[:5].lower() != "data:":
        return Photo(uri=text) if text else None
    head, _, body = text[5:].partition(",")
    is_base64 = ";base64" in head.lower()
    data = contentlines.from_base64(body.encode()) if is_base64 else unquote_to_bytes(body)
    return Photo(data, _media_type(data, line, head.split(";")[0])) if data else None


def _media_type(data: bytes, line: Line, declared: str = "") -> str:
    """What the bytes themselves say goes before what the card says."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    declared = (declared or line.param("MEDIATYPE") or line.param("TYPE")).lower()
    return declared if "/" in declared or not declared else f"image/{declared}"
