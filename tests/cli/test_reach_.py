"""`kith reach` and `kith bench reach`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kith.cli.main import kith
from kith.people.models import Person
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from tests import make


@pytest.fixture
def run(ada):
    """Ana, who is close, knows Dee at Acme."""
    dee = make.person(ada, "Dee Fox", positions=[make.job("Acme", "CTO")])
    ana = make.person(ada, "Ana Ruiz")
    ties.overrule(ana, tier=3, on=make.TODAY)
    Acquaintance.objects.create(owner=ada, one=ana, other=dee, sureness=3)
    return lambda *words: CliRunner().invoke(kith, [*words, "--user", ada.email])


def test_paths_are_printed_with_their_reasons(run):
    found = run("reach", "org:Acme")

    assert found.exit_code == 0
    assert "1. Ana Ruiz → Dee Fox (CTO, Acme): " in found.output
    assert "You – Ana Ruiz: Close: you said so" in found.output
    assert "Weakest: " in found.output


def test_json_holds_the_same(run):
    found = json.loads(run("reach", "person:Dee", "Fox", "--json").output)

    [path] = found["paths"]
    assert found["kind"] == "person"
    assert [person["name"] for person in path["people"]] == ["Ana Ruiz", "Dee Fox"]
    assert path["chance"] == pytest.approx(path["steps"][0]["chance"] * path["steps"][1]["chance"], abs=1e-3)
    assert path["open"]
    assert not path["steps"][1]["guess"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nobody like that", "Nobody and nothing in your book is called “nobody like that”."),
        ("person:Zoe", "Nobody in your book is called “Zoe”."),
        ("org:Initech", "Your book has no organisation called “Initech”."),
        ("role:shepherd", "Nobody in your book works as “shepherd”."),
        ("skill:whistling", "Nobody in your book is known for “whistling”."),
        ("target:berlin", "None of your targets says “berlin”."),
        ("target:", "You have set no target yet."),
    ],
)
def test_who_or_what_is_not_found_is_an_error_that_says_so_and_whom_to_ask(run, typed, said):
    found = run("reach", typed)

    assert found.exit_code == 1
    assert said in found.stderr
    assert "Ask Ana Ruiz whom they know there." in found.stderr
    assert found.stdout == ""


def test_where_there_is_no_path_somebody_to_ask_is_named(run, ada):
    make.person(ada, "Zoe Far")

    found = run("reach", "person:zoe")

    assert found.exit_code == 0
    assert "No path yet" in found.output
    assert "Ask Ana Ruiz whom they know there." in found.output


def test_no_more_paths_than_asked_for(run, ada):
    bo = make.person(ada, "Bo Li")
    ties.overrule(bo, tier=2, on=make.TODAY)
    Acquaintance.objects.create(owner=ada, one=bo, other=Person.objects.get(name="Dee Fox"), sureness=3)

    assert len(json.loads(run("reach", "org:Acme", "--json").output)["paths"]) == 2
    assert len(json.loads(run("reach", "org:Acme", "--paths", "1", "--json").output)["paths"]) == 1


def test_nothing_to_look_for_is_said_so(run):
    found = run("reach", "org:")

    assert found.exit_code == 1
    assert "Whom or what do you want to reach?" in found.output


def test_the_search_is_timed_in_this_book_and_in_a_made_up_network(run):
    found = run("bench", "reach", "--people", "500", "--ties", "2000")

    assert found.exit_code == 0, found.output
    assert "This book: 3 people" in found.output
    assert "Made up: 500 people" in found.output
    assert "an organisation of 30" in found.output
