"""`kith people` finds people and prints what the book says of them."""

import json

import pytest
from click.testing import CliRunner

from kith.cli.people_ import command
from tests import make
from tests.make import TODAY


@pytest.fixture
def ana(ada):
    """Somebody of whom much is known."""
    through = make.person(ada, "Bo Li")
    ana = make.person(
        ada,
        "Dr. Ana Ruiz",
        points=[make.email("ana@acme.example", label="work")],
        positions=[make.job("Acme", "CTO", started="2020")],
        occasions=[{"kind": "birthday", "month": 5, "day": 4}],
        labels=["pycon", "climbing"],
        interests=["chess"],
        notes="Knows everybody.",
        met_on="2024-05",
        met_at="PyCon",
        met_through=through,
    )
    make.interaction(ada, ana)
    return ana


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_record_has_everything(ana):
    [record] = json.loads(run("acme", "CLIMB", "--json").output)

    assert (record["id"], record["uid"], record["name"]) == (ana.pk, str(ana.uid), "Dr. Ana Ruiz")
    assert record["names"] == {
        "prefix": "Dr.", "given": "Ana", "additional": "", "family": "Ruiz", "suffix": "", "nickname": "",
    }  # fmt: skip
    assert record["points"] == [
        {"kind": "email", "value": "ana@acme.example", "label": "work", "preferred": False, "parts": []}
    ]
    assert (record["positions"][0]["organisation"], record["positions"][0]["started"]) == ("Acme", "2020")
    assert record["occasions"] == [{"kind": "birthday", "label": "", "month": 5, "day": 4, "year": None}]
    assert (record["labels"], record["interests"], record["notes"]) == (
        ["climbing", "pycon"], ["chess"], "Knows everybody.",
    )  # fmt: skip
    assert record["met"] == {"on": "2024-05", "at": "PyCon", "through": "Bo Li", "notes": ""}
    standing = record["standing"]
    assert (standing["touches"], standing["last_touch"]) == (1, TODAY.isoformat())
    assert standing["tier"] in {"known", "warm", "close"}


def test_in_words_it_is_a_line_each(ana):
    first, second = run().output.splitlines()

    assert first == "Bo Li · no touch yet"
    assert second.startswith("Dr. Ana Ruiz · CTO, Acme · ")
    assert second.endswith(f"last touch {TODAY}")


def test_nobody_is_no_fault(ana):
    assert run("zebra").output == "Nobody found.\n"
    assert json.loads(run("zebra", "--json").output) == []


def test_nobody_of_another_book_is_found(ana, eve):
    assert run("--user", eve.email).output == "Nobody found.\n"


def test_half_a_character_is_looked_for_and_not_found(ana):
    assert run("\udcff").output == "Nobody found.\n"
