"""`kith today` prints whom to reach out to, with the reason and the evidence."""

import json
from datetime import timedelta

from click.testing import CliRunner

from kith.cli.today_ import command
from kith.interactions import actions
from tests import make


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_it_prints_reason_evidence_opener_and_day(ada):
    on = ada.today()
    promise = actions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report", due_on=on)

    [suggestion] = json.loads(run("--json").output)

    assert list(suggestion) == ["person", "reason", "evidence", "opener", "due"]
    assert (suggestion["person"], suggestion["due"]) == ("Ana Ruiz", on.isoformat())
    assert suggestion["reason"] == "You promised the report for today."
    assert suggestion["evidence"]["of"] == f"promise:{promise.pk}"
    assert "Ana" in suggestion["opener"]


def test_in_words_it_says_the_same(ada):
    actions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report", due_on=ada.today())

    assert run().output.startswith("Ana Ruiz\n  You promised the report for today.\n  “")


def test_another_day_can_be_asked_for(ada):
    later = ada.today() + timedelta(days=30)
    actions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report", due_on=later)

    assert json.loads(run("--json").output) == []
    assert len(json.loads(run("--json", "--on", later.isoformat()).output)) == 1


def test_an_empty_day_is_fine(ada):
    assert run().output == "Nobody today. That is fine.\n"
