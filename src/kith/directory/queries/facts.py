"""What a group or a listing says of itself, made ready to be measured; the same words are made ready once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import IntegerField, TextField
from django.db.models.functions import Cast

from kith import careers
from kith.directory.models import Listing
from kith.directory.places import Point, find
from kith.directory.queries.wanting import american
from kith.groups.languages import main_part
from kith.groups.models import Format
from kith.people.folding import fold

_SAID = (*("name", "purpose", "kind", "format", "place", "latitude", "longitude", "language"),)
_YES = ("is_free", "welcomes_newcomers")
_LISTS = ("skills", "industries", "interests", "seasons", "occupations")
COLUMNS: tuple[
    Any, ...
] = (  # of a group, and of a listing: as plain values, which Django need not make from what it reads
    *_SAID,
    *(Cast(name, IntegerField()) for name in _YES),
    *(Cast(name, TextField()) for name in _LISTS),
)
WIDTH = len(COLUMNS)
WITH_CALLS = (Format.CALL, Format.HYBRID)
_REMEMBERED = 4096  # about eight megabytes


@dataclass(frozen=True, slots=True)
class Facts:
    """What is shown and measured. codes: occupations, O*NET's where there is one."""

    name: str
    purpose: str
    kind: str
    format: str
    place: str
    language: str
    tongue: str  # the main part of the language
    is_free: bool
    welcomes_newcomers: bool
    seasons: frozenset[str]
    about: tuple[str, ...]  # words for what it is about, as they are written
    topics: Mapping[str, str]  # the same by how they are folded
    words: str  # all that a search looks through, folded, with a space before
    codes: frozenset[str]
    families: frozenset[str]
    point: Point | None
    tells: frozenset[str]  # which of codes, seasons and topics it has, and "where" if a place can be weighed


@lru_cache(maxsize=_REMEMBERED)
def facts(*said: Any) -> Facts:
    """Return what is made of the COLUMNS of a row. It depends on them alone."""
    told = dict(zip((*_SAID, *_YES, *_LISTS), said, strict=True))
    skills, industries, interests, seasons, occupations = (json.loads(told[name]) for name in _LISTS)
    words = [word for word in (*skills, *industries, *interests) if isinstance(word, str)]
    codes = frozenset(american(code) for code in occupations if isinstance(code, str))
    searched = " ".join([told["name"], told["purpose"], told["place"], *words])
    seasons_said = frozenset(season for season in seasons if isinstance(season, str))
    topics = {fold(word): word for word in words}
    point = _point(told["latitude"], told["longitude"], told["place"])
    where = point or told["format"] in WITH_CALLS
    can_tell = {"codes": codes, "seasons": seasons_said, "topics": topics, "where": where}
    return Facts(
        name=told["name"],
        purpose=told["purpose"],
        kind=told["kind"],
        format=told["format"],
        place=told["place"],
        language=told["language"],
        tongue=main_part(told["language"]) if told["language"] else "",
        is_free=bool(told["is_free"]),
        welcomes_newcomers=bool(told["welcomes_newcomers"]),
        seasons=seasons_said,
        about=tuple(str(word) for word in (*industries, *interests, *skills)),
        topics=topics,
        words=f" {fold(searched)}",
        codes=codes,
        families=frozenset(map(careers.family, codes)),
        point=point,
        tells=frozenset(name for name, said in can_tell.items() if said),
    )


def facts_of(listing: Listing) -> Facts:
    """Return those of a listing that may not be saved."""
    return facts(
        *(getattr(listing, name) for name in (*_SAID, *_YES)), *(json.dumps(getattr(listing, name)) for name in _LISTS)
    )


def _point(latitude: float | None, longitude: float | None, place: str) -> Point | None:
    """Where it is: as its coordinates say, else as its place is understood."""
    if latitude is not None and longitude is not None:
        return Point(latitude, longitude)
    else:
        return find(place) if place else None
