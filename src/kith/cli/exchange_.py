"""`kith exchange`: what the user asks for and offers, and what fits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.accounts.models import User
    from kith.exchange.models import Wish
    from kith.exchange.queries import Fitting

_user = click.option("--user", help="Whose book (KITH_USER).")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_to = click.option(
    "--to",
    "shown_to",
    default="book",
    show_default=True,
    help="Who sees it: book (nobody), people, groups, or the address word of one group.",
)
_for = click.option("--for", "person", help="Whose it is, if not yours: somebody of your book, by id or name.")
_until = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day until which it stands.")


@click.group("exchange")
def command() -> None:
    """What you ask for, what you can give, and what fits."""


@command.command("list")
@_user
@_json
def list_(user: str | None, as_json: bool) -> None:
    """Print your asks and offers, and what fits, each with the reason."""
    owner = _owner(user)
    from kith.exchange import queries
    from kith.exchange.models import Ask, Offer

    asks, offers = list(queries.wishes(Ask, owner)), list(queries.wishes(Offer, owner))
    fitting = queries.fitting(owner, owner.today())
    if as_json:
        record = {"asks": [_record(one) for one in asks], "offers": [_record(one) for one in offers]}
        click.echo(json.dumps({**record, "matches": [_fit(one) for one in fitting]}, ensure_ascii=False, indent=1))
        return
    for name, found in (("Asks", asks), ("Offers", offers)):
        click.echo("\n".join([f"{name}:", *(_line(one) for one in found)]) if found else f"{name}: none")
    for one in fitting:
        click.echo(f"{one.match.get_kind_display()}: {one.match.ask} – {one.match.offer} ({'; '.join(one.why)})")


@command.command("ask")
@click.argument("text")
@_to
@_for
@_until
@_user
@_json
def ask(text: str, shown_to: str, person: str | None, until: Any, user: str | None, as_json: bool) -> None:
    """Ask for what TEXT says, in one sentence."""
    _add("ask", text, shown_to, person, until, user, as_json)


@command.command("offer")
@click.argument("text")
@_to
@_for
@_until
@_user
@_json
def offer(text: str, shown_to: str, person: str | None, until: Any, user: str | None, as_json: bool) -> None:
    """Offer what TEXT says, in one sentence."""
    _add("offer", text, shown_to, person, until, user, as_json)


def _owner(user: str | None) -> User:
    ground.ready()
    from kith.cli.account import acting_user

    return acting_user(user)


def _add(kind: str, text: str, shown_to: str, person: str | None, until: Any, user: str | None, as_json: bool) -> None:
    owner = _owner(user)
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.cli.merge_ import named
    from kith.exchange import actions

    make = actions.make_ask if kind == "ask" else actions.make_offer
    now = timezone.now()
    try:
        made = make(
            owner,
            text=text,
            at=now,
            person=named(owner, person) if person else None,
            until=until.date() if until else None,
            **_audience(owner, shown_to),
        )
    except ValidationError as error:
        raise click.ClickException("; ".join(error.messages)) from error
    actions.refresh(owner, now=now)
    click.echo(json.dumps(_record(made), ensure_ascii=False, indent=1) if as_json else _line(made).strip())


def _audience(owner: User, shown_to: str) -> dict[str, Any]:
    from kith.exchange.models import Audience
    from kith.groups.models import Group

    if shown_to in {Audience.BOOK, Audience.PEOPLE, Audience.GROUPS}:
        return {"audience": shown_to}
    group = Group.objects.of(owner).filter(slug=shown_to).first()
    if group is None:
        raise click.ClickException(f"You are in no group with the address word {shown_to}.")
    return {"audience": Audience.GROUP, "group": group}


def _record(wish: Wish) -> dict[str, Any]:
    return {
        "uid": str(wish.uid),
        "text": wish.text,
        "more": wish.more,
        "for": wish.person.name if wish.person else None,
        "shown_to": wish.group.slug if wish.group else wish.audience,
        "until": wish.until.isoformat() if wish.until else None,
        "state": wish.state,
    }


def _fit(fitting: Fitting) -> dict[str, Any]:
    match = fitting.match
    return {"kind": match.kind, "ask": match.ask.text, "offer": match.offer.text, "why": list(fitting.why)}


def _line(wish: Wish) -> str:
    whose = f" (for {wish.person.name})" if wish.person else ""
    until = f", until {wish.until}" if wish.until else ""
    return f"  {wish.text}{whose} [{wish.get_state_display()}{until}]"
