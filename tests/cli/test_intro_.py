"""`kith intro` takes an introduction from the draft to the thanks."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kith.cli.intro_ import command
from kith.introductions.models import Introduction
from kith.outbox.models import Letter
from tests.introductions import given


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_from_the_draft_to_the_thanks(ada):
    given.ana(ada)
    assert "A draft" in run("draft", "Ana Ruiz", "Cem Acar", "--for", "To learn.").output
    made = Introduction.objects.get()
    assert "Why I ask: To learn." in run("show", made.pk).output

    for words in (["ask"], ["agree", "--words", "Gladly."], ["agree", "--contact", "cem@acar.example"]):
        name, *more = words
        answer = run(name, made.pk, *more)
        assert answer.exit_code == 0, answer.output
    run("introduce", made.pk, "--add")
    run("meet", made.pk, "--on", "2026-01-05", "--words", "Talked.")
    run("outcome", made.pk, "advice")
    done = json.loads(run("thank", made.pk, "--json").output)

    assert (done["state"], done["other"], done["outcome"]) == ("thanked", "Cem Acar", "advice")
    assert done["steps"][0]["text"] == "Both thanked"
    assert json.loads(run("list", "--json").output) == []
    assert len(json.loads(run("list", "--all", "--json").output)) == 1


def test_two_are_introduced(ada, settings):
    given.can_write(settings)
    given.ana(ada), given.bo(ada)
    run("make", "Ana Ruiz", "Bo Li", "--because", "You climb.")
    made = Introduction.objects.get()
    assert run("ask", made.pk, "--mail").exit_code == 0
    run("agree", made.pk)
    run("ask", made.pk)
    run("agree", made.pk)
    assert run("introduce", made.pk, "--mail").exit_code == 0
    assert Letter.objects.filter(key__endswith=":both").count() == 1


def test_a_no_that_was_told_ends_it(ada):
    made = given.asked_for(ada)
    run("ask", made.pk)
    assert "Came to nothing" in run("decline", made.pk, "never").output
    assert f"{made.pk}  Bo Li" in run("list", "--all").output


@pytest.mark.parametrize(
    "words",
    [("thank", 1), ("show", 99), ("ask", 1, "--mail"), ("draft", "Nobody", "Bo"), ("make", "Ana Ruiz", "Ana Ruiz")],
)
def test_what_cannot_be_done_is_said_in_words(ada, words):
    made = given.asked_for(ada)
    said = run(*[made.pk if word == 1 else word for word in words])
    assert said.exit_code == 1
    assert said.output.startswith("Error: ")


def test_the_list_says_what_comes_next(ada):
    made = given.asked_for(ada)
    assert run("list").output.strip() == f"{made.pk}  Bo Li, through Ana Ruiz: A draft: nobody is asked yet → Ask Ana"
    run("withdraw", made.pk)
    assert "None are on their way." in run("list").output


def test_one_of_another_book_is_not_there(ada, eve):
    made = given.asked_for(ada)
    assert run("show", made.pk, "--user", "eve@kith.example").exit_code == 1
