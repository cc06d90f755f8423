"""Photos of cards, drawn; and what was read of one, as the reading gives it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = ("Käthe Strößner", "Geschäftsführerin", "Nordlicht Verlag GmbH", "Mobil +49 171 1234567", "kaethe.stroessner@nordlicht.de")  # fmt: skip


def card(*lines: str, size: tuple[int, int] = (900, 520)) -> Image.Image:
    """A card with these lines, the first in the largest letters."""
    if not FONT.exists():
        pytest.skip("The font DejaVu is not installed here.")
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for number, text in enumerate(lines or LINES):
        pen.text((60, 45 + 85 * number), text, fill="black", font=ImageFont.truetype(str(FONT), 28 if number else 44))
    return picture


def on_a_table(*cards: Image.Image) -> Image.Image:
    """The cards in one photo, side by side, with some room between them."""
    width, height = cards[0].size
    table = Image.new("RGB", (120 + len(cards) * (width + 120), height + 240), (70, 55, 40))
    for number, each in enumerate(cards):
        table.paste(each, (120 + number * (width + 120), 120))
    return table


def jpeg(picture: Image.Image, **more: Any) -> bytes:
    """The picture as a camera would save it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, **more)
    return out.getvalue()


def code(text: str) -> bytes:
    """A picture of a code."""
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def point(kind: str, value: str, label: str = "") -> dict[str, Any]:
    """A way to reach somebody, as drafts have it."""
    return {"kind": kind, "value": value, "label": label, "parts": []}


ANA: dict[str, Any] = {
    "name": "Ana Ruiz",
    "title": "CTO",
    "organisation": "Acme",
    "points": [point("email", "ana@acme.es"), point("phone", "+34 655 12 34 56", "mobile")],
    "confidence": {"name": 0.97, "title": 0.5, "email:ana@acme.es": 0.98},
}
