"""`kith log`: one line of plain English becomes people, an interaction, labels and a follow-up."""

from __future__ import annotations

import json

import click


@click.command("log")
@click.argument("line", nargs=-1, required=True)
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(line: tuple[str, ...], user: str | None, dry_run: bool, as_json: bool) -> None:
    """Log something: kith log "Met Ana Ruiz (CTO, Acme) at PyCon yesterday, follow up in 2 weeks"."""
    import django

    django.setup()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.errors import Refused
    from kith.interactions import actions, capture
    from kith.people import queries

    owner = acting_user(user)
    now = timezone.now()
    known = capture.KnownPeople(queries.known_people(owner))
    understood = capture.read_line(" ".join(line), today=owner.today(now), known=known)
    if not dry_run:
        try:
            actions.log_capture(owner, actions.as_understood(understood), now=now)
        except (ValidationError, Refused) as error:
            raise click.ClickException(str(error)) from error
    click.echo(json.dumps(_facts(understood), ensure_ascii=False) if as_json else _words(understood, saved=not dry_run))


def _facts(understood: object) -> dict[str, object]:
    from dataclasses import asdict

    facts = asdict(understood)  # type: ignore[call-overload]
    facts.pop("spans", None)
    return json.loads(json.dumps(facts, default=str))  # type: ignore[no-any-return]


def _words(understood: object, *, saved: bool) -> str:
    facts = _facts(understood)
    shown = {key: value for key, value in facts.items() if value not in ("", None, [], ())}
    lines = [f"  {key.replace('_', ' ')}: {_plain(value)}" for key, value in shown.items()]
    return "\n".join(["Logged." if saved else "Understood, and not saved.", *lines])


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(str(part) for part in value.values() if part not in ("", None, [], ()))
    return str(value)
