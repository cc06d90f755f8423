"""`kith targets` prints what is aimed for, and whom the user knows there."""

from __future__ import annotations

import json

from click.testing import CliRunner

from kith.cli.targets_ import command
from kith.targets import actions
from kith.ties.models import Inroad
from tests import make
from tests.targets import given


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def _aiming(ada):
    target = given.target(ada, "A job at a grid")
    given.known(ada, "Bo Li", 1, make.job("Acme", "CTO"))
    ana = given.known(ada, "Ana", 2)
    for name in ("Acme", "Globex", "Hooli"):
        actions.add_aim(target, kind="organisation", text=name)
    Inroad.objects.create(owner=ada, person=ana, organisation=given.organisation(ada, "Globex"))
    actions.write_pitch(target, length="short", text="I build grids.")


def test_it_says_whom_one_knows_and_where_there_is_nobody(ada):
    _aiming(ada)

    assert run().output.splitlines() == [
        "A job at a grid",
        "  2 of 3 organisations reachable, 1 with nobody",
        "  Acme: Bo Li (level 2)",
        "  Globex: Ana, who knows somebody there",
        "  Hooli: nobody",
        "",
    ]


def test_as_json_it_says_the_same(ada):
    _aiming(ada)

    [target] = json.loads(run("--json").output)

    assert target["sentence"] == "A job at a grid"
    assert target["pitches"] == {"short": "I build grids."}
    assert [(aim["state"], aim["levels"]) for aim in target["aims"]] == [
        ("known", [0, 1, 0]),
        ("through", [0, 0, 0]),
        ("nobody", [0, 0, 0]),
    ]
    assert target["aims"][0]["people"] == [{"name": "Bo Li", "level": 2, "why": "CTO"}]


def test_without_a_target_it_says_how_to_begin(ada):
    assert "One sentence is enough" in run().output
