"""kith.network.reactions: whatever changes in a book, answers, levels and the map are right at the next look."""

from __future__ import annotations

import pytest

from kith.acquaintances import actions as acquaintances
from kith.cli.reach_ import _facts
from kith.duplicates import actions as merging
from kith.imports import actions as imports
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction
from kith.introductions.models import IntroducerRule, Introduction
from kith.network import circle_names, levels, loading, mapping, storing, texts
from kith.network.answers import answer
from kith.network.finding import find
from kith.network.loading import load_network
from kith.network.map_page import drawing
from kith.network.mapping import map_of
from kith.network.questions import read
from kith.people import actions as people
from kith.people.models import Label, Organisation, Person
from kith.sample import actions as sample
from kith.ties import actions as ties
from kith.ties.models import Acquaintance, Inroad
from tests import make

NOW, TODAY = make.NOW, make.TODAY
ASKED = ("org:acme", "person:dee", "role:cto", "skill:climbing", "canary", "target:")


@pytest.fixture
def book(ada):
    """Ana, who is close, climbs with Dee of Acme, whom Bo and Cem know as well; the user does not."""
    dee = make.person(ada, "Dee Fox", positions=[make.job("Acme", "CTO")], labels=["climbing"])
    for name, tier in (("Ana Ruiz", 3), ("Bo Li", 2), ("Cem Ay", 1)):
        one = make.person(ada, name, labels=["climbing"] if tier > 1 else [])
        ties.overrule(one, tier=tier, on=TODAY)
        Acquaintance.objects.create(owner=ada, one=one, other=dee, sureness=tier)
    Inroad.objects.create(owner=ada, person=get("Bo Li"), organisation=acme(), role="somebody in sales")
    return ada


def get(name) -> Person:
    return Person.objects.get(name=name)


def acme() -> Organisation:
    return Organisation.objects.get(key="acme")


def shown(owner):
    """All that the pages say: answers to questions of every kind, every level, the map."""
    network = load_network(owner, TODAY)
    found = texts.texts_of(owner, network)
    answers = [_facts(answer(owner, find(owner, read(one), found), network, TODAY, weak=True)) for one in ASKED]
    rows = [
        (row.person.name, row.via and row.via.name, row.steps)
        for level in levels.LEVELS
        for row in levels.rows(owner, network, levels.at_level(network, level).tolist())
    ]
    return answers, rows, drawing(owner, network, map_of(network))


def shown_anew(owner):
    """The same when nothing is kept of what was worked out before."""
    storing.delete(owner.pk)
    for shelf in (loading._open, mapping._open, texts._read, circle_names._named):
        shelf.clear()
    return shown(owner)


def rename_place(_owner):
    people.edit_organisation(acme(), fields={"name": "Apex"})


def rename_label(_owner):
    people.rename_label(Label.objects.get(name="climbing"), "bouldering", at=NOW)


def remove_label(_owner):
    people.remove_label(Label.objects.get(name="climbing"))


def change_job(_owner):
    dee = get("Dee Fox")
    place = [make.job("Acme", "Gardener", started="2020")]
    people.edit_person(dee, at=NOW, version=dee.version, fields={}, positions=place)


def rename_person(_owner):
    dee = get("Dee Fox")
    people.edit_person(dee, at=NOW, version=dee.version, fields={"name": "Vera Fox"})


def say_acquaintance(owner):
    acquaintances.say(owner, "Cem Ay knows Flo Ash well", on=TODAY)


def say_inroad(owner):
    acquaintances.say(owner, "Ana Ruiz knows somebody at Acme", on=TODAY)


def take_back(owner):
    said = acquaintances.say(owner, "Ana Ruiz knows somebody at Acme, and Flo Ash", on=TODAY)
    shown(owner)
    acquaintances.take_back(owner, said.undo, at=NOW)


def forget_inroad(_owner):
    acquaintances.forget(Inroad.objects.get())


def forget_acquaintance(_owner):
    acquaintances.forget(Acquaintance.objects.get(one=get("Ana Ruiz")))


def deny(_owner):
    acquaintances.confirm(get("Ana Ruiz"), get("Dee Fox"), on=TODAY, sureness=0)


def merge(_owner):
    merging.merge(get("Bo Li"), get("Cem Ay"), at=NOW)


def split(owner):
    merged = merging.merge(get("Bo Li"), get("Cem Ay"), at=NOW)
    shown(owner)
    merging.split(merged, at=NOW)


def bring_in(owner):
    make.imported(owner, "canary")


def undo_import(owner):
    started = make.imported(owner, "canary")
    shown(owner)
    imports.undo(started.pk, now=NOW)


def put_away(_owner):
    people.bin_people([get("Ana Ruiz")], at=NOW)


def bring_back(owner):
    put_away(owner)
    shown(owner)
    people.restore_people([get("Ana Ruiz")])


def erase(_owner):
    people.erase_people([get("Ana Ruiz")], at=NOW)


def meet(owner):
    make.interaction(owner, get("Cem Ay"), get("Dee Fox"))


def unmeet(owner):
    meet(owner)
    shown(owner)
    interactions.bin(Interaction.objects.get(), at=NOW)


def ask(owner):
    Introduction.objects.create(
        owner=owner, introducer=get("Ana Ruiz"), other_name="Dee", state="introducer_asked", asked_at=NOW, tier=3
    )


def not_now(owner):
    IntroducerRule.objects.create(owner=owner, introducer=get("Ana Ruiz"), kind="never", said_on=TODAY)


def sample_and_back(owner):
    sample.add_sample(owner, now=NOW, size=60)
    shown(owner)
    sample.remove_sample(owner, now=NOW)


CHANGES = [
    *(rename_place, rename_label, remove_label, change_job, rename_person),
    *(say_acquaintance, say_inroad, forget_inroad, forget_acquaintance, deny),
    *(merge, bring_in, put_away, erase, meet, ask, not_now),
]
ROUNDS = [take_back, split, undo_import, bring_back, unmeet, sample_and_back]  # these may end where they began


@pytest.mark.parametrize("change", [*CHANGES, *ROUNDS], ids=lambda change: change.__name__)
def test_the_next_look_is_right_after(book, change):
    before = shown(book)

    change(book)

    after = shown(book)
    assert after == shown_anew(book)
    assert change in ROUNDS or after != before
