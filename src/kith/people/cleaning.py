"""Text as it came from outside, made fit to keep, or refused in words that say what to do."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What no page can show: control characters other than tab and line ends, and halves of characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n]+")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def without_unshowable(text: str) -> str:
    """The text without the characters that clean_line and clean_text refuse."""
    return _UNSHOWABLE.sub("", text)


def clean_line(text: str, field: str, max_length: int) -> str:
    """One line, trimmed. Raises ValidationError for the field: unshowable characters, or more than max_length."""
    line = _BREAKS.sub(" ", clean_text(text, field)).strip()
    if len(line) > max_length:
        message = _("At most %(max)s characters fit here; this has %(long)s.")
        raise ValidationError({field: ValidationError(message, params={"max": max_length, "long": len(line)})})
    return line


def clean_text(text: str, field: str) -> str:
    """Text of several lines, trimmed, with \\n at their ends. Raises ValidationError for unshowable characters."""
    found = _UNSHOWABLE.search(text)
    if found:
        message = _("This holds a character that cannot be shown (code %(code)s). Please type that part again.")
        raise ValidationError({field: ValidationError(message, params={"code": f"{ord(found[0]):04X}"})})
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_partial_date(text: str, field: str) -> str:
    """A date as exact as known: 2020, 2020-03 or 2020-03-15; or "". Raises ValidationError for anything else."""
    text = text.strip()
    if text and not is_partial_date(text):
        raise ValidationError({field: _("Please write the date as 2020, 2020-03 or 2020-03-15.")})
    return text


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, a month of a year, or a day."""
    found = _PARTIAL_DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    return is_day(year, month, day)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
