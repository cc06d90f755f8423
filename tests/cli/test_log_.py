"""`kith log` saves a line as it was understood, and asks where somebody is not clear."""

import json

import pytest
from click.testing import CliRunner

from kith.cli.log_ import command
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests import make


def run(*arguments):
    return CliRunner().invoke(command, arguments)


@pytest.fixture
def two_anas(ada):
    """Two people of one first name."""
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme")])
    make.person(ada, "Ana Li")


def test_a_line_is_logged_and_said_back(ada):
    done = run("Met Ana Ruiz (CTO, Acme) at PyCon, climbs #pycon")

    assert done.output.startswith("Logged.\n")
    assert "  people: Ana Ruiz · CTO · Acme\n" in done.output
    assert Interaction.objects.get().place == "PyCon"
    assert Person.objects.get().positions.get().title == "CTO"


def test_words_need_no_quotes(ada):
    run("Met", "Ana", "Ruiz")

    assert Person.objects.get().name == "Ana Ruiz"


def test_a_first_name_of_several_is_asked_about_and_nothing_is_saved(two_anas):
    done = run("Call with Ana")

    assert done.exit_code == 1
    assert "Which Ana? Ana Ruiz (Acme), Ana Li\n" in done.output
    assert not Interaction.objects.exists()


def test_somebody_who_is_not_clear_can_be_said_to_be_new(two_anas):
    assert run("Call with Ana", "--new").exit_code == 0
    assert Person.objects.filter(name="Ana").count() == 1


def test_a_dry_run_shows_what_was_understood_and_saves_nothing(two_anas):
    done = run("Call with Ana about the report", "--dry-run")

    assert done.output.startswith("Understood, and not saved.\n  kind: call\n")
    assert done.output.endswith("Which Ana? Ana Ruiz (Acme), Ana Li\n")
    assert not Interaction.objects.exists()


def test_as_json_it_says_who_was_meant_and_what_was_saved(two_anas):
    facts = json.loads(run("Call with Ana Ruiz", "--json").output)

    assert (facts["saved"], facts["interaction"], facts["kind"]) == (True, Interaction.objects.get().pk, "call")
    assert facts["people"][0]["known_as"] == "Ana Ruiz"
    asked = json.loads(run("Call with Ana", "--dry-run", "--json").output)
    assert (asked["saved"], asked["interaction"]) == (False, None)
    assert asked["people"][0]["candidates"] == ["Ana Ruiz", "Ana Li"]


def test_what_lies_ahead_is_planned(ada):
    ana = make.person(ada, "Ana Ruiz")

    done = run("Call Ana Ruiz in 2 weeks")

    ana.refresh_from_db()
    assert done.output.startswith(f"Planned for {ana.next_touch_on}.\n")
    assert not Interaction.objects.exists()


def test_a_line_without_anybody_is_refused_in_words(ada):
    done = run("hm")

    assert done.exit_code == 1
    assert done.output.startswith("Error: Say with whom")


def test_without_an_account_it_says_what_to_do(db):
    assert run("Met Ana Ruiz").output.startswith("Error: There is no account yet.")
