"""The text by which a search finds a person: everything known of them, folded, kept in Person.search_text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import ContactPoint, Labelling, Person, Position

MAX_NOTES = 4000  # of each person's notes; a search is for people, not for texts
_CHUNK = 500  # below the number of parameters that every database takes
OWN_FIELDS = ("name", "nickname", "prefix", "suffix", "headline", "met_at", "met_notes", "notes", "interests")


def refresh(owner: User, person_ids: Iterable[int] | None = None) -> None:
    """Work out the search text of these people, or of all, and write those that changed."""
    people = Person.objects.filter(owner=owner)
    ids = list(people.values_list("pk", flat=True)) if person_ids is None else sorted(set(person_ids))
    for start in range(0, len(ids), _CHUNK):
        _refresh_chunk(owner, ids[start : start + _CHUNK])


def own_texts(values: list[Any]) -> Iterator[str]:
    """What the fields named in OWN_FIELDS give to the search text. The texts of positions, points and labels follow."""
    *texts, interests = values
    yield from (text[:MAX_NOTES] for text in texts if text)
    yield from (str(interest) for interest in interests)


def point_text(kind: str, value: str) -> str:
    """A phone number also without its spaces and strokes, as somebody may type it."""
    return f"{value} {re.sub(r'[^0-9]', '', value)}" if kind == ContactPoint.Kind.PHONE else value


def _refresh_chunk(owner: User, ids: Sequence[int]) -> None:
    pieces: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, text in _pieces(owner, ids):
        pieces[person_id].append(text)
    present = dict(Person.objects.filter(owner=owner, pk__in=ids).values_list("pk", "search_text"))
    wanted = {pk: fold("\n".join(texts)) for pk, texts in pieces.items()}
    rows = [(wanted[pk], pk) for pk, text in present.items() if wanted[pk] != text]
    if rows:
        table = connection.ops.quote_name(Person._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET search_text = %s WHERE id = %s", rows)  # noqa: S608  # names of our own


def _pieces(owner: User, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    mine: dict[str, Any] = {"owner": owner, "person_id__in": ids}
    for pk, *values in Person.objects.filter(owner=owner, pk__in=ids).values_list("pk", *OWN_FIELDS):
        yield pk, "\n".join(own_texts(values))
    positions = Position.objects.filter(**mine).order_by("pk")
    for pk, *texts in positions.values_list("person_id", "organisation__name", "title", "department"):
        yield pk, "\n".join(text for text in texts if text)
    for pk, kind, value in ContactPoint.objects.filter(**mine).order_by("pk").values_list("person_id", "kind", "value"):
        yield pk, point_text(kind, value)
    yield from Labelling.objects.filter(**mine).order_by("pk").values_list("person_id", "label__name")
