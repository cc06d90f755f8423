"""Days as tables of contacts write them; whether the day or the month comes first is decided once for a whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kith.people.folding import fold
from kith.people.vcards import PartialDate, partialdates

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_PARTED = re.compile(r"(\d{1,2})([/.-])\s?(\d{1,2})(?:\2\s?(\d{4}|\d{2}))?(?:[ T,]+\d.*)?", re.ASCII)
_EMPTY = re.compile(r"[0\s/.:-]*(?:[ap]m)?", re.IGNORECASE)
_TIME = re.compile(r"[T ]+\d{1,2}:\d\d.*")
_WORDS = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|º)?\.?\s+(?:de |of )?([^\W\d]{3,})\.?,?(?:\s+(?:de |del )?(\d{4}))?"
)
_WORD_FIRST = re.compile(r"(?:[^\W\d]+,\s+)?([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_MONTHS = {
    word: number
    for words in (
        "january february march april may june july august september october november december",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "jan feb mar apr may jun jul aug sept oct nov dec",
        "jan feb maer apr mai jun jul aug sep okt nov dez",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
        "ene feb mar abr may jun jul ago set oct nov dic",
    )
    for number, word in enumerate(words.split(), 1)
}
_PIVOT = 30  # 29 is 2029, 30 is 1930
_NO_YEARS = (0, 1604)


def is_empty(text: str) -> bool:
    """What programs write for no date: nothing, 0/0/00, 00.00.0000."""
    return _EMPTY.fullmatch(text.strip()) is not None


def order_of(texts: Iterable[str], default: str) -> str:
    """Whether the day comes first, as the first date tells that can be read in one way only; else the default."""
    for text in texts:
        found = _PARTED.fullmatch(text.strip())
        if found and found[2] == ".":
            return DAY_FIRST
        if found and (int(found[1]) > 12) != (int(found[3]) > 12):
            return DAY_FIRST if int(found[1]) > 12 else MONTH_FIRST
    return default


def looks_like_a_day(text: str) -> bool:
    """Whether a cell holds a day: not a phone number, nor a year alone."""
    found = day(text, DAY_FIRST) or day(text, MONTH_FIRST)
    return found is not None and bool(found.month and found.day)


def day(text: str, order: str) -> PartialDate | None:
    """The day, perhaps without its year; None where the text is empty or is none."""
    text = text.strip()
    if is_empty(text):
        return None
    found = _parted(text, order) if _PARTED.fullmatch(text) else _in_words(fold(text)) or _otherwise(text)
    if found is None or not found.month or not found.day or not _exists(found):
        return found if found is not None and not found.text and not found.day else None
    return PartialDate(None, found.month, found.day) if found.year in _NO_YEARS else found


def _parted(text: str, order: str) -> PartialDate | None:
    found = _PARTED.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    is_day_first = first > 12 or (second <= 12 and (order == DAY_FIRST or found[2] == "."))
    on, month = (first, second) if is_day_first else (second, first)
    return PartialDate(_year(found[4]), month, on)


def _in_words(text: str) -> PartialDate | None:
    if found := _WORDS.fullmatch(text):
        number, word, year = found[1], found[2], found[3]
    elif found := _WORD_FIRST.fullmatch(text):
        word, number, year = found[1], found[2], found[3]
    else:
        return None
    return PartialDate(_year(year), _MONTHS[word], int(number)) if word in _MONTHS else None


def _otherwise(text: str) -> PartialDate | None:
    return partialdates.parse(_TIME.sub("", text))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= _PIVOT else 2000)


def _exists(found: PartialDate) -> bool:
    try:
        date(found.year or 2000, found.month or 0, found.day or 0)
    except ValueError:
        return found.year == 0
    return True
