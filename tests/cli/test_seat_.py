"""`kith seat` on the command line."""

import json

import pytest
from click.testing import CliRunner

from kith.cli.main import kith
from kith.seating import checking


def said(*arguments):
    return CliRunner().invoke(kith, ["seat", *arguments])


def test_a_plan_is_printed_with_its_tables_and_what_is_possible():
    answer = said("--people", "9", "--size", "3", "--rounds", "4")

    assert answer.exit_code == 0
    assert answer.output.count("Table 3:") == 4
    assert "Nobody meets anybody twice." in answer.output
    assert "in threes, 9 people need 4 rounds at best; you have 4, and everybody meets." in answer.output


def test_repeats_are_named_with_the_least_that_is_possible():
    words = said("--people", "8", "--size", "4", "--rounds", "2").output

    assert "4 meetings are a repeat, and fewer are not possible." in words


def test_everybody_meets_everybody_as_json():
    answer = json.loads(said("--people", "10", "--size", "4", "--everyone", "--json").output)

    plan = [[[person - 1 for person in table] for table in row] for row in answer["rounds"]]
    assert checking.count(10, plan).unmet == answer["unmet"] == 0
    assert len(plan) == answer["fewest"] == 4


@pytest.mark.parametrize("wrong", [["--rounds", "2", "--everyone"], [], ["--rounds", "0"]])
def test_what_cannot_be_meant_is_refused(wrong):
    assert said("--people", "10", "--size", "4", *wrong).exit_code == 2
    assert "tables for one" in said("--people", "10", "--size", "1", "--everyone").output
