"""`kith reach` and `kith bench reach`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kith.cli.main import kith
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


def test_where_there_is_no_path_somebody_to_ask_is_named(run):
    found = run("reach", "nobody like that")

    assert found.exit_code == 0
    assert "No path yet." in found.output
    assert "Ask Ana Ruiz whom they know there." in found.output


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
