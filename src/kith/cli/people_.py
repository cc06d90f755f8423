"""`kith people`: find people, by whatever is known of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from datetime import date

    from kith.people.models import Person, Position

_POSITION = ("kind", "title", "department", "started", "ended", "is_current", "place", "notes")
_STANDING = ("warmth", "depth", "touches")


@click.command("people")
@click.argument("query", nargs=-1)
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of whole records.")
def command(query: tuple[str, ...], user: str | None, as_json: bool) -> None:
    """Find people of whom every word is known: kith people acme climbs. Without words, everybody."""
    ground.ready()
    from kith.cli.account import acting_user
    from kith.people import queries
    from kith.ties import actions

    owner = acting_user(user)
    actions.keep_current(owner, on=owner.today())
    words = " ".join(query).encode(errors="replace").decode()  # a terminal may hand over halves of characters
    found = queries.find_people(owner, words).select_related("met_through")
    people = list(found.prefetch_related("points", "positions__organisation", "occasions", "labellings__label"))
    if as_json:
        click.echo(json.dumps([_record(person) for person in people], ensure_ascii=False, indent=1))
    else:
        for person in people:
            click.echo(_line(person))
        if not people:
            click.echo("Nobody found.")


def _record(person: Person) -> dict[str, Any]:
    """Everything the book says of a person."""
    names = ("prefix", "given", "additional", "family", "suffix", "nickname")
    return {
        "id": person.pk,
        "uid": str(person.uid),
        "name": person.name,
        "names": {part: getattr(person, part) for part in names},
        **{field: getattr(person, field) for field in ("pronouns", "headline", "relation")},
        "points": [
            {"kind": p.kind, "value": p.value, "label": p.label, "preferred": p.is_preferred, "parts": p.parts}
            for p in sorted(person.points.all(), key=lambda point: point.pk)
        ],
        "positions": [_position(position) for position in sorted(person.positions.all(), key=lambda each: each.pk)],
        "occasions": [
            {"kind": each.kind, "label": each.label, "month": each.month, "day": each.day, "year": each.year}
            for each in sorted(person.occasions.all(), key=lambda each: each.pk)
        ],
        "labels": sorted(labelling.label.name for labelling in person.labellings.all()),
        "interests": person.interests,
        "notes": person.notes,
        "met": {
            "on": person.met_on,
            "at": person.met_at,
            "through": person.met_through.name if person.met_through else None,
            "notes": person.met_notes,
        },
        "standing": _standing(person),
    }


def _position(position: Position) -> dict[str, Any]:
    organisation = position.organisation.name if position.organisation else ""
    return {"organisation": organisation, **{field: getattr(position, field) for field in _POSITION}}


def _standing(person: Person) -> dict[str, Any]:
    from kith.people.models import Tier

    return {
        "tier": None if person.tier is None else Tier(person.tier).name.lower(),
        "phase": person.phase,
        **{field: getattr(person, field) for field in _STANDING},
        "first_touch": _day(person.first_touch_on),
        "last_touch": _day(person.last_touch_on),
        "next_touch": _day(person.next_touch_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _line(person: Person) -> str:
    """Name, work, how warm, last touch."""
    at = next((each for each in person.positions.all() if each.is_current and each.kind == "work"), None)
    work = ", ".join(filter(None, (at.title, at.organisation.name if at.organisation else ""))) if at else ""
    warmth = "" if person.tier is None else str(person.get_tier_display()).lower()
    touched = f"last touch {person.last_touch_on}" if person.last_touch_on else "no touch yet"
    return " · ".join(filter(None, (person.name, work, warmth, touched)))
