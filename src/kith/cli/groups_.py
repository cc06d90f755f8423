"""`kith groups`: the groups that one belongs to; starting one, and a link to invite somebody."""

from __future__ import annotations

import json as json_
from typing import TYPE_CHECKING

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.groups.models import Membership
    from kith.groups.reports import Next


@click.group("groups")
def command() -> None:
    """Groups: list mine, start one, make a link that lets somebody join."""


@command.command("list")
@click.option("--json", is_flag=True, help="Print JSON.")
@click.option("--user", metavar="EMAIL", help="Whose groups, where there are several accounts.")
def list_(json: bool, user: str | None) -> None:
    """List my groups, with the role in each and what comes next."""
    ground.ready()
    from django.utils import timezone

    from kith.cli import account
    from kith.groups import queries, reports

    mine = list(queries.mine(account.acting_user(user)))
    coming = reports.next_of([one.group_id for one in mine], timezone.now())
    if json:
        click.echo(json_.dumps([_row(one, coming.get(one.group_id)) for one in mine], ensure_ascii=False, indent=2))
        return
    for one in mine:
        after = coming.get(one.group_id)
        when = f"  {after.starts_at:%Y-%m-%d %H:%M} {after.title}" if after else ""
        click.echo(f"{one.group.slug}  {one.group.name} ({one.get_role_display()}){when}")
    if not mine:
        click.echo("You are in no group yet. `kith groups start NAME` starts one.")


def _row(membership: Membership, coming: Next | None) -> dict[str, object]:
    after = {"title": coming.title, "starts": coming.starts_at.isoformat(), "place": coming.place} if coming else None
    group = membership.group
    return {"group": group.slug, "name": group.name, "role": membership.role, "next": after}


@command.command("start")
@click.argument("name")
@click.option("--like", default="circle", show_default=True, metavar="SORT", help="What sort of group it is.")
@click.option("--place", default="", help="Where it meets.")
@click.option("--user", metavar="EMAIL", help="Who organises it, where there are several accounts.")
def start(name: str, like: str, place: str, user: str | None) -> None:
    """Start a group and print its address. SORT: running, round_table, council, chamber, industry, circle, party."""
    ground.ready()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.cli import account
    from kith.groups import actions
    from kith.groups.starts import STARTS, start_of

    chosen = start_of(like)
    if chosen is None:
        raise click.ClickException(f"Say --like with one of: {', '.join(one.key for one in STARTS)}.")
    fields = {**chosen.fields(), "place": place}
    try:
        group = actions.start_group(account.acting_user(user), name=name, at=timezone.now(), fields=fields)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo(_address("groups:group", group.slug))


@command.command("invite")
@click.argument("group")
@click.option("--name", default="", help="Whom the link is for; only you see it.")
@click.option("--several", is_flag=True, help="Let up to thirty people join by it, not one.")
@click.option("--user", metavar="EMAIL", help="Who invites, where there are several accounts.")
def invite(group: str, name: str, several: bool, user: str | None) -> None:
    """Print a link that lets somebody join GROUP (the word in its address) within thirty days. Kith sends it to nobody."""
    ground.ready()
    from django.http import Http404
    from django.utils import timezone

    from kith.cli import account
    from kith.errors import Refused
    from kith.groups import actions, doors
    from kith.groups.actions.bringing import MANY

    try:
        membership = doors.inside(account.acting_user(user), group)
        most = MANY if several else 1
        _link, secret = actions.make_link(membership, name=name, most=most, at=timezone.now())
    except Http404 as error:
        raise click.ClickException(f"You are in no group with the address {group}.") from error
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(_address("groups:invited", secret))


def _address(name: str, word: str) -> str:
    from django.urls import reverse

    from kith.outbox.queries import full_address

    return full_address(reverse(name, args=[word]))
