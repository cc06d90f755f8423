"""Telephone numbers in a line, told apart by the marks in front of them: phone, mobile, fax."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

from kith.cardreading import words
from kith.cardreading.fields import Field
from kith.cardreading.folding import fold

_NUMBER = re.compile(
    r"(?<![\w@])(?<!\d\.)(?P<number>(?:\(?\+\s?|00\s?)?\(?[\dOolI](?:[\s().\-/–]{0,3}[\dOolI]){5,17}\)?)"
    r"(?P<extension>\s?(?:ext\.?|x|poste|dw|app\.)\s?\d{1,5})?(?![\w@])"
)
_WORDS_BEFORE = re.compile(r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.\-]*\.?)\s*(?:\([A-Za-z]+\))?\s*[:.)]?\s*$")
_WORD_BEHIND = re.compile(r"^\s*[(\[]?\s*([A-Za-zÀ-ÿ]{1,10})\.?\s*[)\]]?")
_NOT_PHONE = re.compile(words.NOT_PHONES, re.IGNORECASE)
_TRUNK = re.compile(r"\(\s?0\s?\)")
_SIGN = re.compile(r"^0 (?=\d{3})|^0(?=0[1-9](?:[ .]\d\d){4}$)")
_IN_PAIRS = re.compile(r"0[1-9](?:[ .]\d\d){4}")  # as only the French write them
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_LEAST, _MOST = 7, 15
_UNMARKED_LEAST = 9


def take(text: str, score: float, regions: Iterable[str] = ()) -> tuple[list[Field], str]:
    """The numbers in a text, and the text without them and their marks. `regions`: countries to try, as "DE"."""
    if _NOT_PHONE.search(text):
        return [], text
    found: list[Field] = []
    at = 0
    while match := _NUMBER.search(text, at):
        before, behind = text[: match.start()], text[match.end() :]
        mark, start = _mark_before(before)
        if not mark:
            mark, behind = _mark_behind(behind)
        number = match["number"].translate(_LETTERS)
        if not _is_number(number, bool(mark)):
            at = match.end()
            continue
        found.append(_field(number, match["extension"] or "", mark, score, regions))
        text = (
            f"{text[:start].rstrip(' ,;:/(')} {behind.lstrip(' ,;/')}".strip() if mark else f"{before} {behind}".strip()
        )
        at = 0
    return found, text


def region_of(number: str) -> str:
    """The country of an international number, or ""."""
    try:
        parsed = phonenumbers.parse(_plus(number), None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.region_code_for_number(parsed) or ""


def _mark_before(before: str) -> tuple[str, int]:
    """The kind that the words in front say, and where they begin."""
    kind, start = "", len(before)
    rest = before
    while (found := _WORDS_BEFORE.search(rest)) and (said := _kind(found[1])):
        kind = said if kind in ("", "phone") or said == kind else kind
        start = found.start()
        rest = before[:start]
    return kind, start


def _mark_behind(behind: str) -> tuple[str, str]:
    found = _WORD_BEHIND.match(behind)
    kind = _kind(found[1]) if found and len(found[1]) > 2 else ""
    return (kind, behind[found.end() :]) if kind and found else ("", behind)


def _kind(word: str) -> str:
    bare = fold(word).strip(".-: ")
    for kind, marks in (("mobile", words.MOBILE_MARKS), ("fax", words.FAX_MARKS), ("phone", words.PHONE_MARKS)):
        if bare in marks:
            return kind
    return _kind(bare.rpartition("-")[2]) if "-" in bare else ""


def _is_number(number: str, is_marked: bool) -> bool:
    digits = re.sub(r"\D", "", number)
    if not _LEAST <= len(digits) <= _MOST + 1:
        return False
    begins_so = number.lstrip("( ")[:1] in ("+", "0") or number.startswith("(")
    is_date = re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}\s?[-–]\s?\d{4}", number)
    return not is_date and (is_marked or begins_so or len(digits) >= _UNMARKED_LEAST)


def _field(number: str, extension: str, mark: str, score: float, regions: Iterable[str]) -> Field:
    text = re.sub(r"\s+", " ", number).strip()
    parsed = _parsed(text, regions)
    without_sign = _SIGN.sub("", text)  # of a telephone, which is often read as a nought
    if without_sign != text and _is_sure(without_sign, regions):
        text, parsed = without_sign, _parsed(without_sign, regions)
    if text.startswith("00") and not (parsed and phonenumbers.is_valid_number(parsed)):
        shorter = _parsed(text[1:], regions)
        if shorter and phonenumbers.is_valid_number(shorter):
            text, parsed = text[1:], shorter
    label = "" if mark == "phone" else mark
    if parsed is None:
        return Field("phone", text + extension, round(score * 0.55, 3), label)
    is_valid = phonenumbers.is_valid_number(parsed)
    if not mark and is_valid and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE:
        label = "mobile"
    if _plus(text).startswith("+"):
        text = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return Field("phone", text + extension, round(score * (0.97 if is_valid else 0.8), 3), label)


def _is_sure(text: str, regions: Iterable[str]) -> bool:
    parsed = _parsed(text, regions)
    return parsed is not None and phonenumbers.is_valid_number(parsed)


def _parsed(text: str, regions: Iterable[str]) -> phonenumbers.PhoneNumber | None:
    """The number in the first of the countries that has such numbers, or else could have."""
    number = _plus(text)
    regions = ["FR", *regions] if _IN_PAIRS.fullmatch(text) else regions
    possible = None
    for region in [None] if number.startswith("+") else list(regions):
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return parsed
        if possible is None and phonenumbers.is_possible_number(parsed):
            possible = parsed
    return possible


def _plus(text: str) -> str:
    """The number with + in front where it is international, without the (0) that is not dialled then."""
    bare = text.lstrip("( ")
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    return _TRUNK.sub("", bare) if bare.startswith("+") else text
