"""Makes the records that tests need, by the actions that Kith itself uses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kith.accounts.models import User
from kith.interactions import actions as interaction_actions
from kith.interactions.models import Interaction
from kith.people import actions as people_actions
from kith.people.models import Organisation, Person

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def user(name: str, **fields) -> User:
    """Return a user whose address is name@kith.example."""
    return User.objects.create_user(f"{name}@kith.example", name=name.capitalize(), **fields)


def person(owner: User, name: str, *, at: datetime = NOW, **more: Any) -> Person:
    """Return a person of the owner's book; fields by name, and points, positions, occasions, labels, batch as lists."""
    whole = {"points", "positions", "occasions", "labels", "batch"}
    lists = {key: value for key, value in more.items() if key in whole}
    fields = {key: value for key, value in more.items() if key not in whole}
    return people_actions.add_person(owner, name=name, at=at, fields=fields, **lists)


def email(value: str, **more: Any) -> dict[str, Any]:
    """Return an e-mail address to give to a person."""
    return {"kind": "email", "value": value, **more}


def job(organisation: str | Organisation | None, title: str = "", **more: Any) -> dict[str, Any]:
    """Return a position to give to a person."""
    return {"organisation": organisation, "title": title, **more}


def interaction(
    owner: User, *people: Person, kind: str = "meeting", on: date = TODAY, now: datetime = NOW, **more: Any
) -> Interaction:
    """Return something that happened with these people; the rest as interactions.actions.log takes it."""
    return interaction_actions.log(owner, people=people, kind=kind, on=on, now=now, **more)
