"""`kith sample`: a network of invented people, added or taken away."""

from __future__ import annotations

import json

import click

from kith.cli import ground


@click.command("sample")
@click.option("--remove", is_flag=True, help="Take the sample away again.")
@click.option("--people", default=400, show_default=True, type=click.IntRange(min=40), help="How many to invent.")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(remove: bool, people: int, user: str | None, as_json: bool) -> None:
    """Add a network of invented people to look around in, or take it away."""
    ground.ready()
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.errors import Refused
    from kith.sample import actions

    owner, now = acting_user(user, make=not remove), timezone.now()
    try:
        done = actions.remove_sample(owner, now=now) if remove else actions.add_sample(owner, now=now, size=people)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    facts = {
        "people": sum(done.summary["people"].values()),
        "interactions": sum(done.summary["interactions"].values()),
        "kept": len(done.kept),
        "import": done.pk,
    }
    click.echo(json.dumps(facts) if as_json else _words(facts, remove=remove))


def _words(facts: dict[str, int], *, remove: bool) -> str:
    if not remove:
        return f"Added {facts['people']} invented people and {facts['interactions']} interactions with them."
    kept = f" {facts['kept']} of them stay, as you made them your own." if facts["kept"] else ""
    return f"Removed the sample network.{kept}"
