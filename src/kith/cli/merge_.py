"""`kith merge`: two people are made one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.accounts.models import User
    from kith.people.models import Person


@click.command("merge")
@click.argument("one")
@click.argument("other")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(one: str, other: str, user: str | None, as_json: bool) -> None:
    """Make two people one: kith merge 12 "Bob Stone". Each is named by id, or by a name that only one person has.

    Whoever more is known of stays, with the history of both, the fuller name and the newer headline. `kith split` takes it
    apart again.
    """
    ground.ready()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.duplicates import actions, side_by_side
    from kith.errors import Refused
    from kith.people.models import Person

    owner = acting_user(user)
    ids = [named(owner, text).pk for text in (one, other)]
    people = side_by_side.known_best_first(Person.objects.visible_to(owner).filter(pk__in=ids))
    try:
        picks = side_by_side.likely_picks(people)
        [done] = actions.merge_people(people[0], people, picks=picks, at=timezone.now())
    except (Refused, ValidationError) as error:
        text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise click.ClickException(text) from error
    if as_json:
        click.echo(json.dumps({"merge": done.pk, "kept": done.kept_id, "absorbed": done.absorbed_id}))
    else:
        click.echo(f"{done.absorbed.name} ({done.absorbed_id}) is part of {done.kept.name} ({done.kept_id}) now.")
        click.echo(f"`kith split --merge {done.pk}` takes them apart again.")


def named(owner: User, text: str) -> Person:
    """The person of the book with this id or name. Raises click.ClickException in words."""
    from kith.people import queries
    from kith.people.folding import fold
    from kith.people.models import Person

    people = Person.objects.visible_to(owner).filter(merged_into=None, binned_at=None).select_related("owner")
    if text.isascii() and text.isdigit() and len(text) < 12:
        found: list[Person] = list(people.filter(pk=int(text)))
    else:
        found = [each for each in queries.find_people(owner, text) if fold(each.name) == fold(text)]
    if not found:
        raise click.ClickException(
            f"Nobody in the book is {text!r}. `kith people --json` prints everybody with their ids."
        )
    if len(found) > 1:
        told = ", ".join(f"{each.name} ({each.pk})" for each in found)
        raise click.ClickException(f"Several people are called {text!r}: {told}. Please give the id.")
    return found[0]
