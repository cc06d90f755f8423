"""Keeps an archive from bringing back people whom the user has erased since."""

from __future__ import annotations

from collections import defaultdict

from kith.accounts.models import User
from kith.archive.arrivals import Arrivals
from kith.archive.parsing import Document
from kith.archive.references import PERSON
from kith.people import tombstones


def erased_places(owner: User, document: Document, arrivals: Arrivals) -> list[int]:
    """The places of people in the document who are new to the book, and of whom its tombstones tell.

    Tombstones that come with the archive itself do not count: whoever is in it beside them was wanted there.
    """
    is_erased = tombstones.is_erased(owner)
    keys, organisations = _keys(document), _organisations(document)
    people = document.tables[PERSON]
    told = zip(people.values("name"), people.values("is_self"), people.values("merged_into"), strict=True)
    return [
        place
        for place, (name, is_self, merged_into) in enumerate(told)
        if arrivals.is_new[PERSON][place]
        and not is_self
        and merged_into is None
        and is_erased(keys[place], name, organisations[place])
    ]


def _keys(document: Document) -> defaultdict[int, list[str]]:
    """The identifiers of each person, by place."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for label in ("people.contactpoint", "people.identity"):
        table = document.tables[label]
        for person, key in zip(table.values("person"), table.values("key"), strict=True):
            if key:
                found[person].append(key)
    return found


def _organisations(document: Document) -> defaultdict[int, list[str]]:
    """The names of the organisations that each person is or was with, by place."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    names = list(document.tables["people.organisation"].values("name"))
    positions = document.tables["people.position"]
    for person, place in zip(positions.values("person"), positions.values("organisation"), strict=True):
        if place is not None:
            found[person].append(names[place])
    return found
