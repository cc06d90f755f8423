"""`kith read` prints what a reader understands, and touches no database."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from kith.cli.read_ import command
from tests.archive import given as archives
from tests.imports import given

PERSON = [
    *("file", "index", "version", "fn", "n", "nickname", "org", "title", "email", "tel", "adr", "url", "note", "bday"),
    *("anniversary", "related", "relation", "uid", "categories", "photo"),
]


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def objects(*arguments):
    return [json.loads(line) for line in run(*arguments, "--json").output.splitlines()]


def test_vcards_are_printed_as_they_say(tmp_path):
    card = "FN:Ana Ruiz\nN:Ruiz;Ana;;;\nORG:Acme;Lab\nTITLE:CTO\nEMAIL:ana@acme.example\nBDAY:1990-05-04\nUID:u1"
    [person] = objects(given.cards(tmp_path / "a.vcf", card))

    assert list(person) == PERSON
    assert person["n"] == ["Ruiz", "Ana", "", "", ""]
    assert (person["org"], person["title"], person["email"]) == ([["Acme", "Lab"]], ["CTO"], ["ana@acme.example"])
    assert (person["file"], person["index"], person["bday"], person["uid"]) == ("a.vcf", 0, "1990-05-04", "u1")


def test_other_formats_have_the_same_shape_and_a_kind_for_what_is_no_person(tmp_path):
    file = given.linkedin(
        tmp_path / "linkedin.zip",
        [given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO"), given.connection("Bo Li", "bo-li", "Nova")],
        [given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC")],
        Company_Follows="Organization,Followed On\nNova,2026-01-02\n",
        Skills="Name\nChess\n",
    )

    found = objects(file)

    people = [each for each in found if "kind" not in each]
    kinds = {each["kind"] for each in found if "kind" in each}
    [message] = [each for each in found if each.get("what") == "message"]
    assert [list(person) for person in people] == [PERSON] * len(people)
    assert [person["index"] for person in people] == list(range(len(people)))
    assert {"Ana Ruiz", "Bo Li"} <= {person["fn"] for person in people}
    assert {"interaction", "organisation"} <= kinds <= {"interaction", "organisation", "kept", "left", "refused"}
    assert (message["on"], message["at"]) == ("2026-09-19", datetime(2026, 9, 19, 13, 28, tzinfo=UTC).isoformat())
    assert message["people"][0]["name"] == "Ana Ruiz"


def test_a_job_application_is_printed_as_an_opportunity(tmp_path):
    row = '"3/7/24, 2:22 PM",Acme,Nurse,https://jobs.example/view/77'
    tables = {"Jobs/Job Applications": f"Application Date,Company Name,Job Title,Job Url\n{row}\n"}

    [found] = [
        each
        for each in objects(given.linkedin(tmp_path / "a.zip", (), (), **tables))
        if each.get("kind") == "opportunity"
    ]

    assert (found["what"], found["title"], found["organisation"]) == ("opening", "Nurse", "Acme")
    assert (found["on"], found["stage"], found["url"]) == ("2024-03-07", "applied", "https://jobs.example/view/77")


def test_what_cannot_be_read_is_printed_with_its_place(tmp_path):
    odd = tmp_path / "odd.xyz"
    odd.write_text("nothing that anybody knows")

    done = run(odd, given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz"), "--json")

    refused, person = (json.loads(line) for line in done.output.splitlines())
    assert (refused["kind"], refused["file"], refused["line"]) == ("refused", "odd.xyz", 0)
    assert person["fn"] == "Ana Ruiz"
    assert done.exit_code == 1


def test_a_card_without_a_name_is_printed_as_it_is_and_is_no_failure(tmp_path):
    done = run(given.cards(tmp_path / "a.vcf", "NOTE:nobody"), "--json")

    assert done.exit_code == 0
    assert json.loads(done.output)["note"] == ["nobody"]


def test_in_words_it_counts(tmp_path):
    odd = tmp_path / "odd.xyz"
    odd.write_text("nothing that anybody knows")

    done = run(given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz", "FN:Bo Li"), odd)

    first, second, reason = done.output.splitlines()
    assert first == "a.vcf: 2 people."
    assert second == "odd.xyz: 1 place that could not be read."
    assert reason.startswith("  This is not a format")


@pytest.mark.django_db
def test_kiths_own_zip_is_told_by_its_cards_and_counts(ada, tmp_path):
    archives.book(ada, tmp_path)
    packed = archives.packed(ada, tmp_path / "kith.zip")

    *people, book = objects(packed)

    assert [list(person) for person in people] == [PERSON] * len(people)
    assert "Ana Ruiz" in {person["fn"] for person in people}
    assert (book["kind"], book["rows"]["duplicates.merge"]) == ("book", 2)
    assert run(packed).output.startswith(f"kith.zip: {len(people)} people, ")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ['{"format": "kith-book", ', '{"format": "kith-book", "tables": 7}'])
def test_a_damaged_zip_of_kiths_own_is_refused(ada, tmp_path, text):
    packed = archives.packed(ada, tmp_path / "kith.zip")

    done = run(archives.changed(packed, tmp_path / "bad.zip", lambda _document: text))

    assert "book.json is damaged." in done.output
    assert done.exit_code == 1
