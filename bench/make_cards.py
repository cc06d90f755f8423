"""Draws business cards of invented people, and photos of them, with the truth beside each.

    python -m bench.make_cards DIRECTORY [--count 160] [--seed 7] [--fonts DIRECTORY]

Every second photo is clear (a steady hand, daylight), the others are hard (small, skewed, shaded, blurred, noisy).
No name, firm or street stands in the lists of kith.cardreading: what reads these cards has not seen them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench import card_words

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
class Truth:
    """What a card says, and how it was photographed."""

    file: str
    grade: str
    language: str
    layout: str
    font: str
    name: str
    organisation: str
    title: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)  # kind (phone, mobile, fax), number as it stands there
    urls: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)  # its lines


@dataclass
class _Look:
    family: dict[str, Path]
    other: dict[str, Path]
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    soft: tuple[int, int, int]
    accent: tuple[int, int, int]


def main() -> None:
    """Write the photos and truth.jsonl."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("directory", type=Path)
    asked.add_argument("--count", type=int, default=160)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--fonts", type=Path, default=FONTS)
    options = asked.parse_args()
    write(options.directory, options.count, options.seed, options.fonts)


def write(place: Path, count: int, seed: int, fonts: Path = FONTS) -> list[Truth]:
    """Write so many photos into a directory, and truth.jsonl, and return the truth."""
    place.mkdir(parents=True, exist_ok=True)
    truths = []
    for truth, photo, quality in photos(count, seed, fonts):
        cv2.imwrite(str(place / truth.file), photo, [cv2.IMWRITE_JPEG_QUALITY, quality])
        truths.append(truth)
    lines = [json.dumps(asdict(truth), ensure_ascii=False) for truth in truths]
    (place / "truth.jsonl").write_text("\n".join(lines) + "\n")
    return truths


def photos(count: int, seed: int, fonts: Path = FONTS) -> Iterator[tuple[Truth, Any, int]]:
    """The truth, the photo (BGR) and the JPEG quality of each card; the same for the same seed and fonts."""
    families = font_families(fonts)
    for number in range(count):
        chance = random.Random(seed * 100_003 + number)
        grade = "clear" if number % 2 == 0 else "hard"
        truth = _truth(chance, f"{number:03}.jpg", grade)
        card = draw(truth, chance, families)
        photo, quality = photograph(card, chance, grade)
        yield truth, photo, quality


def font_families(place: Path) -> list[dict[str, Path]]:
    """Families with a regular and a bold cut, without those for formulas."""
    families: dict[str, dict[str, Path]] = {}
    for path in sorted([*place.rglob("*.ttf"), *place.rglob("*.otf")]):
        name, _, cut = path.stem.partition("-")
        if "Math" not in name and cut in ("", "Regular", "Bold", "Light", "Italic", "ExtraLight"):
            families.setdefault(name, {})[cut or "Regular"] = path
    return [cuts for cuts in families.values() if {"Regular", "Bold"} <= cuts.keys()]


# --- what stands on it


def _truth(chance: random.Random, file: str, grade: str) -> Truth:
    language = chance.choice(["de", "fr", "es", "en"])
    words = card_words.WORDS[language]
    given, family = chance.choice(words["given"]), chance.choice(words["family"])
    if language == "es" and chance.random() < 0.6:
        family += f" {chance.choice(words['family'])}"
    organisation, host = _organisation(chance, words, language)
    truth = Truth(file, grade, language, "", "", f"{given} {family}", organisation)
    if chance.random() < 0.9:
        truth.title = chance.choice(words["titles"])
    truth.emails = [_email(chance, given, family, host)]
    truth.phones = _phones(chance, language)
    if chance.random() < 0.8:
        truth.urls = [chance.choice(["www.", "www.", "", "https://"]) + host]
    if chance.random() < 0.85:
        truth.address = _address(chance, words, language)
    return truth


def _organisation(chance: random.Random, words: dict[str, Any], language: str) -> tuple[str, str]:
    kernel = chance.choice(words["firms"])
    form = chance.choice(words["forms"])
    name = " ".join(
        filter(None, (kernel, chance.choice([*words["trades"], ""]), form if chance.random() < 0.7 else ""))
    )
    ending = {"de": "de", "fr": "fr", "es": "es", "en": chance.choice(["com", "co.uk"])}[language]
    base = ascii_of(kernel if chance.random() < 0.7 else name.removesuffix(form))
    joined = re.sub(r"[^a-z0-9]+", chance.choice(["-", ""]), base.lower()).strip("-")
    return name, f"{joined}.{chance.choice([ending, ending, 'com', 'eu', 'io'])}"


def _email(chance: random.Random, given: str, family: str, host: str) -> str:
    one, *_, last = ascii_of(f"{given} {family}").lower().split()
    one, last = (re.sub(r"[^a-z-]", "", part) for part in (one, last))
    local = chance.choice(
        [f"{one}.{last}", f"{one}.{last}", f"{one[0]}.{last}", f"{one[0]}{last}", one, last, f"{one}_{last}", "info"]
    )
    return f"{local}@{host if chance.random() < 0.92 else chance.choice(['gmail.com', 'gmx.net', 'orange.fr', 'hotmail.com'])}"


def _phones(chance: random.Random, language: str) -> list[tuple[str, str]]:
    kinds = chance.choice([["phone"], ["mobile"], ["phone", "mobile"], ["phone", "mobile", "fax"], ["phone", "fax"]])
    style = chance.randrange(4)
    return [(kind, card_words.phone(chance, language, kind, style)) for kind in kinds]


