"""Keeps those whom the user erased from coming back by an import, without keeping who they were.

Why the HMACs have a key of the book's own: docs/decisions/0008-tombstones.md.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kith.accounts.models import User, new_uid
from kith.people import rows
from kith.people.folding import fold
from kith.people.models import Tombstone

# Households and offices share numbers, and teams pages: these tell of somebody only together with the name.
_SHARED = ("phone:", "url:")


class IsErased(Protocol):
    """Whether the user erased whoever has these identifiers, this name, and is or was with these organisations."""

    def __call__(self, keys: Iterable[str], name: str, organisations: Iterable[str] = ()) -> bool: ...


def bury(owner: User, keys: Iterable[str], names: Iterable[str], on: date, organisations: Iterable[str] = ()) -> None:
    """Note that one person with these identifiers, names and organisations was erased. Safe to run twice."""
    salt = Tombstone.objects.filter(owner=owner).values_list("salt", flat=True).first() or secrets.token_hex(16)
    known, called, places = list(keys), list(names), list(organisations)
    marks = {mark for name in [*called, ""] for mark in _marks(known, name, places)}
    marks |= {mark for name in called for mark in _marks((), name, ())}
    digests = [_digest(salt, mark) for mark in sorted(marks)]
    # Whoever is erased once more lies with what was buried of them before, and comes back with all of it.
    before = Tombstone.objects.filter(owner=owner, digest__in=digests).values_list("burial", flat=True).first()
    burial = before or new_uid()
    stones = [Tombstone(owner=owner, salt=salt, digest=each, burial=burial, erased_on=on) for each in digests]
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)


def is_erased(owner: User) -> IsErased:
    """The question for one book, with its tombstones at hand. A name alone counts only where nothing else is told."""
    found = Tombstone.objects.filter(owner=owner).values_list("salt", "digest")
    return _Buried(frozenset(salt for salt, _ in found), frozenset(digest for _, digest in found))


def lift(owner: User, keys: Iterable[str], name: str) -> bool:
    """Forget that whoever is known by one of these identifiers, or by this name alone, was erased. False for nobody."""
    marks = [*keys, *_marks((), name, ())]
    stones = Tombstone.objects.filter(owner=owner)
    salts = set(stones.values_list("salt", flat=True))
    found = stones.filter(digest__in=[_digest(salt, mark) for salt in salts for mark in marks])
    gone, _rows = stones.filter(burial__in=set(found.values_list("burial", flat=True))).delete()
    return gone > 0


@dataclass(frozen=True)
class _Buried:
    salts: Collection[str]  # one, unless another book was put into this one
    digests: Collection[str]

    def __call__(self, keys: Iterable[str], name: str, organisations: Iterable[str] = ()) -> bool:
        if not self.digests:
            return False
        marks = list(_marks(list(keys), name, list(organisations)))
        return any(_digest(salt, mark) in self.digests for salt in self.salts for mark in marks)


def _marks(keys: Collection[str], name: str, organisations: Collection[str]) -> Iterator[str]:
    """All that tells of somebody, each enough by itself."""
    folded = fold(name)
    for key in keys:
        if not key.startswith(_SHARED):
            yield key
        elif folded:
            yield f"{key} {folded}"
    if folded:
        yield from (f"at:{rows.organisation_key(place)}:{folded}" for place in organisations if place)
        if not keys and not organisations:
            yield f"name:{folded}"


def _digest(salt: str, mark: str) -> str:
    return hmac.digest(salt.encode(), mark.encode(errors="surrogatepass"), "sha256").hex()
