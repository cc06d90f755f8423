"""Monica 4's JSON export: people, who belongs to whom, and what happened."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kith.imports import actions, from_monica, readers
from kith.imports.records import InteractionRecord, KeptRecord, OccasionRecord, PersonRecord, PersonRef, Refusal
from kith.imports.uploads import BadFile, Upload
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests.imports import given
from tests.make import NOW

EMAIL, TELEGRAM = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def rows(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def row(uuid: str, *data: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"uuid": uuid, "created_at": "2024-03-05T10:00:00Z", "properties": properties, "data": list(data)}


ANA = row(
    "ana",
    rows("call", row("c1", called_at="2025-05-02T09:00:00Z", content="Talked of the move", contact_called=True)),
    rows("contact_field", row("f1", data="ana@acme.example", type=EMAIL), row("f2", data="@anaruiz", type=TELEGRAM)),
    rows("address", row("a1", name="home", street="Calle 1", city="Madrid", postal_code="28001", country="ES")),
    rows("note", row("n1", body="Likes climbing")),
    rows("task", row("t1", title="Send the book", completed=False)),
    rows("reminder", row("r1", title="Name day", initial_date="2020-07-26", frequency_type="year", delible=True)),
    rows(
        "conversation",
        row(
            "v1",
            happened_at="2025-06-01",
            messages=[
                {"properties": {"content": "Hi", "written_at": "2025-06-01", "written_by_me": True}},
                {"properties": {"content": "Hello", "written_at": "2025-06-01", "written_by_me": False}},
            ],
        ),
    ),
    rows("activity", "act"),
    rows("photo", "pic"),
    first_name="Ana",
    last_name="Ruiz",
    nickname="Anita",
    job="CTO",
    company="Acme",
    tags=["friends"],
    is_starred=True,
    food_preferences="vegetarian",
    stay_in_touch_frequency=30,
    birthdate={"is_age_based": False, "is_year_unknown": True, "date": "2024-02-14"},
    first_met_date={"is_age_based": False, "is_year_unknown": False, "date": "2019-09-01"},
    first_met_through="bo",
)
BO = row("bo", rows("activity", "act"), first_name="Bo", last_name="Li", is_dead=True)
CHILD = row("kid", first_name="Max", is_partial=True)


def export(**more: Any) -> dict[str, Any]:
    instance = {"contact_field_types": [row(EMAIL, name="Email"), row(TELEGRAM, name="Telegram")]}
    data = [
        rows("contact", ANA, BO, CHILD),
        rows(
            "relationship",
            row("x1", type="child", contact_is="ana", of_contact="kid"),
            row("x2", type="parent", contact_is="kid", of_contact="ana"),
            row("x3", type="boss", contact_is="ana", of_contact="bo"),
            row("x4", type="subordinate", contact_is="bo", of_contact="ana"),
        ),
        rows("activity", row("act", summary="Lunch", happened_at="2025-01-10")),
        rows("photo", row("pic", dataUrl=PIXEL)),
        rows("document", row("doc", original_filename="cv.pdf")),
    ]
    return {
        "version": "1.0-preview.1",
        "app_version": "4.1.2",
        "exported_by": "Ada",
        "account": {"uuid": "acc", "data": data, "instance": instance, **more},
    }


@pytest.fixture
def upload(tmp_path: Path):
    def write(document: Any) -> Upload:
        path = tmp_path / "monica.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return Upload("monica.json", path)

    return write


@pytest.fixture
def found(upload) -> list[Any]:
    return list(from_monica.read(upload(export())))


@pytest.fixture
def ana(found) -> PersonRecord:
    return next(each for each in found if isinstance(each, PersonRecord) and each.given == "Ana")


def test_its_export_is_known_by_what_stands_in_it(upload):
    assert readers.reader_for(upload(export())).NAME == "monica"


def test_a_contact_keeps_names_points_work_and_labels(ana):
    assert (ana.full_name, ana.nickname, ana.labels) == ("Ana Ruiz", "Anita", ["friends", "starred"])
    assert [(each.organisation, each.title) for each in ana.positions] == [("Acme", "CTO")]
    assert [(each.kind, each.value, each.label) for each in ana.points] == [
        ("email", "ana@acme.example", ""),
        ("handle", "@anaruiz", "Telegram"),
        ("address", "Calle 1\n28001 Madrid\nES", "home"),
    ]
    assert ana.keys == ("uid:ana", "email:ana@acme.example")


def test_a_day_without_its_year_stays_without(ana):
    assert ana.occasions == [
        OccasionRecord("birthday", 2, 14, None),
        OccasionRecord("other", 7, 26, 2020, "Name day"),
    ]


def test_an_age_that_was_guessed_is_no_birthday(upload):
    document = export()
    document["account"]["data"][0]["values"][1]["properties"]["birthdate"] = {
        "is_age_based": True,
        "date": "1980-01-01",
    }

    bo = next(
        each for each in from_monica.read(upload(document)) if isinstance(each, PersonRecord) and each.given == "Bo"
    )

    assert bo.occasions == []


def test_how_they_met_and_who_belongs_to_them_is_known(ana):
    assert (ana.met_on, ana.met_through) == ("2019-09-01", PersonRef("Bo Li", ("uid:bo",)))


def test_whoever_belongs_to_them_stands_with_what_they_are_to_them(found, ana):
    bo = next(each for each in found if isinstance(each, PersonRecord) and each.given == "Bo")
    assert [(each.kind, each.name) for each in ana.related] == [("child", "Max"), ("manager", "Bo Li")]
    assert [(each.kind, each.name) for each in bo.related] == [("report", "Ana Ruiz")]


def with_parts(*tables: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An export of one contact with these parts."""
    document = export(**more)
    document["account"]["data"] = [rows("contact", row("cy", *tables, first_name="Cy"))]
    document["account"]["instance"]["life_event_types"] = [row("moved", translation_key="moved_house")]
    return document


