"""Well-known associations, chambers and clubs that ship with Kith, as listings that become rows when somebody changes one.

They are from general knowledge, and say no more than what is evident: name, field, country, and their own web address, which is
their source as well. Nobody has looked at them, so they have no day on which they were checked until a user says so. The table is
associations.tsv beside this file.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet

from kith.directory.models import Found, Listing
from kith.prepared import prepared

TABLE = Path(__file__).parent / "associations.tsv"


def untouched() -> list[Listing]:
    """Return those that nobody has changed, checked or taken out on this server; none of them is saved. One query."""
    touched = {uid for (uid,) in _touched(Found.SEED)}
    return [listing for uid, listing in _shipped().items() if uid not in touched]


def named(uid: UUID) -> Listing | None:
    """Return the one of that uid, unsaved, unless somebody has touched it. One query at most."""
    listing = _shipped().get(uid)
    return None if listing is None or Listing.objects.filter(uid=uid).exists() else _copy(listing)


def shipped() -> list[Listing]:
    """Return all that ship, unsaved."""
    return list(_shipped().values())


@prepared
def _touched(found: Found) -> QuerySet[Listing, Any]:
    return Listing.objects.filter(found=found).order_by().values_list("uid")


@cache
def _shipped() -> dict[UUID, Listing]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {listing.uid: listing for listing in map(_listing, rows)}


def _listing(row: dict[str, str]) -> Listing:
    return Listing(
        uid=uuid5(NAMESPACE_URL, row["url"]),
        name=row["name"],
        purpose=row["purpose"],
        kind=row["kind"],
        url=row["url"],
        language=row["language"],
        industries=_several(row["about"]),
        seasons=_several(row["seasons"]),
        occupations=_several(row["occupations"]),
        found=Found.SEED,
        source=row["url"],
    )


def _several(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def _copy(listing: Listing) -> Listing:
    """A fresh one, so that nobody changes what all share."""
    fields = {field.attname: getattr(listing, field.attname) for field in Listing._meta.concrete_fields}
    return Listing(**fields)
