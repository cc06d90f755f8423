"""`kith reach`: through whom one gets to a person, an organisation, a role, a skill or a target."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kith.network.answers import Answer, Way


@click.command("reach")
@click.argument("query", nargs=-1, required=True)
@click.option("--paths", type=click.IntRange(1, 100), default=10, show_default=True, help="Paths at most.")
@click.option(
    "--first", type=click.Choice(["weak", "strong"]), help="Which ties come first; as the target says, else weak."
)
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(query: tuple[str, ...], paths: int, first: str | None, user: str | None, as_json: bool) -> None:
    """Find paths of introduction: kith reach org:Acme, person:"Bo Li", role:"data engineer", skill:climbing, target:berlin."""
    ground.ready()
    found = _answer(" ".join(query).encode(errors="replace").decode(), paths, first, user)
    if found.wanted.nobody:
        raise click.ClickException("\n".join([found.wanted.nobody, *_instead(found)]))
    if as_json:
        click.echo(json.dumps(_facts(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            click.echo(line)


def _answer(text: str, paths: int, first: str | None, user: str | None) -> Answer:
    from kith.cli.account import acting_user
    from kith.network.answers import answer
    from kith.network.finding import find
    from kith.network.loading import load_network
    from kith.network.questions import read
    from kith.network.texts import texts_of
    from kith.ties import actions

    owner = acting_user(user)
    on = owner.today()
    actions.keep_current(owner, on=on)
    network = load_network(owner, on)
    question = read(text)
    if not question:
        raise click.ClickException("Whom or what do you want to reach? For example: kith reach org:Acme")
    wanted = find(owner, question, texts_of(owner, network))
    is_weak = first == "weak" if first else wanted.target is None or wanted.target.weak_ties_first
    return answer(owner, wanted, network, on, weak=is_weak, paths=paths)


def _instead(found: Answer) -> Iterator[str]:
    """What else may have been meant, and whom to ask."""
    for choice in found.wanted.choices:
        yield f"  Perhaps: kith reach {choice.query!r}"
    for person in found.askable:
        yield f"  Ask {person.name} whom they know there."


def _lines(found: Answer) -> Iterator[str]:
    yield found.wanted.title
    for choice in found.wanted.choices:
        yield f"  or: {choice.query} ({choice.label})"
    for contact in found.direct:
        yield f"You know {_named(contact.person.name, contact.role)}, level {contact.level}."
    if found.more_direct:
        yield f"And {found.more_direct} more there."
    for inroad in found.inroads:
        yield f"{inroad.person.name}: {inroad.text}. {inroad.ask}."
    for number, way in enumerate(found.ways, 1):
        yield from _way(number, way)
    if not (found.ways or found.direct or found.inroads):
        yield "No path yet: nobody is known to know anybody there."
        yield from _instead(found)


def _way(number: int, way: Way) -> Iterator[str]:
    names = [step.other.name for step in way.steps]
    yield f"{number}. {' → '.join(names[:-1])} → {_named(names[-1], way.role)}: {way.words}, {way.odds}"
    for step in way.steps:
        reasons = "; ".join(reason.text for reason in step.reasons)
        yield f"   {step.one.name if step.one else 'You'} – {step.other.name}: {reasons}"
    weak = way.weakest_step
    yield f"   Weakest: {weak.one.name if weak.one else 'you'} – {weak.other.name}. {way.balance.words}"
    if way.asked and way.asked.last_asked_on:
        yield f"   Last asked for an introduction on {way.asked.last_asked_on:%Y-%m-%d}."
    if not way.is_open:
        yield f"   Not now: {way.why_not}"


def _named(name: str, role: str) -> str:
    return f"{name} ({role})" if role else name


def _facts(found: Answer) -> dict[str, Any]:
    wanted = found.wanted
    return {
        "kind": wanted.kind.value,
        "title": wanted.title,
        "choices": [{"query": choice.query, "label": choice.label} for choice in wanted.choices],
        "direct": [
            {"id": one.person.pk, "name": one.person.name, "role": one.role, "level": one.level} for one in found.direct
        ],
        "inroads": [{"id": one.person.pk, "name": one.person.name, "text": one.text} for one in found.inroads],
        "paths": [_path(way) for way in found.ways],
        "ask": [{"id": person.pk, "name": person.name} for person in found.askable],
    }


def _path(way: Way) -> dict[str, Any]:
    asked_on = way.asked.last_asked_on if way.asked else None
    return {
        "people": [{"id": step.other.pk, "name": step.other.name} for step in way.steps],
        "role": way.role,
        "chance": round(way.chance, 4),
        "steps": [
            {"chance": round(step.chance, 4), "reasons": [one.text for one in step.reasons], "guess": step.is_guess}
            for step in way.steps
        ],
        "weakest": way.weakest,
        "level": way.level,
        "mutual": way.mutual,
        "last_asked": asked_on.isoformat() if asked_on else None,
        "open": way.is_open,
        "why_not": way.why_not,
        "given": way.balance.given,
        "taken": way.balance.taken,
    }
