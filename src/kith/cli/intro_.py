"""`kith intro`: introductions, from the draft to the thanks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from datetime import datetime

    from kith.accounts.models import User
    from kith.introductions.actions import Said
    from kith.introductions.models import Introduction

_user = click.option("--user", help="Whose book (KITH_USER).")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_words = click.option("--words", default="", help="What was said with it.")
_on = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was, if not today.")
_outcomes = ["good_talk", "advice", "referral", "opening", "nothing"]
_NO = ["not_now", "not_for", "never"]


@click.group("intro")
def command() -> None:
    """Introductions: ask for one, introduce two people, and see each through to the thanks."""


@command.command("list")
@click.option("--all", "with_over", is_flag=True, help="Also the ones that are over.")
@_user
@_json
def list_(with_over: bool, user: str | None, as_json: bool) -> None:
    """Print introductions on their way, the ones with your own move first."""
    owner = _owner(user)
    from kith.introductions import queries, story

    mine = queries.waiting(owner, owner.today()).values_list("pk", flat=True)
    place = {pk: number for number, pk in enumerate(mine)}
    every = queries.introductions_of(owner)
    shown = every if with_over else every.filter(state__in=queries.UNDER_WAY)
    found = sorted(shown, key=lambda one: place.get(one.pk, len(place)))
    if as_json:
        click.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        told = story.told(one)
        click.echo(
            f"{one.pk:>5}  {told.headline}: {told.standing}" + (f" → {told.next_step}" if told.next_step else "")
        )
    if not found:
        click.echo("None are on their way.")


@command.command("show")
@click.argument("introduction", type=int)
@_user
@_json
def show(introduction: int, user: str | None, as_json: bool) -> None:
    """Print the whole story of one, and the text that can be sent now."""
    found = _found(_owner(user), introduction)
    from kith.introductions import story

    if as_json:
        click.echo(json.dumps(_record(found), ensure_ascii=False, indent=1))
        return
    told = story.told(found)
    click.echo(f"{told.headline}: {told.standing}")
    for event in story.events(found):
        click.echo(f"{event.on}  {event.text}" + (f": {event.words}" if event.words else ""))
    for draft in story.drafts(found):
        click.echo(f"\n{draft.title}:\n{draft.text}")


@command.command("draft")
@click.argument("introducer")
@click.argument("other")
@click.option("--for", "purpose", default="", help="What for, in one or two sentences.")
@click.option("--target", type=int, help="The id of the target that it serves.")
@_user
@_json
def draft(introducer: str, other: str, purpose: str, target: int | None, user: str | None, as_json: bool) -> None:
    """Begin to ask INTRODUCER for an introduction to OTHER: people by id or name; OTHER may be nobody of the book."""
    owner = _owner(user)
    from django.utils import timezone

    from kith.cli.merge_ import named
    from kith.introductions import actions
    from kith.people.models import Person
    from kith.targets.models import Target

    known = Person.objects.visible_to(owner).in_book()
    is_id = other.isascii() and other.isdigit() and len(other) < 12
    someone = known.filter(pk=int(other)).first() if is_id else _only(owner, other)
    with _said_plainly():
        aim = Target.objects.visible_to(owner).filter(pk=target).first() if target else None
        made = actions.draft(
            owner,
            introducer=named(owner, introducer),
            other=someone,
            other_name=other,
            target=aim,
            purpose=purpose,
            at=timezone.now(),
        )
    _done(made, as_json)


@command.command("make")
@click.argument("one")
@click.argument("other")
@click.option("--because", "purpose", default="", help="Why they might like to know each other.")
@_user
@_json
def make(one: str, other: str, purpose: str, user: str | None, as_json: bool) -> None:
    """Begin to introduce two people of the book to each other, each named by id or name; ONE is asked first."""
    owner = _owner(user)
    from django.utils import timezone

    from kith.cli.merge_ import named
    from kith.introductions import actions

    with _said_plainly():
        first, second = named(owner, one), named(owner, other)
        made = actions.make(owner, party=first, other=second, purpose=purpose, at=timezone.now())
    _done(made, as_json)


@command.command("ask")
@click.argument("introduction", type=int)
@click.option("--mail", is_flag=True, help="Have Kith write the letter; else you have asked in your own words.")
@_user
@_json
def ask(introduction: int, mail: bool, user: str | None, as_json: bool) -> None:
    """Ask whoever is to be asked next: the introducer, or one of two whom you introduce."""
    found = _found(_owner(user), introduction)
    is_second = found.kind == "made" and found.state not in ("drafted", "introducer_asked")
    moves = ("write_other", "asked_other") if is_second else ("write", "asked")
    _move(found, "me", moves[0] if mail else moves[1], as_json)


@command.command("agree")
@click.argument("introduction", type=int)
@click.option("--contact", default="", help="How the other side wants to be reached.")
@_words
@_user
@_json
def agree(introduction: int, contact: str, words: str, user: str | None, as_json: bool) -> None:
    """Write down that whoever was asked said yes."""
    found = _found(_owner(user), introduction)
    _move(found, _asked(found), "agree", as_json, contact=contact, words=words)


@command.command("decline")
@click.argument("introduction", type=int)
@click.argument("how", type=click.Choice(_NO), default="not_now")
@_user
@_json
def decline(introduction: int, how: str, user: str | None, as_json: bool) -> None:
    """Write down that whoever was asked told you no."""
    found = _found(_owner(user), introduction)
    _move(found, _asked(found), how, as_json)


@command.command("introduce")
@click.argument("introduction", type=int)
@click.option("--by", type=click.Choice(["me", "introducer"]), default="me", help="Who introduced.")
@click.option("--mail", is_flag=True, help="Of two whom you introduce: have Kith write the one letter to both.")
@click.option("--add", is_flag=True, help="Put the other side into the book.")
@_user
@_json
def introduce(introduction: int, by: str, mail: bool, add: bool, user: str | None, as_json: bool) -> None:
    """Write down that the two are in touch."""
    found = _found(_owner(user), introduction)
    _move(found, by, "write_both" if mail else "introduce", as_json, adds_person=add)


@command.command("meet")
@click.argument("introduction", type=int)
@_on
@_words
@_user
@_json
def meet(introduction: int, on: datetime | None, words: str, user: str | None, as_json: bool) -> None:
    """Write down that you have met."""
    _move(_found(_owner(user), introduction), "me", "meet", as_json, on=on.date() if on else None, words=words)


@command.command("outcome")
@click.argument("introduction", type=int)
@click.argument("outcome", type=click.Choice(_outcomes))
@_words
@_user
@_json
def outcome(introduction: int, outcome: str, words: str, user: str | None, as_json: bool) -> None:
    """Write down what came of it."""
    _move(_found(_owner(user), introduction), "me", "note_outcome", as_json, outcome=outcome, words=words)


@command.command("thank")
@click.argument("introduction", type=int)
@_on
@_user
@_json
def thank(introduction: int, on: datetime | None, user: str | None, as_json: bool) -> None:
    """Write down that you have thanked both ends."""
    _move(_found(_owner(user), introduction), "me", "thank", as_json, on=on.date() if on else None)


@command.command("withdraw")
@click.argument("introduction", type=int)
@_user
@_json
def withdraw(introduction: int, user: str | None, as_json: bool) -> None:
    """Withdraw it."""
    _move(_found(_owner(user), introduction), "me", "withdraw", as_json)


def _owner(user: str | None) -> User:
    ground.ready()
    from kith.cli.account import acting_user

    return acting_user(user)


def _found(owner: User, introduction: int) -> Introduction:
    from kith.introductions import queries

    found: Introduction | None = queries.introductions_of(owner).filter(pk=introduction).first()
    if found is None:
        raise click.ClickException(f"There is no introduction {introduction}. `kith intro list --all` prints them.")
    return found


def _only(owner: User, text: str) -> Any:
    """Whoever of the book has this name alone; else it is a name and no more."""
    from kith.people import queries
    from kith.people.folding import fold

    found = [each for each in queries.find_people(owner, text) if fold(each.name) == fold(text)]
    return found[0] if len(found) == 1 else None


def _asked(introduction: Introduction) -> str:
    """Who has been asked last."""
    from kith.introductions.moves import first_of

    is_first = introduction.state in ("introducer_asked", "expired")
    return str(first_of(introduction.kind).value) if is_first else "other"


def _move(introduction: Introduction, actor: str, move: str, as_json: bool, **said: Any) -> None:
    from django.utils import timezone

    from kith.introductions import actions
    from kith.introductions.moves import Door

    words: Said = actions.Said(**said)
    door = Door.OWN if actor == "me" else Door.TOLD
    with _said_plainly():
        moved = actions.act(introduction, actor=actor, move=move, door=door, at=timezone.now(), said=words)
    _done(moved, as_json)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Rules and wrong input become messages of the command line."""
    from django.core.exceptions import ValidationError

    from kith.errors import Refused

    try:
        yield
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except Refused as error:
        raise click.ClickException(str(error)) from error


def _done(introduction: Introduction, as_json: bool) -> None:
    from kith.introductions import story

    if as_json:
        click.echo(json.dumps(_record(introduction), ensure_ascii=False))
    else:
        told = story.told(introduction)
        click.echo(f"{introduction.pk}  {told.headline}: {told.standing}")


def _record(introduction: Introduction) -> dict[str, Any]:
    from kith.introductions import story

    told = story.told(introduction)
    return {
        "id": introduction.pk,
        "kind": introduction.kind,
        "state": introduction.state,
        "since": str(told.on) if told.on else None,
        "introducer": introduction.introducer.name if introduction.introducer else None,
        "party": introduction.party.name if introduction.party else None,
        "other": introduction.to,
        "target": introduction.target_id,
        "purpose": introduction.purpose,
        "blurb": introduction.blurb,
        "outcome": introduction.outcome,
        "next": told.next_step,
        "steps": [
            {"on": str(event.on), "text": event.text, "words": event.words} for event in story.events(introduction)
        ],
    }