def _address(chance: random.Random, words: dict[str, Any], language: str) -> list[str]:
    street, number = chance.choice(words["streets"]), str(chance.randint(1, 180))
    code, city = chance.choice(words["cities"])
    if language in ("de", "es"):
        first = f"{street}{', ' if language == 'es' and chance.random() < 0.5 else ' '}{number}"
    else:
        first = f"{number}{', ' if language == 'fr' and chance.random() < 0.5 else ' '}{street}"
    second = f"{city}, {code}" if language == "en" else f"{code} {city}"
    if language == "de" and chance.random() < 0.2:
        second = f"D-{second}"
    lines = [first, second]
    if chance.random() < 0.25:
        lines.append(words["country"])
    return lines


def ascii_of(text: str) -> str:
    """The text as an address on the net has it: ü as ue, é as e."""
    for letter, pair in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("&", " "),
    ):
        text = text.replace(letter, pair)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


# --- how it is laid out


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


Line = tuple[str, int, str, str]  # text, size, cut, colour


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


# --- how it is photographed


def photograph(card: Any, chance: random.Random, grade: str) -> tuple[Any, int]:
    """The card on a table, as a phone sees it (BGR), and the quality of the JPEG."""
    noise = np.random.default_rng(chance.randrange(2**32))
    hard = grade == "hard"
    size = chance.choice([(1600, 1200), (1800, 1350), (2000, 1500)])
    table = _table(size, chance, noise)
    share = chance.uniform(0.55, 0.75) if hard else chance.uniform(0.72, 0.9)
    corners = _corners(card.shape, size, share, chance, tilt=8 if hard else 5, skew=0.07 if hard else 0.03)
    photo = _placed(card, table, corners, chance)
    photo = _shaded(photo, chance, 0.5 if hard else 0.15)
    photo = cv2.GaussianBlur(photo, (0, 0), chance.uniform(0.9, 1.6) if hard else chance.uniform(0.3, 0.7))
    if hard and chance.random() < 0.3:
        photo = cv2.filter2D(photo, -1, _motion(chance))
    grains = noise.normal(0, chance.uniform(5, 11) if hard else chance.uniform(1, 3), photo.shape)
    light = chance.uniform(0.65, 1.05) if hard else chance.uniform(0.9, 1.05)
    photo = np.clip(photo * light + grains, 0, 255).astype(np.uint8)
    return photo, chance.randint(45, 70) if hard else chance.randint(80, 93)


def _table(size: tuple[int, int], chance: random.Random, noise: Any) -> Any:
    base = np.array(chance.choice([(60, 80, 110), (40, 42, 45), (120, 130, 140), (95, 120, 160), (30, 60, 40)]), float)
    grain = cv2.resize(noise.normal(0, 14, (size[1] // 40, 8)), size, interpolation=cv2.INTER_CUBIC)
    return np.clip(base[None, None, :] + grain[:, :, None] + noise.normal(0, 3, (size[1], size[0], 3)), 0, 255)


def _corners(shape: Any, size: tuple[int, int], share: float, chance: random.Random, tilt: float, skew: float) -> Any:
    height, width = shape[:2]
    scale = min(size[0] * share / width, size[1] * share / height)
    half = np.array([width, height]) * scale / 2
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float) * half
    angle = np.deg2rad(chance.uniform(-tilt, tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    bent = square @ turn.T + np.array(
        [
            [chance.uniform(-skew, skew) * width * scale * 0.5, chance.uniform(-skew, skew) * height * scale * 0.5]
            for _ in range(4)
        ]
    )
    middle = np.array(size) / 2 + np.array([chance.uniform(-30, 30), chance.uniform(-25, 25)])
    return (bent + middle).astype(np.float32)


def _placed(card: Any, table: Any, corners: Any, chance: random.Random) -> Any:
    height, width = card.shape[:2]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    bend = cv2.getPerspectiveTransform(source, corners)
    size = (table.shape[1], table.shape[0])
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), bend, size, flags=cv2.INTER_AREA)
    face = cv2.warpPerspective(cv2.cvtColor(card, cv2.COLOR_RGB2BGR), bend, size, flags=cv2.INTER_AREA)
    cast = np.roll(cv2.GaussianBlur(mask, (0, 0), 12), (chance.randint(4, 14), chance.randint(-10, 10)), (0, 1))
    table = table * (1 - 0.55 * cast[:, :, None] / 255.0)
    part = mask[:, :, None] / 255.0
    return table * (1 - part) + face * part


def _shaded(photo: Any, chance: random.Random, depth: float) -> Any:
    """Light that falls off over the picture, and on hard ones the shadow of a hand."""
    height, width = photo.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = chance.uniform(0, 2 * np.pi)
    fall = 1 - depth * 0.5 * (1 + across * np.cos(angle) + down * np.sin(angle)) / 2
    if depth > 0.3 and chance.random() < 0.6:
        edge = across * np.cos(angle + 1) + down * np.sin(angle + 1) - chance.uniform(-0.4, 0.4)
        fall *= 1 - 0.35 / (1 + np.exp(-edge * 18))
    return photo * fall[:, :, None]


def _motion(chance: random.Random) -> Any:
    kernel = np.zeros((5, 5), np.float32)
    if chance.random() < 0.5:
        kernel[2, :] = 1 / 5
    else:
        kernel[:, 2] = 1 / 5
    return kernel


if __name__ == "__main__":
    main()
