"""What somebody typed into the box of Reach: `org:Acme`, `role: data engineer`, or plain words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 200  # characters that are looked at


class Kind(StrEnum):
    """What may be asked for. The values are the prefixes; ANY is for plain words."""

    PERSON = "person"
    ORGANISATION = "org"
    ROLE = "role"
    SKILL = "skill"
    TARGET = "target"
    ANY = ""


_PREFIXES = {kind.value: kind for kind in Kind if kind} | {
    "organisation": Kind.ORGANISATION,
    "organization": Kind.ORGANISATION,
    "company": Kind.ORGANISATION,
    "people": Kind.PERSON,
    "job": Kind.ROLE,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. `number` is the id, where one was given instead of words: person:#12."""

    kind: Kind
    text: str

    @property
    def number(self) -> int | None:
        """The id that stands for the words, if one does."""
        sign, digits = self.text[:1], self.text[1:]
        return int(digits) if sign == "#" and digits.isascii() and digits.isdigit() and len(digits) < 19 else None

    def __bool__(self) -> bool:
        return bool(self.text) or self.kind is Kind.TARGET  # target: alone is the one that is aimed for


def read(text: str) -> Question:
    """Understand what was typed. A word before a colon that is no prefix belongs to the words."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    before, colon, after = text.partition(":")
    kind = _PREFIXES.get(before.strip().lower()) if colon else None
    return Question(Kind.ANY, text) if kind is None else Question(kind, after.strip())


def written(kind: Kind, text: str | int) -> str:
    """Return what to type for it: words, or the id of somebody or something."""
    said = f"#{text}" if isinstance(text, int) else text
    return f"{kind.value}:{said}" if kind else said
