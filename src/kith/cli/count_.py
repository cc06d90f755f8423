"""`kith count`: figures that groups count: noted, taken from files, and one's own in a list."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.accounts.models import User
    from kith.challenges.models import Statistic


@click.command("count")
@click.argument("amount", required=False)
@click.option("--what", help="Which, by its name; not needed where your groups count one thing only.")
@click.option("--group", help="Of which group, by its name or address.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; today without.")
@click.option("--file", "files", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A file of a watch.")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    amount: str | None,
    what: str | None,
    group: str | None,
    on: datetime | None,
    files: tuple[str, ...],
    user: str | None,
    as_json: bool,
) -> None:
    """Note a figure for today: kith count 5.2 --what kilometres. Without a figure, list what your groups count."""
    ground.ready()
    from kith.cli.account import acting_user

    owner = acting_user(user)
    found = _statistics(owner, what, group)
    if files:
        told = _take_in(owner, _only(found), files)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _told(told))
        if told["refused"]:
            raise click.exceptions.Exit(1)
    elif amount is not None:
        noted = _note(owner, _only(found), amount, on)
        click.echo(json.dumps(noted) if as_json else "Noted: {amount} {unit} ({what}, {group}).".format(**noted))
    else:
        _list(owner, found, as_json)


def _statistics(owner: User, what: str | None, group: str | None) -> list[Statistic]:
    """What the user's groups count now, as far as it is named."""
    from django.db.models import Q

    from kith.challenges.models import Statistic

    found = Statistic.objects.visible_to(owner).counted().filter(group__ended_at=None).select_related("group")
    if group:
        found = found.filter(Q(group__slug=group) | Q(group__name__iexact=group))
    if what:
        found = found.filter(name__iexact=what)
    return list(found.order_by("group__name", "created_at", "pk"))


def _only(found: list[Statistic]) -> Statistic:
    if not found:
        raise click.ClickException("No group of yours counts this. `kith count` lists what they count.")
    if len(found) > 1:
        named = ", ".join(f"{each.name} ({each.group.slug})" for each in found[:10])
        raise click.ClickException(f"Say which with --what and --group: {named}.")
    return found[0]


def _note(owner: User, statistic: Statistic, amount: str, on: datetime | None) -> dict[str, str]:
    from decimal import Decimal, InvalidOperation

    from django.core.exceptions import ValidationError

    from kith.challenges import actions
    from kith.errors import Refused

    today = owner.today()
    try:
        given = Decimal(amount.replace(",", "."))
        entry = actions.enter(owner, statistic, amount=given, on=on.date() if on else today, today=today)
    except InvalidOperation as error:
        raise click.ClickException(f"“{amount}” is not a figure.") from error
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except Refused as error:
        raise click.ClickException(str(error)) from error
    return {**_named(statistic), "amount": f"{entry.amount.normalize():f}", "on": entry.on.isoformat()}


def _take_in(owner: User, statistic: Statistic, files: tuple[str, ...]) -> dict[str, Any]:
    from django.utils import timezone

    from kith.challenges import actions
    from kith.imports.uploads import BadFile, Upload

    told: dict[str, Any] = {"new": 0, "known": 0, "refused": []}
    for file in map(Path, files):
        try:
            taken = actions.take_in(owner, statistic, Upload(file.name, file), today=owner.today(), at=timezone.now())
        except BadFile as error:
            told["refused"].append({"file": error.file, "line": error.line, "reason": error.reason})
        else:
            told["new"] += taken.new
            told["known"] += taken.known
    return told


def _told(told: dict[str, Any]) -> str:
    lines = [f"New: {told['new']}. Here already: {told['known']}."]
    lines += [f"{each['file']}, line {each['line']}: {each['reason']}" for each in told["refused"] if each["line"]]
    lines += [f"{each['file']}: {each['reason']}" for each in told["refused"] if not each["line"]]
    return "\n".join(lines)


def _list(owner: User, found: list[Statistic], as_json: bool) -> None:
    records = [_record(owner, each) for each in found]
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for each in records:
        unit = f" {each['unit']}" if each["unit"] else ""
        click.echo(
            f"{each['what']} ({each['group']}): this week {each['this_week']}{unit}, in all {each['total']}{unit}"
        )
    if not records:
        click.echo("No group of yours counts anything yet.")


def _record(owner: User, statistic: Statistic) -> dict[str, Any]:
    from kith.challenges import figures, queries

    own = figures.of(owner, statistic, owner.today())
    return {
        **_named(statistic),
        "this_week": f"{own.this_week.normalize():f}",
        "four_weeks": f"{own.four_weeks.normalize():f}",
        "best_week": f"{own.best_week[1].normalize():f}" if own.best_week else None,
        "total": f"{own.total.normalize():f}",
        "counted_by_kith": queries.is_counting(statistic, owner),
    }


def _named(statistic: Statistic) -> dict[str, str]:
    return {"group": statistic.group.slug, "what": statistic.name, "unit": statistic.unit}
