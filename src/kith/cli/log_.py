"""`kith log`: one line of plain English becomes people, an interaction, labels and a follow-up."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.interactions.actions import Captured
    from kith.interactions.capture import Capture, Named
    from kith.people.queries import Known

_NOTHING: tuple[Any, ...] = ("", None, [], (), {})
_FLAGS = ("is_kind_stated", "is_planned")


@click.command("log")
@click.argument("line", nargs=-1, required=True)
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--new", "as_new", is_flag=True, help="Whoever is not clear is somebody new.")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(line: tuple[str, ...], user: str | None, as_new: bool, dry_run: bool, as_json: bool) -> None:
    """Log something: kith log "Met Ana Ruiz (CTO, Acme) at PyCon yesterday, follow up in 2 weeks"."""
    ground.ready()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.errors import Refused
    from kith.interactions import actions, capture
    from kith.people import queries

    owner, now = acting_user(user), timezone.now()
    known = {each.id: each for each in queries.known_people(owner)}
    understood = capture.read_line(
        " ".join(line), today=owner.today(now), known=capture.KnownPeople(list(known.values()))
    )
    questions = [] if as_new else [_question(named, known) for named in understood.people if named.candidates]
    if questions and not dry_run:
        raise click.ClickException("\n".join([*questions, "Write the whole name, or add --new if it is somebody new."]))
    try:
        saved = None if dry_run else actions.log_capture(owner, actions.as_understood(understood), now=now)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except Refused as error:
        raise click.ClickException(str(error)) from error
    facts = _facts(understood, known)
    click.echo(_as_json(facts, saved) if as_json else _words(facts, questions, saved))


def _question(named: Named, known: dict[int, Known]) -> str:
    """Who may be meant: "Which Ana? Ana Ruiz (Acme), Ana Li"."""
    people = [known[person] for person in named.candidates]
    told = ", ".join(f"{each.name} ({each.organisation})" if each.organisation else each.name for each in people)
    return f"Which {named.name}? {told}"


def _facts(understood: Capture, known: dict[int, Known]) -> dict[str, Any]:
    """What was understood, with the names that are in the book."""
    facts = asdict(understood)
    del facts["spans"]
    for person in facts["people"]:
        person["known_as"] = known[person["person"]].name if person["person"] else None
        person["candidates"] = [known[candidate].name for candidate in person["candidates"]]
    found: dict[str, Any] = json.loads(json.dumps(facts, default=str))
    return found


def _as_json(facts: dict[str, Any], saved: Captured | None) -> str:
    interaction = saved.interaction.pk if saved and saved.interaction else None
    return json.dumps({**facts, "saved": saved is not None, "interaction": interaction}, ensure_ascii=False)


def _words(facts: dict[str, Any], questions: list[str], saved: Captured | None) -> str:
    if saved is None:
        head = "Understood, and not saved."
    else:
        head = f"Planned for {saved.planned_on}." if saved.planned_on else "Logged."
    shown = {key: value for key, value in facts.items() if key not in _FLAGS and value not in _NOTHING}
    return "\n".join(
        [head, *(f"  {key.replace('_', ' ')}: {_plain(value)}" for key, value in shown.items()), *questions]
    )


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        told = {
            key: part for key, part in value.items() if key not in ("person", "candidates") and part not in _NOTHING
        }
        if told.get("known_as") == told.get("name"):
            told.pop("known_as", None)
        return " · ".join(_plain(part) for part in told.values())
    return str(value)
