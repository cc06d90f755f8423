"""`kith duplicates`: people who may be in the book twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.duplicates.models import Pair


@click.command("duplicates")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of pairs.")
def command(user: str | None, as_json: bool) -> None:
    """Look for people who are in the book twice, and print them with the reason, the surest first. Nobody is merged."""
    ground.ready()
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.duplicates import actions, queries

    owner = acting_user(user)
    actions.look_for_pairs(owner, now=timezone.now())
    pairs = list(queries.open_pairs(owner))
    if as_json:
        click.echo(json.dumps([_facts(pair) for pair in pairs], ensure_ascii=False, indent=1))
    else:
        for pair in pairs:
            click.echo(_line(pair))
        if not pairs:
            click.echo("Nobody is in the book twice, as far as Kith can see.")


def _facts(pair: Pair) -> dict[str, Any]:
    return {
        "id": pair.pk,
        "people": [{"id": person.pk, "name": person.name} for person in (pair.first, pair.second)],
        "probability": round(pair.probability, 4),
        "certain": pair.is_certain,
        "evidence": pair.evidence,
    }


def _line(pair: Pair) -> str:
    both = " and ".join(f"{person.name} ({person.pk})" for person in (pair.first, pair.second))
    return f"{both}: {pair.sureness.lower()}. {pair.reason}".rstrip(". ") + "."
