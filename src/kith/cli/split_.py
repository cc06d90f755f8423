"""`kith split`: a merge is taken apart again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kith.cli import ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kith.book.queries.taking_apart import Apart
    from kith.duplicates.models import Merge


@click.command("split")
@click.argument("number", metavar="ID", type=click.IntRange(1, 10**15))
@click.option("--merge", "as_merge", is_flag=True, help="The ID is that of a merge.")
@click.option(
    "--give", multiple=True, metavar="KEY", help="Give what was added since to whom was merged away; repeatable."
)
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(number: int, as_merge: bool, give: tuple[str, ...], user: str | None, as_json: bool) -> None:
    """Make two people again of two who were merged. ID is that of the merge, or of one of the two; if that leaves a choice,
    they are listed.

    What was added since goes where its address says; the rest stays, and is printed with the KEY for --give.
    """
    ground.ready()
    from django.utils import timezone

    from kith.book.queries.taking_apart import apart
    from kith.cli.account import acting_user
    from kith.duplicates import actions
    from kith.duplicates.models import Merge
    from kith.errors import Refused

    merges = Merge.objects.visible_to(acting_user(user)).select_related("kept", "absorbed", "owner").order_by("pk")
    merge = _the_one(list(merges), number, as_merge)
    shown = apart(merge)
    if unknown := set(give) - shown.keys:
        raise click.ClickException(f"Nothing that was added since has the key {min(unknown)}.")
    try:
        kept, absorbed = actions.split(merge, at=timezone.now(), answers=dict.fromkeys(give, "absorbed"))
    except Refused as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        stayed = {each.key: each.text for each in shown.asked if each.key not in give}
        click.echo(json.dumps({"kept": kept.pk, "absorbed": absorbed.pk, "stayed": stayed}, ensure_ascii=False))
    else:
        click.echo(
            "\n".join(
                [
                    f"Two people again: {kept.name} ({kept.pk}) and {absorbed.name} ({absorbed.pk}).",
                    *_stayed(shown, give),
                ]
            )
        )


def _the_one(merges: Sequence[Merge], number: int, as_merge: bool) -> Merge:
    """The merge that is meant. Raises click.ClickException in words."""
    found = [merge for merge in merges if merge.pk == number]
    if not as_merge:
        found += [merge for merge in merges if number in (merge.kept_id, merge.absorbed_id) and merge not in found]
    if not found:
        raise click.ClickException("There is no such merge, and nobody of that id was merged.")
    if len(found) > 1:
        told = (
            f"  {each.pk}: {each.absorbed.name} into {each.kept.name}, {each.created_at:%Y-%m-%d}" for each in found
        )
        raise click.ClickException("\n".join(["Which merge? Say it with --merge:", *told]))
    return found[0]


def _stayed(shown: Apart, given: Sequence[str]) -> list[str]:
    kept = [f"  {each.text}   [{each.key}]" for each in shown.asked if each.key not in given]
    return [f"Stayed with {shown.names[0]}, as nothing says whose it is:", *kept] if kept else []