def test_smaller_things_are_kept_with_all_that_was_told_of_them(upload):
    parts = with_parts(
        rows("debt", row("d1", amount=20, currency="EUR", in_debt=True, status="inprogress")),
        rows("gift", row("g1", name="Scarf", status="offered", date="2023-12-24T00:00:00Z", comment="The red one")),
        rows("pet", row("p1", name="Rex", category="Dog"), row("p2", category="Cat")),
        rows("life_event", row("l1", type="moved", note="to Lyon", happened_at="2022-05-01")),
        rows(
            "reminder",
            row("r1", title="Tax", description="Ask her", initial_date="2024-05-01", frequency_type="one_time"),
            row("r2", title="Name day", description="Bring cake", initial_date="2020-07-26", frequency_type="year"),
        ),
    )

    [cy] = list(from_monica.read(upload(parts)))

    assert cy.extra == {
        "pets": "Rex (Dog), Cat",
        "gifts": "Scarf: The red one (offered, 2023-12-24)",
        "debts": "I owe 20 EUR",
    }
    assert cy.notes.split("\n\n") == [
        "2022-05-01: moved house: to Lyon",
        "2024-05-01: Reminder: Tax: Ask her",
        "Reminder: Name day: Bring cake",
    ]


@pytest.mark.parametrize("table", ["call", "conversation"])
def test_two_of_a_day_without_a_uuid_are_two_and_the_same_each_time(upload, table):
    two = [{"properties": {"called_at": "2025-05-02", "happened_at": "2025-05-02", "content": n}} for n in "ab"]
    reading = [
        [each.source_key for each in from_monica.read(upload(with_parts(rows(table, *two)))) if hasattr(each, "on")]
        for _ in range(2)
    ]
    assert reading[0] == reading[1]
    assert len(set(reading[0])) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "called", "day"),
    [
        ("America/Los_Angeles", "2025-05-02T00:00:00Z", 2),
        ("America/Los_Angeles", "2025-05-02T03:00:00Z", 1),
        ("Pacific/Auckland", "2025-05-02T20:00:00.000000Z", 3),
        ("UTC", "2025-05-02", 2),
    ],
)
def test_a_day_stays_that_day_and_a_moment_is_on_the_day_of_the_user(ada, upload, zone, called, day):
    ada.time_zone = zone
    ada.save()
    call = row("c1", called_at=called)
    talk = row("v1", happened_at=called, messages=[])
    document = with_parts(rows("call", call), rows("conversation", talk))

    given.brought_in(ada, upload(document).path)

    assert {each.on for each in Interaction.objects.visible_to(ada)} == {date(2025, 5, day)}


