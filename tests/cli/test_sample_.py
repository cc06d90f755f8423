"""`kith sample` adds the sample network to a book, and takes it away."""

import json

import pytest
from click.testing import CliRunner

from kith.accounts.models import User
from kith.cli.sample_ import command
from kith.people.models import Person


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_it_makes_the_owner_of_an_empty_instance(db):
    done = run("--people", "40", "--json")

    owner = User.objects.get()
    assert json.loads(done.output)["people"] == 40
    assert owner.is_owner
    assert Person.objects.visible_to(owner).in_book().count() == 40


def test_it_says_in_words_what_it_did(ada):
    assert run("--people", "40").output.startswith("Added 40 invented people and ")
    assert run("--remove").output == "Removed the sample network.\n"


@pytest.mark.parametrize("again", [["--people", "40"], ["--remove", "--user", "eve@kith.example"]])
def test_what_the_rules_refuse_is_said_in_words(ada, eve, again):
    run("--people", "40", "--user", "ada@kith.example")

    done = run(*again, *([] if "--user" in again else ["--user", "ada@kith.example"]))

    assert done.exit_code == 1
    assert "sample network" in done.output


def test_removing_makes_no_owner(db):
    assert run("--remove").exit_code == 1
    assert not User.objects.exists()
