"""What somebody can be recognised by in rows that do not point at them: identifiers, names, organisations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity, Person, Position

_SHORTEST = 5  # shorter values are found in everything
_SHARED = ("phone:", "url:")
_PART = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[A-Za-z0-9]{3,}")
_FEW = 12  # words that a database looks for quicker than they are read
_EDGE = r"[\",;:|<>=()\[\]{}/\t]"  # beside a value that stands by itself


@dataclass(frozen=True)
class Traces:
    """`keys` as identity.key_of writes them, `words` as they stand in files: addresses, numbers, whole names."""

    keys: frozenset[str]
    names: frozenset[str]
    organisations: frozenset[str]
    words: frozenset[str]


def traces_of(owner: User, ids: Collection[int]) -> Traces:
    """Of these people together: whoever was merged is one of them.

    What somebody else has as well, as a number at the front desk or the page of a team, tells of nobody in words.
    """
    about = {"owner": owner, "person__in": ids}
    points = list(ContactPoint.objects.filter(**about).exclude(kind="address").values_list("kind", "key", "value"))
    keys = {key for _kind, key, _value in points if key}
    keys |= set(Identity.objects.filter(**about).values_list("key", flat=True))
    names = set(Person.objects.filter(owner=owner, pk__in=ids).values_list("name", flat=True))
    places = Position.objects.filter(**about).exclude(organisation=None).values_list("organisation__name", flat=True)
    telling = keys - _with_others(owner, ids, keys)
    values = {value for kind, key, value in points if key in telling or (kind == "handle" and len(value) > _SHORTEST)}
    plain = {key.partition(":")[2] for key in telling}
    return Traces(frozenset(keys), frozenset(names), frozenset(places), frozenset(names | values | plain) - {""})


def _with_others(owner: User, ids: Collection[int], keys: Iterable[str]) -> set[str]:
    shared = [key for key in keys if key.startswith(_SHARED)]
    others = ContactPoint.objects.filter(owner=owner, key__in=shared).exclude(person__in=ids)
    return set(others.values_list("key", flat=True))


@dataclass
class Finder:
    """Finds words in texts, whole and in whatever case, accents and signs between: "Quirk, Zebulon" is Zebulon Quirk.

    A name of one word counts only where it stands by itself, as a value does: "Ann" is not in "Ann Miller"; unless
    `loosely`, which is for showing.
    However many words there are, a text is gone through once.
    """

    _phrases: dict[str, list[str]] = field(default_factory=dict)  # by their first part; a space at both ends
    _single: dict[str, re.Pattern[str]] = field(default_factory=dict)
    pieces: list[str] | None = (
        None  # one of these is in every text in which something is found; None: there are too many
    )

    @classmethod
    def of(cls, traces: Traces, *, loosely: bool = False) -> Finder:
        finder = cls()
        for word in traces.words:
            finder._add(word, is_name=word in traces.names, loosely=loosely)
        plain = [max(_PLAIN.findall(word), key=len, default="") for word in sorted(traces.words)]
        finder.pieces = plain if all(plain) and len(plain) <= _FEW else None
        return finder

    def finds(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        # What fold does to spaces makes no difference here, and takes its time.
        parts = _PART.findall(text.casefold() if text.isascii() else fold(text))
        present = set(parts)
        if present.isdisjoint(self._phrases) and present.isdisjoint(self._single):
            return False
        joined = f" {' '.join(parts)} "
        if any(phrase in joined for part in present & self._phrases.keys() for phrase in self._phrases[part]):
            return True
        lines = "\n".join(map(fold, text.splitlines()))
        return any(self._single[part].search(lines) for part in present & self._single.keys())

    def _add(self, word: str, *, is_name: bool, loosely: bool) -> None:
        parts = _PART.findall(fold(word))
        if is_name and len(parts) == 1 and not loosely:
            alone = rf"(?:^|{_EDGE}) ?{re.escape(parts[0])} ?(?:$|{_EDGE})"
            self._single[parts[0]] = re.compile(alone, re.MULTILINE)
        elif parts:
            self._note(parts)
            if is_name:
                self._note([parts[-1], *parts[:-1]])

    def _note(self, parts: list[str]) -> None:
        self._phrases.setdefault(parts[0], []).append(f" {' '.join(parts)} ")
