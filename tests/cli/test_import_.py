"""`kith import` brings files in by the steps that the pages take, and says what that did."""

import json

import pytest
from click.testing import CliRunner

from kith.accounts.models import User
from kith.cli.import_ import command
from kith.imports.models import Import
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests import make
from tests.archive import given as archives
from tests.imports import given, mailboxes
from tests.make import NOW

KEYS = ["created", "merged", "updated", "unchanged", "refused", "interactions", "import"]


@pytest.fixture
def export(tmp_path):
    """A LinkedIn export with two connections and a message."""
    ana = given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO")
    hello = given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC")
    return given.linkedin(tmp_path / "linkedin.zip", [ana, given.connection("Bo Li", "bo-li")], [hello])


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_it_prints_one_object_with_just_these_keys(ada, export):
    done = run(export, "--json")

    facts = json.loads(done.output)
    assert list(facts) == ["created", "merged", "updated", "unchanged", "refused", "interactions", "import"]
    assert {key: facts[key] for key in KEYS[:-1]} == {
        "created": 2, "merged": 0, "updated": 0, "unchanged": 0, "refused": [], "interactions": 3,
    }  # fmt: skip
    assert Import.objects.get(pk=facts["import"]).state == Import.State.DONE
    assert done.exit_code == 0


def test_the_same_file_again_is_unchanged(ada, export):
    run(export)

    facts = json.loads(run(export, "--json").output)

    assert (facts["created"], facts["unchanged"], facts["interactions"]) == (0, 2, 0)


def test_in_words_it_says_the_same_and_how_to_go_back(ada, export):
    assert run(export).output == (
        "People: 2 new.\nNew interactions: 3.\nYou can take it back as one step on the page Imports.\n"
    )


def test_a_dry_run_counts_the_same_and_leaves_nothing(ada, export):
    facts = json.loads(run(export, "--dry-run", "--json").output)

    assert (facts["created"], facts["interactions"], facts["import"]) == (2, 3, None)
    assert not Person.objects.exists()
    assert not Import.objects.exists()
    assert "nothing has changed" in run(export, "--dry-run").output


def test_it_makes_the_owner_of_an_empty_instance_but_not_in_a_dry_run(db, export):
    run(export, "--dry-run")
    nobody = User.objects.count()
    run(export, "--user", "me@kith.example")

    assert nobody == 0
    assert User.objects.get().email == "me@kith.example"
    assert User.objects.get().is_owner


def test_a_file_that_cannot_be_read_is_named_and_nothing_stays_of_it(ada, tmp_path):
    odd = tmp_path / "odd.xyz"
    odd.write_text("nothing that anybody knows")

    done = run(odd, "--json")

    facts = json.loads(done.output)
    assert done.exit_code == 1
    assert [(each["file"], each["line"]) for each in facts["refused"]] == [("odd.xyz", 0)]
    assert facts["import"] is None
    assert not Import.objects.exists()
    assert "odd.xyz: " in run(odd, "--dry-run").output


def test_of_several_files_those_that_can_be_read_come_in(ada, export, tmp_path):
    odd = tmp_path / "odd.xyz"
    odd.write_text("nothing that anybody knows")

    done = run(odd, export, "--json")

    assert done.exit_code == 1
    assert json.loads(done.output)["created"] == 2


def test_a_line_that_cannot_be_read_is_named_and_is_no_failure(ada, tmp_path):
    cards = given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz", "NOTE:nobody")

    done = run(cards, "--json")

    facts = json.loads(done.output)
    assert (done.exit_code, facts["created"]) == (0, 1)
    assert facts["refused"][0]["line"] > 1
    assert "a.vcf, line " in run(cards).output


def test_whose_book_must_be_clear(ada, eve, export):
    unclear, unknown = run(export), run(export, "--user", "nobody@kith.example")

    assert unclear.output == "Error: There are several accounts here: say whose with --user EMAIL or KITH_USER.\n"
    assert unknown.output == "Error: Nobody with the address nobody@kith.example has an account here.\n"
    assert run(export, "--user", "EVE@kith.example").exit_code == 0
    assert set(Person.objects.values_list("owner__email", flat=True)) == {"eve@kith.example"}


def test_an_import_that_a_worker_has_taken_up_meanwhile_is_done_once(ada, export):
    given.brought_in(ada, export, now=NOW)

    assert json.loads(run(export, "--json").output)["unchanged"] == 2
    assert Person.objects.filter(is_self=False).count() == 2


def test_kiths_own_zip_comes_in_whole(ada, eve, tmp_path):
    archives.book(ada, tmp_path)
    packed = archives.packed(ada, tmp_path / "kith.zip")

    facts = json.loads(run(packed, "--user", eve.email, "--json").output)

    assert facts["created"] == Person.objects.filter(owner=ada).count()
    again = archives.packed(eve, tmp_path / "again.zip")
    assert archives.member(again) == archives.member(packed)


def test_a_missing_file_is_said_in_words(ada, tmp_path):
    done = run(tmp_path / "missing.vcf")

    assert done.exit_code == 2
    assert "does not exist" in done.output


@pytest.mark.parametrize(("options", "notes"), [((), ""), (("--bodies",), "Ana: About lunch")])
def test_a_folder_of_mail_is_brought_in_and_read_whole_only_if_asked(ada, tmp_path, options, notes):
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    (tmp_path / "Mail").mkdir()
    mailboxes.mbox(tmp_path / "Mail" / "Inbox", mailboxes.message(body="About lunch"))

    done = run(tmp_path / "Mail", *options, "--json")

    assert json.loads(done.output)["interactions"] == 1
    assert Interaction.objects.get().notes == notes


def test_the_columns_of_a_spreadsheet_can_be_said(ada, tmp_path):
    (tmp_path / "odd.csv").write_text("Wer,Wo\nAna Ruiz,Lyon\n")

    run(tmp_path / "odd.csv", "--columns", "Wer=full, Wo=notes")

    assert Person.objects.get(owner=ada).notes == "Lyon"


def test_a_field_that_there_is_not_is_refused_with_those_there_are(ada, tmp_path):
    (tmp_path / "odd.csv").write_text("Wer,Wo\nAna Ruiz,Lyon\n")

    done = run(tmp_path / "odd.csv", "--columns", "Wer=shoe")

    assert done.exit_code == 2
    assert "job_title" in done.output