@pytest.mark.parametrize("wrong", [None, 3, 1e400, "x", [[]], {"a": 1}, True])
def test_what_is_of_another_kind_than_it_should_be_harms_nobody(upload, wrong):
    for key in ("data", "properties", "instance", "uuid"):
        list(from_monica.read(upload({**export(), "account": {**export()["account"], key: wrong}})))
    for key in (*ANA["properties"], "description", "avatar", "gender", "deceased_date"):
        document = export()
        document["account"]["data"][0]["values"][0] = {**ANA, "properties": {**ANA["properties"], key: wrong}}
        list(from_monica.read(upload(document)))


def test_a_relative_without_a_card_is_no_person(found):
    assert [each.given for each in found if isinstance(each, PersonRecord)] == ["Ana", "Bo"]


def test_what_was_written_about_them_is_kept(ana):
    assert ana.notes == "2024-03-05: Likes climbing\n\nTo do: Send the book"
    assert ana.extra == {"food": "vegetarian"}


def test_the_rhythm_comes_along_and_peace_for_the_dead(found):
    rhythms = {each.given: each.every_days for each in found if isinstance(each, PersonRecord)}
    assert rhythms == {"Ana": 30, "Bo": 0}


@pytest.mark.django_db
def test_in_the_book_the_rhythm_counts_and_goes_again_with_the_import(ada, upload):
    started = actions.start(ada, [("monica.json", upload(export()).path)], now=NOW)
    actions.preview(started.pk, now=NOW)
    actions.commit(started.pk, now=NOW)

    people = {person.given: person for person in Person.objects.visible_to(ada)}
    assert people["Ana"].cadence.days == 30
    assert (people["Ana"].cadence_days, people["Bo"].next_touch_on) == (30, None)
    assert people["Bo"].cadence.never

    actions.undo(started.pk, now=NOW)
    assert not Person.objects.visible_to(ada).exists()


def test_their_picture_comes_along(ana):
    assert ana.photo == b"\x89PNG\r\n\x1a\n"


def test_somebody_who_died_is_told_so(found):
    bo = next(each for each in found if isinstance(each, PersonRecord) and each.given == "Bo")
    assert bo.extra == {"deceased": "yes"}


def test_calls_conversations_and_activities_are_interactions(found):
    touches = [each for each in found if isinstance(each, InteractionRecord)]

    assert [(each.kind, each.on, [who.name for who in each.people], each.direction) for each in touches] == [
        ("call", date(2025, 5, 2), ["Ana Ruiz"], "incoming"),
        ("message", date(2025, 6, 1), ["Ana Ruiz"], "mutual"),
        ("meeting", date(2025, 1, 10), ["Ana Ruiz", "Bo Li"], "mutual"),
    ]
    assert touches[1].notes == "Me: Hi\nAna Ruiz: Hello"
    assert len({each.source_key for each in touches}) == 3


def test_what_has_no_page_is_kept(found):
    assert [each.what for each in found if isinstance(each, KeptRecord)] == ["Monica: document"]


def test_a_contact_without_a_name_is_refused_and_the_others_come(upload):
    document = export()
    document["account"]["data"][0]["values"].append(row("nobody"))

    found = list(from_monica.read(upload(document)))

    assert [each.reason for each in found if isinstance(each, Refusal)] == ["A contact of Monica without a name."]
    assert sum(isinstance(each, PersonRecord) for each in found) == 2


@pytest.mark.parametrize(
    ("document", "line", "reason"),
    [
        ('{"app_version": "4", "account": {\n"data": [', 2, "It is damaged or cut short here"),
        ('{"app_version": "4", "account": []}', 0, "This is no export of Monica 4"),
        ('{"app_version": "4", "account": ' + '{"data":[' * 100_000, 0, "It is nested deeper than any export is."),
    ],
)
def test_a_broken_export_is_refused_in_words(upload, document, line, reason):
    with pytest.raises(BadFile) as caught:
        list(from_monica.read(upload(document)))
    assert caught.value.line == line
    assert caught.value.reason.startswith(reason)
