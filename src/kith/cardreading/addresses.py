"""Postal addresses: a postcode with its town, the street above or before it, the country behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kith.cardreading import words
from kith.cardreading.fields import Field, Line
from kith.cardreading.folding import fold
from kith.cardreading.persons import title_score

_TOWN = r"(?P<town>[A-ZÀ-Ý][\w'’.\-/À-ÿ()]*(?:[ -][\w'’.\-/À-ÿ()]+){0,5})"
_CODES = [
    ("", re.compile(rf"(?<!\d)(?P<land>[A-Z]{{1,3}})\s?[-–]\s?(?P<code>\d{{4,5}})\s*{_TOWN}")),
    ("GB", re.compile(r"(?P<town>[A-ZÀ-Ý][A-Za-zÀ-ÿ' -]+?)?[,\s]*\b(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b")),
    ("US", re.compile(r"(?P<town>[A-ZÀ-Ý][A-Za-zÀ-ÿ'. -]+?)[,\s]+(?P<region>[A-Z]{2})[.,]?\s+(?P<code>\d{5}(?:-\d{4})?)\b")),
    ("CA", re.compile(r"(?P<town>[A-ZÀ-Ý][A-Za-zÀ-ÿ'. -]+?)[,\s]+(?P<region>[A-Z]{2})[,\s]+(?P<code>[A-Z]\d[A-Z]\s?\d[A-Z]\d)\b")),
    ("NL", re.compile(rf"(?<!\d)(?P<code>\d{{4}}\s?[A-Z]{{2}})\s+{_TOWN}")),
    ("", re.compile(rf"(?<!\d)(?P<code>\d{{3}} \d{{2}})\s+{_TOWN}$")),
    ("", re.compile(rf"(?<![\d+])(?P<code>\d{{5}})\s*[,-]?\s*{_TOWN}")),
    ("", re.compile(rf"(?<![\d+./-])(?<!\d )(?P<code>\d{{4}})\s+{_TOWN}")),
    ("", re.compile(r"(?P<town>[A-ZÀ-Ý][A-Za-zÀ-ÿ'. -]{2,}?)[,\s]+\(?(?P<code>\d{5})\)?(?!\d)")),
]  # fmt: skip
_LANDS = {
    "D": "DE",
    "DE": "DE",
    "A": "AT",
    "AT": "AT",
    "CH": "CH",
    "F": "FR",
    "FR": "FR",
    "E": "ES",
    "ES": "ES",
    "B": "BE",
    "L": "LU",
    "I": "IT",
}
_STREET = re.compile(words.STREETS, re.IGNORECASE)
_EXTENSION = re.compile(words.EXTENSIONS, re.IGNORECASE)
_HOUSE = re.compile(r"\b\d{1,4}\s?[a-zA-Z]?\b(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?")
_COUNTRY = re.compile(
    rf"[,.\s(–-]*\b({'|'.join(sorted(map(re.escape, words.COUNTRIES), key=len, reverse=True))})\b[).\s]*$"
)
_MARK = re.compile(r"^(?:adresse|address|direcci[oó]n|anschrift|add?r?|domicilio|a|d)\s?[.:]\s*", re.IGNORECASE)


@dataclass
class _Found:
    """An address in the making: its lines, and what is known of it."""

    lines: list[str]
    code: str = ""
    town: str = ""
    region: str = ""
    country: str = ""  # as it stands there
    land: str = ""  # its two letters
    sureness: float = 0.9
    score: float = 1.0


def take(pieces: list[Line]) -> tuple[list[Field], list[Line], list[str]]:
    """The addresses among the pieces, the pieces that are none, and the countries they are in, as "DE"."""
    fields, lands = [], []
    rest = list(pieces)
    while (at := _anchor(rest)) is not None:
        found, used = _around(rest, at)
        fields.append(_field(found))
        lands.append(found.land)
        rest = [piece for number, piece in enumerate(rest) if number not in used]
    if not fields and (number := next((n for n, piece in enumerate(rest) if _is_street(piece.text)), None)) is not None:
        found = _Found([_MARK.sub("", rest[number].text)], sureness=0.6, score=rest[number].score)
        fields.append(_field(found))
        del rest[number]
    rest, more = _without_countries(rest)
    return fields, rest, [land for land in [*lands, *more] if land]


def _anchor(pieces: list[Line]) -> int | None:
    """The piece with a postcode and town in it; one of four figures only beside a street."""
    for number, piece in enumerate(pieces):
        match, _land = _match(piece.text)
        if match and (len(match["code"]) > 4 or match.groupdict().get("land") or _has_street_near(pieces, number)):
            return number
    return None


def _match(text: str) -> tuple[re.Match[str] | None, str]:
    for land, pattern in _CODES:
        for match in pattern.finditer(text):
            if not _is_year(match["code"]) or land:
                return match, land
    return None, ""


def _is_year(code: str) -> bool:
    return len(code) == 4 and code.startswith(("18", "19", "20"))


def _has_street_near(pieces: list[Line], at: int) -> bool:
    near = [piece for piece in pieces if piece.is_above(pieces[at])]
    return any(_is_street(piece.text) for piece in [*near, pieces[at]])


def _is_street(text: str) -> bool:
    return bool(_STREET.search(text) and _HOUSE.search(text))


def _around(pieces: list[Line], at: int) -> tuple[_Found, set[int]]:
    match, land = _match(pieces[at].text)
    assert match is not None  # as _anchor found one
    found = _read(pieces[at], match, land)
    used = {at}
    if not _street_in(found):
        _look_above(pieces, at, found, used)
    _look_below(pieces, at, found, used)
    return found, used


def _read(piece: Line, match: re.Match[str], land: str) -> _Found:
    """What the piece itself says: perhaps the street before, perhaps the country behind."""
    groups = match.groupdict()
    before, behind = _MARK.sub("", piece.text[: match.start()]).strip(" ,;-–"), piece.text[match.end() :].strip(" ,;-–")
    town, country = (groups["town"] or "").strip(" ,-"), ""
    if (named := _COUNTRY.search(fold_same(town))) and named.start() > 0:
        town, country = town[: named.start()].strip(" ,-("), town[named.start() :].strip(" ,-()")
    if behind and fold(behind).strip(" .,()") in words.COUNTRIES:
        country = behind.strip(" .,()")
    elif behind:
        town = f"{town} {behind}" if "(" in behind and ")" in behind else town
    if land in ("GB", "US", "CA") and (comma := town.rfind(",")) >= 0:
        before, town = ", ".join(filter(None, (before, town[:comma].strip()))), town[comma + 1 :].strip()
    if land in ("GB", "US", "CA") and before == "" and _is_street(town):
        before, town = "", town
    line = _MARK.sub("", piece.text[match.start() : match.end()]).strip(" ,;")
    lines = [*filter(None, [before]), line]
    if country and country not in line:
        lines.append(country)
    own_land = words.COUNTRIES.get(fold(country), "") or _LANDS.get(groups.get("land") or "", "") or land
    return _Found(lines, match["code"], town, groups.get("region") or "", country, own_land, 0.92, piece.score)


def fold_same(text: str) -> str:
    """Folded as far as every letter stays one letter, so that places in it are places in the text."""
    return "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in text)


def _street_in(found: _Found) -> bool:
    return len(found.lines) > 1 and bool(_HOUSE.search(found.lines[0]))


def _look_above(pieces: list[Line], at: int, found: _Found, used: set[int]) -> None:
    """The street, and what stands above it: a floor, a box, a building."""
    below = pieces[at]
    lines: list[str] = []
    for number in range(at - 1, -1, -1):
        piece = pieces[number]
        if not (piece.is_above(below) or _is_left_of(piece, below)):
            continue
        text = _MARK.sub("", piece.text).strip(" ,;")
        is_first = not lines
        has_number = bool(
            re.match(r"\d{1,4}\s?\w?,?\s+\w", text)
            or re.search(r"[a-zß.]\s*,?\s*\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d+\s?[a-z]?)?$", text)
        )
        if not (
            _is_street(text)
            or (_EXTENSION.search(text) and title_score(text) < 2)
            or (is_first and has_number)
            or (is_first and _STREET.search(text))
        ):
            break
        lines.insert(0, text)
        found.score = min(found.score, piece.score)
        used.add(number)
        below = piece
        if len(lines) == 3:
            break
    found.lines = [*lines, *found.lines]
    if not lines:
        found.sureness -= 0.15


def _is_left_of(piece: Line, other: Line) -> bool:
    """Whether it stands right before the other in the same row."""
    return abs(piece.middle - other.middle) < 0.5 * piece.height and 0 <= other.left - piece.right < 4 * piece.height


def _look_below(pieces: list[Line], at: int, found: _Found, used: set[int]) -> None:
    for number in range(at + 1, len(pieces)):
        text = fold(pieces[number].text).strip(" .,()")
        if not found.country and text in words.COUNTRIES and pieces[at].is_above(pieces[number]):
            found.country, found.land = pieces[number].text.strip(" .,()"), words.COUNTRIES[text]
            found.lines.append(found.country)
            used.add(number)


def _without_countries(pieces: list[Line]) -> tuple[list[Line], list[str]]:
    """A country by itself says where numbers are from, and nothing else."""
    named = [words.COUNTRIES.get(fold(piece.text).strip(" .,()"), "") for piece in pieces]
    return [piece for piece, land in zip(pieces, named, strict=True) if not land], [land for land in named if land]


def _field(found: _Found) -> Field:
    lines = [line.strip(" ,;") for line in found.lines if line.strip(" ,;")]
    street = [line for line in lines if line != found.country and found.code not in line] if found.code else lines
    extended = [line for line in street if _EXTENSION.search(line) and not _is_street(line)]
    plain = [line for line in street if line not in extended]
    parts = ("", ", ".join(extended), ", ".join(plain), found.town, found.region, found.code, found.country)
    return Field("address", "\n".join(lines), round(found.score * found.sureness, 3), parts=parts)
