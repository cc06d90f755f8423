"""Draws the two PNG icons for home screens; run as a module after a change of the mark."""

from __future__ import annotations

from PIL import Image, ImageDraw

from kith.ui.assets import STATIC

PAPER, SLATE, AMBER = "#fbf9f5", "#7c8896", "#d98325"
FINE = 4  # drawn so many times larger, and shrunk, for smooth edges


def draw(size: int) -> Image.Image:
    """Return the mark, two rings of which each passes over the other once, size pixels wide and high."""
    unit = size * FINE / 40
    image = Image.new("RGB", (size * FINE, size * FINE), PAPER)
    pen = ImageDraw.Draw(image)
    cool, warm = _ring(15.5, unit), _ring(24.5, unit)
    width = round(3.4 * unit)
    pen.ellipse(cool, outline=SLATE, width=width)
    pen.ellipse(warm, outline=AMBER, width=width)
    pen.arc(cool, 5, 60, fill=SLATE, width=width)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _ring(centre: float, unit: float) -> tuple[float, float, float, float]:
    radius = 9.7
    return ((centre - radius) * unit, (20 - radius) * unit, (centre + radius) * unit, (20 + radius) * unit)


if __name__ == "__main__":
    for size in (192, 512):
        draw(size).quantize(64).save(STATIC / f"ui/icons/kith-{size}.png", optimize=True)
