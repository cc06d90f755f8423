"""`kith today`: whom to reach out to, and why."""

from __future__ import annotations

import json
from datetime import datetime

import click

from kith.cli import ground


@click.command("today")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Another day, such as 2026-12-24.")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(on: datetime | None, user: str | None, as_json: bool) -> None:
    """Print at most seven people to reach out to, each with the reason and an opener."""
    ground.ready()
    from kith.cli.account import acting_user
    from kith.ties import actions
    from kith.today import queries

    owner = acting_user(user)
    today = owner.today()
    actions.keep_current(owner, on=today)
    day = queries.day(owner, on.date() if on else today)
    if as_json:
        click.echo(json.dumps([_facts(suggestion) for suggestion in day.suggestions], ensure_ascii=False, indent=1))
        return
    for suggestion in day.suggestions:
        click.echo(f"{suggestion.person.name}\n  {suggestion.why.words}\n  “{suggestion.opener}”\n")
    if not day.suggestions:
        click.echo("Nobody today. That is fine.")


def _facts(suggestion: object) -> dict[str, object]:
    from kith.today.queries import Suggestion

    assert isinstance(suggestion, Suggestion)
    why = suggestion.why
    return {
        "person": suggestion.person.name,
        "reason": why.words,
        "evidence": {"kind": why.code, "of": why.evidence, "page": why.url},
        "opener": suggestion.opener,
        "due": why.due.isoformat(),
    }
