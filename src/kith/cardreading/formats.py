"""Which files are photos, by how they begin."""

from __future__ import annotations

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


def is_picture(head: bytes) -> bool:
    """Whether a file begins as a photo does, also as one that cannot be read."""
    begins = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"))
    return begins or is_heif(head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_bitmap(head)


def is_heif(head: bytes) -> bool:
    """Whether this is a photo as iPhones keep them."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def _is_bitmap(head: bytes) -> bool:
    """BM, and the length of the rest of its head as bitmaps have it: no text begins so."""
    return head[:2] == b"BM" and head[6:10] == bytes(4) and head[15:18] == bytes(3)
