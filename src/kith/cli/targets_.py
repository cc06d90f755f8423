"""`kith targets`: what the user aims for, whom they know there, and where there is nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.targets.queries import AimCovered, Coverage, Shown


@click.command("targets")
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(user: str | None, as_json: bool) -> None:
    """Print every target with its coverage: whom you know at what level, who could lead there, where there is nobody."""
    ground.ready()
    from kith.cli.account import acting_user
    from kith.targets import queries
    from kith.ties import actions

    owner = acting_user(user)
    today = owner.today()
    actions.keep_current(owner, on=today)
    found = queries.shown(owner, today)
    if as_json:
        click.echo(json.dumps([_record(shown) for shown in found], ensure_ascii=False, indent=1))
        return
    for shown in found:
        click.echo("\n".join(_lines(shown)) + "\n")
    if not found:
        click.echo("No target yet. One sentence is enough: write it on the page Targets.")


def _record(shown: Shown) -> dict[str, Any]:
    from kith.targets.queries import pitches

    target = shown.target
    return {
        "id": target.pk,
        "sentence": target.sentence,
        "by": target.by.isoformat() if target.by else None,
        "state": target.state,
        "weak_ties_first": target.weak_ties_first,
        "pitches": {str(said.length): said.now.text for said in pitches(target) if said.now},
        "card": shown.is_card_on,
        "answers": shown.waiting,
        "aims": [_aim(covered) for covered in _coverage(shown).aims],
    }


def _aim(covered: AimCovered) -> dict[str, Any]:
    return {
        "kind": covered.aim.kind,
        "text": covered.aim.text,
        "code": covered.aim.code,
        "state": covered.state,
        "levels": list(covered.counts),
        "people": [{"name": one.person.name, "level": one.level, "why": one.why} for one in covered.seen],
        "through": [{"name": way.person.name, "why": way.why} for way in covered.ways],
    }


def _lines(shown: Shown) -> list[str]:
    """The sentence, how many can be reached, and a line for each aim."""
    by = f" (by {shown.target.by})" if shown.target.by else ""
    lines = [f"{shown.target.sentence}{by}"]
    lines += [f"  {summary.words}" for summary in _coverage(shown).summaries]
    return lines + [f"  {covered.aim.text}: {_who(covered)}" for covered in _coverage(shown).aims]


def _coverage(shown: Shown) -> Coverage:
    assert shown.coverage is not None  # as a day was given
    return shown.coverage


def _who(covered: AimCovered) -> str:
    known = [f"{one.person.name} (level {one.level})" for one in covered.seen]
    known += [f"{way.person.name}, who {way.why}" for way in covered.ways]
    return ", ".join(known) + (f", {covered.more} more" if covered.more > 0 else "") if known else "nobody"
