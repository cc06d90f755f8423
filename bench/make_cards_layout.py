"""How a card is laid out: its marks, its letters, its columns, as a scanner would see it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench import card_words
from bench.make_cards_truth import Truth

FONTS = Path("/usr/share/fonts/truetype")
_ICONS = {
    "phone": "\u260e",
    "mobile": "\u2706",
    "email": "\u2709",
    "url": "\u2301",
    "address": "\u2302",
    "fax": "\u2399",
}
_MARKS = {
    "de": {"phone": ["Tel.", "Telefon", "T", "Fon"], "mobile": ["Mobil", "M", "Handy", "mobil"], "fax": ["Fax", "F"]},
    "fr": {
        "phone": ["Tél.", "Tél", "T", "Téléphone"],
        "mobile": ["Mobile", "Port.", "M", "Portable"],
        "fax": ["Fax", "F"],
    },
    "es": {"phone": ["Tel.", "Tfno.", "T", "Teléfono"], "mobile": ["Móvil", "M", "Cel."], "fax": ["Fax", "F"]},
    "en": {"phone": ["Tel", "Phone", "T", "Office", "Direct"], "mobile": ["Mobile", "M", "Cell"], "fax": ["Fax", "F"]},
}
_EMAIL_MARKS = {
    "de": ["E-Mail", "Mail", "E"],
    "fr": ["E-mail", "Courriel", "E", "Mél"],
    "es": ["E-mail", "Correo", "E"],
    "en": ["Email", "E", "E-mail"],
}
_URL_MARKS = {"de": ["Web", "W", "Internet"], "fr": ["Site", "W", "Web"], "es": ["Web", "W"], "en": ["Web", "W"]}


@dataclass
class _Look:
    family: dict[str, Path]
    other: dict[str, Path]
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    soft: tuple[int, int, int]
    accent: tuple[int, int, int]


Line = tuple[str, int, str, str]  # text, size, cut, colour


def font_families(place: Path) -> list[dict[str, Path]]:
    """Families with a regular and a bold cut, without those for formulas."""
    families: dict[str, dict[str, Path]] = {}
    for path in sorted([*place.rglob("*.ttf"), *place.rglob("*.otf")]):
        name, _, cut = path.stem.partition("-")
        if "Math" not in name and cut in ("", "Regular", "Bold", "Light", "Italic", "ExtraLight"):
            families.setdefault(name, {})[cut or "Regular"] = path
    return [cuts for cuts in families.values() if {"Regular", "Bold"} <= cuts.keys()]


def draw(truth: Truth, chance: random.Random, families: list[dict[str, Path]]) -> Any:
    """The card itself, as a scanner sees it: RGB, some 1,050 pixels wide."""
    look = _look(chance, families)
    truth.font = look.family["Regular"].stem
    truth.layout = chance.choice(["left", "right", "centred", "two-column", "logo", "band", "corner"])
    size = chance.choice([(1050, 680), (1050, 600), (1004, 650)])
    picture = Image.new("RGB", size, look.paper)
    pen = ImageDraw.Draw(picture)
    head, details = _head(truth, chance), _details(truth, chance)
    _PLANS[truth.layout](pen, size, look, head, details, truth, chance)
    return np.asarray(picture)


def _look(chance: random.Random, families: list[dict[str, Path]]) -> _Look:
    family = chance.choice(families)
    dark = chance.random() < 0.2
    hue = chance.random()
    accent = _colour(hue, 0.4 if dark else 0.7, 0.85 if dark else 0.5)
    if dark:
        paper = _colour(hue, 0.35, 0.14 + 0.1 * chance.random())
        return _Look(family, chance.choice(families), paper, (245, 245, 240), (205, 208, 212), accent)
    paper = chance.choice([(255, 255, 255), (252, 250, 244), (244, 246, 248), (238, 232, 218)])
    ink = chance.choice([(20, 20, 22), (45, 45, 50), (30, 45, 70)])
    return _Look(family, chance.choice(families), paper, ink, chance.choice([ink, (90, 92, 98)]), accent)


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    pixel = np.array([[[int(hue * 179), int(saturation * 255), int(value * 255)]]], np.uint8)
    blue, green, red = cv2.cvtColor(pixel, cv2.COLOR_HSV2BGR)[0, 0]
    return int(red), int(green), int(blue)


def _head(truth: Truth, chance: random.Random) -> tuple[list[Line], list[Line]]:
    """The lines about the person, and those about the firm."""
    name, title = truth.name, truth.title
    if chance.random() < 0.15:
        prefix = {
            "de": ["Dr.", "Prof. Dr.", "Dipl.-Ing."],
            "fr": ["Dr", "Me"],
            "es": ["Dra.", "D.", "Ing."],
            "en": ["Dr", "Prof."],
        }
        name = f"{chance.choice(prefix[truth.language])} {name}"
    elif chance.random() < 0.1:
        name = f"{name}{chance.choice([', PhD', ', MBA', ' M.A.'])}"
    if chance.random() < 0.15:
        name = name.upper()
    elif truth.language == "fr" and chance.random() < 0.25:
        name = name.replace(truth.name.split(" ", 1)[1], truth.name.split(" ", 1)[1].upper())
    truth.name = name
    person: list[Line] = [(name, chance.randint(40, 58), chance.choice(["Bold", "Regular"]), "ink")]
    if title:
        person.append((title.upper() if chance.random() < 0.12 else title, chance.randint(26, 32), "Regular", "soft"))
    organisation = truth.organisation.upper() if chance.random() < 0.15 else truth.organisation
    firm: list[Line] = [(organisation, chance.randint(36, 60), chance.choice(["Bold", "Regular"]), "accent")]
    if chance.random() < 0.2:
        firm.append((chance.choice(card_words.WORDS[truth.language]["slogans"]), 24, "Regular", "soft"))
    return person, firm


def _details(truth: Truth, chance: random.Random) -> list[str]:
    style = chance.choice(["words", "words", "letters", "bare", "icons", "colons"])
    language = truth.language
    reach = [f"{_mark(_MARKS[language].get(kind, ['']), kind, style, chance)}{number}" for kind, number in truth.phones]
    emails = [f"{_mark(_EMAIL_MARKS[language], 'email', style, chance)}{email}" for email in truth.emails]
    urls = [f"{_mark(_URL_MARKS[language], 'url', style, chance)}{url}" for url in truth.urls]
    if style == "bare" and len(reach) > 1:
        reach = [
            f"{_mark(_MARKS[language].get(kind, ['']), kind, 'words', chance)}{number}" for kind, number in truth.phones
        ]
    if len(reach) == 2 and chance.random() < 0.12:
        reach = [f"{reach[0]}  |  {reach[1]}"]
    address = [", ".join(truth.address)] if truth.address and chance.random() < 0.3 else truth.address
    blocks = [reach, [*emails, *urls], address]
    if chance.random() < 0.4:
        blocks = [address, reach, [*emails, *urls]]
    return [line for block in blocks for line in block]


def _mark(marks: list[str], kind: str, style: str, chance: random.Random) -> str:
    if style == "bare":
        return ""
    if style == "icons":
        return f"{_ICONS[kind]} "
    mark = marks[0] if style == "words" else next((m for m in marks if len(m) == 1), marks[0])
    if style == "colons":
        mark = f"{chance.choice(marks)}:".replace(".:", ".:")
    return f"{mark} "


def _font(look: _Look, cut: str, size: int) -> Any:
    return ImageFont.truetype(str(look.family.get(cut, look.family["Regular"])), size)


def _write_lines(pen: Any, look: _Look, lines: list[Line], x: int, y: int, width: int, align: str) -> int:
    """Write lines below one another, smaller where they are too long, and return where the next one begins."""
    for text, size, cut, colour in lines:
        font = _font(look, cut, size)
        while pen.textlength(text, font=font) > width and size > 15:
            size -= 1
            font = _font(look, cut, size)
        length = pen.textlength(text, font=font)
        left = {"left": x, "right": x + width - length, "centre": x + (width - length) / 2}[align]
        _write_text(pen, (left, y), text, font, size, getattr(look, colour))
        y += int(size * 1.42)
    return y


def _write_text(pen: Any, place: tuple[float, float], text: str, font: Any, size: int, colour: Any) -> None:
    """A text whose icon, which few fonts have, is drawn from one that has it."""
    if text[0] in _ICONS.values():
        signs = ImageFont.truetype(str(FONTS / "dejavu" / "DejaVuSans.ttf"), size)
        pen.text(place, text[0], font=signs, fill=colour)
        place, text = (place[0] + size * 1.2, place[1]), text[2:]
    pen.text(place, text, font=font, fill=colour)


def _small(details: list[str], chance: random.Random, room: int) -> list[Line]:
    """The details in small letters; in smaller ones where there is not room enough."""
    size = chance.randint(24, 29)
    while len(details) * int(size * 1.42) > room and size > 14:
        size -= 1
    return [(text, size, "Regular", "ink") for text in details]


def _height(lines: list[Line]) -> int:
    return sum(int(line[1] * 1.42) for line in lines)


def _one_column(align: str) -> Any:
    def plan(
        pen: Any, size: Any, look: _Look, head: Any, details: list[str], _truth: Truth, chance: random.Random
    ) -> None:
        person, firm = head
        blocks = [firm, person] if chance.random() < 0.5 else [person, firm]
        margin, y = 70, 50
        for block in blocks:
            y = _write_lines(pen, look, block, margin, y, size[0] - 2 * margin, align) + 22
        lines = _small(details, chance, size[1] - y - 40)
        height = _height(lines)
        _write_lines(pen, look, lines, margin, max(y, size[1] - height - 40), size[0] - 2 * margin, align)

    return plan


def _two_columns(
    pen: Any, size: Any, look: _Look, head: Any, details: list[str], _truth: Truth, chance: random.Random
) -> None:
    person, firm = head
    middle = size[0] // 2
    y = _write_lines(pen, look, firm, 60, 60, middle - 90, "left")
    _write_lines(pen, look, person, 60, max(y + 40, size[1] // 2), middle - 90, "left")
    pen.line([(middle, 60), (middle, size[1] - 60)], fill=look.accent, width=3)
    lines = _small(details, chance, size[1] - 80)
    height = _height(lines)
    _write_lines(pen, look, lines, middle + 30, (size[1] - height) // 2, middle - 70, "left")


def _logo(pen: Any, size: Any, look: _Look, head: Any, details: list[str], truth: Truth, chance: random.Random) -> None:
    person, firm = head
    side = 120
    if chance.random() < 0.5:
        pen.ellipse([60, 50, 60 + side, 50 + side], fill=look.accent)
    else:
        pen.rectangle([60, 50, 60 + side, 50 + side], fill=look.accent)
    if chance.random() < 0.5:
        pen.text(
            (60 + side / 2, 50 + side / 2),
            truth.organisation[0],
            font=_font(look, "Bold", 76),
            fill=look.paper,
            anchor="mm",
        )
    _write_lines(pen, look, firm, 60 + side + 30, 75, size[0] - side - 150, "left")
    y = _write_lines(pen, look, person, 60, 215, size[0] - 120, "left")
    lines = _small(details, chance, size[1] - y - 55)
    height = _height(lines)
    _write_lines(pen, look, lines, 60, max(y + 15, size[1] - height - 40), size[0] - 120, "left")


def _band(
    pen: Any, size: Any, look: _Look, head: Any, details: list[str], _truth: Truth, chance: random.Random
) -> None:
    person, firm = head
    pen.rectangle([0, 0, size[0], 150], fill=look.accent)
    on_band = [(text, min(height, 52), cut, "paper") for text, height, cut, _colour_ in firm[:1]]
    _write_lines(pen, look, on_band, 60, 45, size[0] - 120, chance.choice(["left", "centre"]))
    y = _write_lines(pen, look, person, 60, 180, size[0] - 120, "left")
    lines = _small(details, chance, size[1] - y - 45)
    height = _height(lines)
    _write_lines(pen, look, lines, 60, max(y + 15, size[1] - height - 30), size[0] - 120, "left")


def _corner(
    pen: Any, size: Any, look: _Look, head: Any, details: list[str], _truth: Truth, chance: random.Random
) -> None:
    person, firm = head
    half = size[0] // 2
    _write_lines(pen, look, firm, half - 40, 50, half - 20, "right")
    y = _write_lines(pen, look, person, 60, 170, size[0] - 120, "left")
    lines = _small(details, chance, 2 * (size[1] - y - 90))
    middle = (len(lines) + 1) // 2
    height = middle * int(lines[0][1] * 1.42)
    y = max(y + 20, size[1] - height - 40)
    _write_lines(pen, look, lines[:middle], 60, y, half - 80, "left")
    _write_lines(pen, look, lines[middle:], half, y, half - 60, "left")


_PLANS: dict[str, Any] = {
    "left": _one_column("left"),
    "right": _one_column("right"),
    "centred": _one_column("centre"),
    "two-column": _two_columns,
    "logo": _logo,
    "band": _band,
    "corner": _corner,
}
