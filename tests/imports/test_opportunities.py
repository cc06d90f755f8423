"""Job applications of a LinkedIn export are opportunities: shown before, doubled never, taken back as one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.imports import actions, sentences
from kith.interactions.models import Interaction
from kith.opportunities import actions as opportunities
from kith.opportunities.models import Opportunity
from kith.people.models import Organisation
from tests.imports import given
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db

HEADER = "Application Date,Contact Email,Company Name,Job Title,Job Url,Question And Answers\n"
NURSE = '"3/7/24, 2:22 PM",me@x.example,Acme,Nurse,https://jobs.example/view/77,Q: Why? | A: Because\n'
PILOT = '"4/8/24, 9:00 AM",me@x.example,Globex,Pilot,https://jobs.example/view/78,\n'
NOBODY = '"5/9/24, 9:00 AM",me@x.example,,,https://jobs.example/view/79,\n'


def export(place: Path, *rows: str) -> Path:
    return given.linkedin(place, (), (), **{"Jobs/Job Applications": HEADER + "".join(rows)})


def titles(owner) -> list[str]:
    return [one.title for one in Opportunity.objects.visible_to(owner).in_book().order_by("began_on")]


def test_the_preview_says_how_many_and_writes_none(ada, tmp_path):
    waiting = given.started(ada, export(tmp_path / "a.zip", NURSE, PILOT))

    assert waiting.summary["opportunities"] == {"created": 2}
    assert any("2 opportunities" in each for each in sentences.sentences(waiting.summary, did=False))
    assert not Opportunity.objects.exists()


def test_each_is_applied_for_on_its_day_and_no_interaction(ada, tmp_path):
    import_ = given.brought_in(ada, export(tmp_path / "a.zip", NURSE))

    one = Opportunity.objects.visible_to(ada).get()
    assert (one.title, one.organisation.name, one.url) == ("Nurse", "Acme", "https://jobs.example/view/77")
    assert (one.kind, one.source, one.channel, one.notes) == (
        "opening",
        "application",
        "linkedin",
        "Q: Why? | A: Because",
    )
    assert (one.stage, one.stage_on, one.began_on) == ("applied", date(2024, 3, 7), date(2024, 3, 7))
    assert [(each.stage, each.on, each.batch) for each in one.stages.all()] == [
        ("applied", date(2024, 3, 7), import_.uid)
    ]
    assert not Interaction.objects.filter(kind="application").exists()


def test_a_row_that_names_neither_job_nor_company_is_left_out_and_said(ada, tmp_path):
    waiting = given.started(ada, export(tmp_path / "a.zip", NURSE, NOBODY))
    assert waiting.summary["opportunities"] == {"created": 1}
    assert {"reason": "It does not say what for.", "count": 1} in waiting.summary["left"]


def test_the_next_export_brings_only_what_is_new(ada, tmp_path):
    given.brought_in(ada, export(tmp_path / "a.zip", NURSE))
    again = given.brought_in(ada, export(tmp_path / "b.zip", NURSE, PILOT))

    assert again.summary["opportunities"] == {"created": 1, "unchanged": 1}
    assert titles(ada) == ["Nurse", "Pilot"]


def test_what_was_put_in_the_bin_stays_there(ada, tmp_path):
    given.brought_in(ada, export(tmp_path / "a.zip", NURSE))
    opportunities.bin(Opportunity.objects.get(), at=NOW)
    given.brought_in(ada, export(tmp_path / "b.zip", NURSE))
    assert titles(ada) == []


def test_it_is_taken_back_with_its_organisation(ada, tmp_path):
    before = given.book(ada)
    import_ = given.brought_in(ada, export(tmp_path / "a.zip", NURSE, PILOT))

    actions.undo(import_.pk, now=NOW)

    assert given.book(ada) == before
    assert not Organisation.objects.visible_to(ada).exists()


def test_one_that_the_user_has_gone_on_with_stays_and_is_told(ada, tmp_path):
    import_ = given.brought_in(ada, export(tmp_path / "a.zip", NURSE, PILOT))
    opportunities.move(Opportunity.objects.get(title="Pilot"), "interview", on=TODAY, at=NOW)

    actions.undo(import_.pk, now=NOW)

    import_.refresh_from_db()
    assert titles(ada) == ["Pilot"]
    assert [(each["name"], each["reason"]) for each in import_.kept] == [("Pilot", "You have edited them since.")]
    assert [place.name for place in Organisation.objects.visible_to(ada)] == ["Globex"]


def test_a_talk_that_stands_in_a_chain_stays_when_its_import_is_taken_back(ada, tmp_path):
    rows = [given.connection("Bo Li", "bo-li")], [given.message("c", "Bo Li", "bo-li", "2024-02-09 10:00:00 UTC")]
    import_ = given.brought_in(ada, given.linkedin(tmp_path / "a.zip", *rows))
    talk = Interaction.objects.visible_to(ada).get(kind="message")
    one = opportunities.begin(ada, title="Pilot", on=TODAY)
    opportunities.link(one, interaction=talk, at=NOW)

    actions.undo(import_.pk, now=NOW)

    assert [link.interaction for link in one.chain.all()] == [talk]
    assert [person.name for person in talk.people.all()] == ["Bo Li"]


def test_three_hundred_of_them_take_no_more_queries_than_ten(ada, tmp_path):
    asked = []
    for first, count in ((0, 10), (1000, 300)):
        rows = (f'"3/7/24, 2:22 PM",,Acme,Nurse,https://jobs.example/{first + n},\n' for n in range(count))
        waiting = given.started(ada, export(tmp_path / f"{count}.zip", *rows))
        with CaptureQueriesContext(connection) as queries:
            actions.commit(waiting.pk, now=NOW)
        asked.append(len(queries))

    assert len(titles(ada)) == 310
    # What does not fit into one statement goes into the next.
    assert asked[1] <= asked[0] + 20
