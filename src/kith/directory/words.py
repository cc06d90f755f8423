"""Words for kinds, formats and the rest as files write them, brought to the values that listings have. No Django."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kith.people.folding import fold

KINDS = {
    "association": ("association", "professional association", "society", "institute", "union", "verband", "verein"),
    "chamber": ("chamber", "chamber of commerce", "ihk", "handelskammer", "kammer"),
    "user_group": ("user group", "user_group", "meetup", "usergroup"),
    "club": ("club", "klub"),
    "class": ("class", "course", "kurs", "workshop"),
    "council": ("council", "mastermind", "council or mastermind", "round table"),
    "alumni": ("alumni", "alumni group"),
    "community": ("community", "group", "circle", "gruppe"),
    "party": ("party", "stammtisch", "drinks"),
}
FORMATS = {
    "in_person": ("in person", "in_person", "offline", "onsite", "on site", "vor ort", "offlineeventattendancemode"),
    "call": ("call", "by call", "online", "remote", "virtual", "video", "onlineeventattendancemode"),
    "hybrid": ("hybrid", "mixed", "both", "mixedeventattendancemode"),
}
SEASONS = {
    "student": ("student", "students"),
    "new_parent": ("new parent", "new_parent", "new parents", "parents"),
    "homemaker": ("homemaker", "homemakers"),
    "volunteer": ("volunteer", "volunteers"),
    "change": ("change", "career change", "changing careers"),
    "between": ("between", "between jobs", "unemployed", "job seekers"),
    "retired": ("retired", "retirement"),
}
YES, NO = ("yes", "y", "true", "1", "ja", "oui", "si", "free", "x"), ("no", "n", "false", "0", "nein", "non")

_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_COMMA = re.compile(r"\s*,\s*")
_NUMBER = re.compile(r"\d+")
_MOST, _LONGEST = 20, 60  # words of a list, letters of a word


def value_of(text: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the value that a word means, "" where it means none."""
    word = fold(text)
    return next((value for value, words in known.items() if word in words), "")


def several(text: str) -> list[str]:
    """Return the words of a cell, parted by semicolons, bars or lines, else by commas; each once."""
    parts = _BETWEEN.split(text) if _BETWEEN.search(text) else _COMMA.split(text)
    return list(dict.fromkeys(part.strip()[:_LONGEST] for part in parts if part.strip()))[:_MOST]


def parted(text: str) -> list[str]:
    """Return what stands between semicolons, bars or lines, each once: words that may have commas in them."""
    return list(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))[:_MOST]


def yes_or_no(text: str) -> bool | None:
    """Return what a cell says; nothing where it says neither."""
    word = fold(text)
    if word in YES:
        return True
    else:
        return False if word in NO else None


def number(text: str) -> int | None:
    """Return the first number that stands in a cell: "about 1,200 members" is 1200."""
    found = _NUMBER.search(text.replace(",", "").replace("’", "").replace("'", ""))
    return min(int(found[0][:9]), 10**8) if found else None


def web_address(text: str) -> str:
    """Return a cell as a web address: with https:// before it where it has nothing; "" where it cannot be one."""
    said = text.strip()
    if not said or any(sign.isspace() or sign in '<>"' for sign in said) or len(said) > 500:
        return ""
    if said.lower().startswith(("http://", "https://")):
        return said
    return f"https://{said}" if "://" not in said and "." in said and "@" not in said and ":" not in said else ""
