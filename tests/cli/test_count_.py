"""`kith count` notes figures, takes files in, and lists what groups count."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from kith.challenges import actions
from kith.challenges.models import Entry
from kith.cli.count_ import command
from tests import make
from tests.challenges import files


@pytest.fixture
def kilometres(ada):
    return actions.count(make.group(ada, "Runners"), kind="kilometres", at=make.NOW)


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_figure_is_noted_and_listed(ada, kilometres):
    assert run("5,2").output == "Noted: 5.2 km (Kilometres, runners).\n"
    assert Entry.objects.get(owner=ada).amount == Decimal("5.2")

    assert run().output == "Kilometres (runners): this week 5.2 km, in all 5.2 km\n"
    [told] = json.loads(run("--json").output)
    assert (told["what"], told["four_weeks"], told["counted_by_kith"]) == ("Kilometres", "5.2", False)


def test_a_day_can_be_named(ada, kilometres):
    noted = json.loads(run("3", "--what", "kilometres", "--on", "2026-01-31", "--json").output)

    assert noted == {"group": "runners", "what": "Kilometres", "unit": "km", "amount": "3", "on": "2026-01-31"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["much"], "is not a figure"),
        (["-1", "--what", "kilometres"], "No such option"),
        (["0"], "greater than or equal to 0.01"),
        (["5", "--on", "2199-01-01"], "still to come"),
        (["5", "--what", "pages"], "No group of yours counts this"),
    ],
)
def test_what_cannot_be_noted_is_said(ada, kilometres, arguments, said):
    answer = run(*arguments)

    assert answer.exit_code != 0
    assert said in answer.output
    assert not Entry.objects.exists()


def test_of_several_things_one_has_to_be_named(ada, kilometres):
    actions.count(kilometres.group, kind="pages", at=make.NOW)

    assert "Say which with --what and --group: Kilometres (runners), Pages (runners)." in run("5").output


def test_files_are_taken_in_and_one_that_cannot_be_read_is_named(ada, kilometres, tmp_path):
    (tmp_path / "run.fit").write_bytes(files.fit())
    (tmp_path / "notes.txt").write_text("tomorrow")

    answer = run("--file", str(tmp_path / "run.fit"), "--file", str(tmp_path / "notes.txt"))

    assert answer.exit_code == 1
    assert "New: 1. Here already: 0.\nnotes.txt: It is none of what Kith reads here" in answer.output


def test_what_groups_of_others_count_is_not_there(ada, eve, kilometres):
    assert "No group of yours" in run("--user", eve.email).output
    assert "No group of yours" in run("5", "--user", eve.email).output
