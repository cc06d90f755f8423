"""Adding and editing people: all of it, or nothing."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kith.people import actions, signals
from kith.people.models import ContactPoint, Label, Occasion, Organisation, Person, Position
from tests import make

LATER = make.NOW + timedelta(hours=1)


def edit(person: Person, version: int | None = None, **more) -> Person:
    fields = more.pop("fields", {})
    return actions.edit_person(person, version=version or person.version, at=LATER, fields=fields, **more)


def test_a_name_gives_its_parts_and_how_it_sorts(ada):
    person = make.person(ada, "  Dr. Ana María Ruiz López ")

    assert (person.name, person.prefix, person.given, person.family) == (
        "Dr. Ana María Ruiz López",
        "Dr.",
        "Ana María",
        "Ruiz López",
    )
    assert person.sort_name == "ruiz lopez, ana maria"
    assert (person.version, person.edited_at) == (1, None)


def test_parts_that_are_given_stand(ada):
    person = make.person(ada, "Ana Ruiz López", given="Ana", family="López")

    assert (person.given, person.family, person.sort_name) == ("Ana", "López", "lopez, ana")


def test_a_title_that_is_given_stands_beside_the_parts_that_follow(ada):
    person = make.person(ada, "Ana Ruiz", prefix="Prof.")

    assert (person.prefix, person.given, person.family) == ("Prof.", "Ana", "Ruiz")


def test_a_part_too_long_for_its_column_is_left_out(ada):
    person = make.person(ada, "A" * 200 + " Ruiz")

    assert (person.given, person.family) == ("", "Ruiz")


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_person_needs_a_name(ada, name):
    with pytest.raises(ValidationError, match="needs a name"):
        make.person(ada, name)


def test_a_name_longer_than_its_column_is_refused(ada):
    with pytest.raises(ValidationError, match="At most 300"):
        make.person(ada, "x" * 301)

    assert not Person.objects.exists()


def test_everything_is_kept_with_its_batch(ada):
    batch = uuid4()

    person = make.person(
        ada,
        "Ana Ruiz",
        batch=batch,
        is_self=True,
        extra={"list": ["a\x00b"], "deep": {"n": 1}},
        interests=["Climbing", "  ", "CLIMBING", "tea"],
        points=[ContactPoint(kind="phone", value="+49 151 12345678"), make.email("ana@x.example")],
        positions=[Position(title="Adviser"), make.job("Acme", "CTO", noticed_on=make.TODAY)],
        occasions=[Occasion(kind="birthday", month=2, day=29)],
        labels=["pycon", "", "PyCon"],
    )

    person.refresh_from_db()
    assert person.is_self
    assert person.extra == {"list": ["ab"], "deep": {"n": 1}}
    assert person.interests == ["Climbing", "tea"]
    assert [point.key for point in person.points.order_by("pk")] == ["phone:+4915112345678", "email:ana@x.example"]
    assert [str(position) for position in person.positions.order_by("pk")] == ["Adviser", "CTO"]
    assert person.occasions.get().year is None
    assert [label.name for label in person.labels.all()] == ["pycon"]
    made = [person, Organisation.objects.get(), *person.points.all(), *person.positions.all(), *person.labellings.all()]
    assert {row.batch for row in made} == {batch}


def test_a_field_that_people_have_not_is_a_mistake_of_ours(ada):
    with pytest.raises(TypeError, match="warmth"):
        make.person(ada, "Ana", warmth=100)
    with pytest.raises(TypeError, match="key"):
        make.person(ada, "Ana", points=[make.email("a@x.example", key="uid:1")])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relation", "boss"),
        ("met_on", "last year"),
        ("notes", "a\x00b"),
        ("nickname", "n" * 151),
        ("interests", [f"interest {n}" for n in range(101)]),
        ("interests", ["i" * 101]),
    ],
)
def test_a_field_that_is_wrong_is_named(ada, field, value):
    with pytest.raises(ValidationError) as error:
        make.person(ada, "Ana", **{field: value})

    assert list(error.value.message_dict) == [field]


def test_somebody_is_met_through_somebody_of_the_same_book(ada, eve):
    bo = make.person(ada, "Bo")
    ana = make.person(ada, "Ana", met_through=bo)
    assert ana.met_through == bo

    for wrong in (make.person(eve, "Cleo"), ana):
        with pytest.raises(ValidationError, match="somebody else of your own"):
            edit(ana, fields={"met_through": wrong})
    assert edit(ana, fields={"met_through": None}).met_through is None


@pytest.mark.parametrize(
    "point",
    [
        {"kind": "email", "value": " "},
        {"kind": "", "value": "x"},
        {"kind": "fax", "value": "x"},
        {"kind": "email", "value": "x" * 1001},
        {"kind": "email", "value": "a\x00@x.example"},
    ],
)
def test_a_wrong_contact_point_saves_nothing(ada, point):
    with pytest.raises(ValidationError):
        make.person(ada, "Ana", points=[point])

    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "position",
    [
        {"organisation": "Acme", "started": "2020-13"},
        {"organisation": "Acme", "started": "2020-03", "ended": "2020-02"},
        {"organisation": "Acme", "started": "2020-03", "ended": "2019"},
        {"started": "2020"},
        {"organisation": "x" * 301},
    ],
)
def test_a_wrong_position_is_refused(ada, position):
    with pytest.raises(ValidationError):
        make.person(ada, "Ana", positions=[position])


@pytest.mark.parametrize(
    ("ended", "is_current"),
    [("", True), ("2026", False), ("2026-11", False), ("2026-11-23", False), ("2026-12", True), ("2027", True)],
)
def test_a_position_that_has_ended_is_not_current(ada, ended, is_current):
    person = make.person(ada, "Ana", positions=[make.job("Acme", started="2020-03", ended=ended)])

    assert person.positions.get().is_current is is_current


def test_a_position_may_be_past_without_a_date(ada):
    assert not make.person(ada, "Ana", positions=[make.job("Acme", is_current=False)]).positions.get().is_current


def test_several_positions_at_once_share_their_organisation(ada):
    person = make.person(ada, "Ana", positions=[make.job("Acme", "CTO"), make.job(" ACME ", "Founder")])

    assert {position.organisation.name for position in person.positions.all()} == {"Acme"}


def test_an_organisation_of_another_book_is_refused(ada, eve):
    theirs = actions.find_or_add_organisation(eve, "Acme")

    with pytest.raises(ValidationError, match="of your own"):
        make.person(ada, "Ana", positions=[make.job(theirs)])
    ours = actions.find_or_add_organisation(ada, "Acme")
    assert make.person(ada, "Ana", positions=[make.job(ours)]).positions.get().organisation == ours


@pytest.mark.parametrize(
    "occasion",
    [
        {"month": 2, "day": 31},
        {"month": 2, "day": 29, "year": 2001},
        {"month": 13, "day": 1},
        {"month": 4, "day": 31},
        {"month": 4, "day": -1},
        {"month": None, "day": 1},
        {"month": "soon", "day": 1},
        {"month": 1, "day": 1, "year": 0},
        {"month": 1, "day": 1, "year": 99999},
    ],
)
def test_a_day_that_no_calendar_has_is_refused(ada, occasion):
    with pytest.raises(ValidationError):
        make.person(ada, "Ana", occasions=[occasion])


@pytest.mark.parametrize("year", [None, 2000, 1980])
def test_the_29th_of_february_is_a_day(ada, year):
    assert make.person(ada, "Ana", occasions=[{"month": 2, "day": 29, "year": year}]).occasions.get().year == year


def test_an_edit_changes_what_it_names_and_nothing_else(ada):
    ana = make.person(ada, "Ana Ruiz", notes="tea", points=[make.email("a@x.example")], labels=["pycon"])

    edited = edit(ana, fields={"nickname": "Anita"})

    assert (edited.nickname, edited.notes, edited.version, edited.edited_at) == ("Anita", "tea", 2, LATER)
    assert edited.points.count() == edited.labels.count() == 1
    assert "anita" in edited.search_text


def test_a_new_name_gives_new_parts_unless_they_are_given(ada):
    ana = make.person(ada, "Ana Ruiz")

    ana = edit(ana, fields={"name": "Ana Vega", "given": "Ana", "family": "Ruiz"})
    assert (ana.family, ana.sort_name) == ("Vega", "vega, ana")
    ana = edit(ana, fields={"name": "Ana Vega Sol", "family": "Vega Sol"})
    assert ana.sort_name == "vega sol, ana"
    ana = edit(ana, fields={"family": "Sol"})
    assert (ana.name, ana.sort_name) == ("Ana Vega Sol", "sol, ana")


def test_rows_keep_their_id_and_what_the_edit_does_not_name(ada):
    ana = make.person(
        ada,
        "Ana",
        points=[make.email("a@x.example"), make.email("b@x.example")],
        positions=[make.job("Acme", "CTO", noticed_on=date(2026, 11, 1))],
    )
    first, second = ana.points.order_by("pk")
    position = ana.positions.get()

    edit(
        ana,
        points=[{"id": second.pk, "kind": "email", "value": "B@y.example"}, make.email("c@x.example")],
        positions=[{"id": position.pk, "organisation": "Acme", "title": "CEO"}],
        occasions=[],
        labels=["new"],
    )

    kept, new = ana.points.order_by("pk")
    assert (kept.pk, kept.key) == (second.pk, "email:b@y.example")
    assert (new.value, new.batch) == ("c@x.example", None)
    assert not ContactPoint.objects.filter(pk=first.pk).exists()
    position.refresh_from_db()
    assert (position.title, position.noticed_on) == ("CEO", date(2026, 11, 1))


def test_a_row_that_the_user_changes_is_no_imports_any_more(ada):
    batch = uuid4()
    day = {"kind": "birthday", "month": 5, "day": 21}
    points, jobs = [make.email("a@x.example"), make.email("b@x.example")], [make.job("Acme", "CTO"), make.job("Bolt")]
    ana = make.person(ada, "Ana", batch=batch, points=points, positions=jobs, occasions=[day])
    same, other = ana.points.order_by("pk")
    acme, bolt = ana.positions.order_by("pk")

    edit(
        ana,
        points=[same, {"id": other.pk, "kind": "email", "value": "b@y.example"}],
        positions=[{"id": acme.pk, "organisation": "Acme", "title": "CEO"}, bolt],
        occasions=[{"id": ana.occasions.get().pk, **day, "year": 1980}],
    )

    assert list(ana.points.order_by("pk").values_list("batch", flat=True)) == [batch, None]
    assert list(ana.positions.order_by("pk").values_list("batch", flat=True)) == [None, batch]
    assert ana.occasions.get().batch is None


def test_rows_are_edited_as_rows_too(ada):
    ana = make.person(ada, "Ana", positions=[make.job("Acme", "CTO")])
    position = ana.positions.get()
    position.title = "CEO"

    edit(ana, positions=[position])

    assert [(row.pk, row.title) for row in ana.positions.all()] == [(position.pk, "CEO")]


def test_the_parts_of_an_address_go_when_its_text_changes(ada):
    home = {"kind": "address", "value": "1 Main Street", "parts": ["", "", "1 Main Street", "", "", "", ""]}
    ana = make.person(ada, "Ana", points=[home])
    point = ana.points.get()

    ana = edit(ana, points=[{"id": point.pk, "kind": "address", "value": "1 Main Street", "label": "home"}])
    assert ana.points.get().parts[2] == "1 Main Street"
    edit(ana, points=[{"id": point.pk, "kind": "address", "value": "2 High Street"}])
    assert ana.points.get().parts == []


def test_the_id_of_somebody_elses_row_is_not_taken(ada, eve):
    theirs = make.person(eve, "Bo", points=[make.email("bo@x.example")]).points.get()
    ana = make.person(ada, "Ana")

    edit(ana, points=[{"id": theirs.pk, "kind": "email", "value": "stolen@x.example"}])

    theirs.refresh_from_db()
    assert theirs.value == "bo@x.example"
    assert ana.points.get().owner == ada


def test_labels_are_replaced_as_a_whole(ada):
    ana = make.person(ada, "Ana", labels=["pycon", "tea"])
    kept = ana.labellings.get(label__name="tea")

    edit(ana, labels=["#Tea", "chess"])

    assert [label.name for label in ana.labels.all()] == ["chess", "tea"]
    assert ana.labellings.get(label__name="tea") == kept
    assert Label.objects.count() == 3


def test_an_old_version_is_refused_with_the_present_row_and_nothing_is_written(ada):
    ana = make.person(ada, "Ana", points=[make.email("a@x.example")])
    edit(ana, fields={"notes": "first"})

    with pytest.raises(actions.EditConflict) as conflict:
        edit(ana, version=1, fields={"notes": "second"}, points=[], labels=["x"])

    assert (conflict.value.now.notes, conflict.value.now.version) == ("first", 2)
    ana.refresh_from_db()
    assert (ana.notes, ana.version, ana.points.count(), ana.labels.count()) == ("first", 2, 1, 0)


def test_an_edit_that_is_wrong_takes_no_version(ada):
    ana = make.person(ada, "Ana")

    with pytest.raises(ValidationError):
        edit(ana, fields={"name": " "})

    ana.refresh_from_db()
    assert (ana.name, ana.version) == ("Ana", 1)


@pytest.mark.django_db(transaction=True)
def test_of_edits_at_the_same_time_one_wins():
    ana = make.person(make.user("ada"), "Ana", points=[make.email("a@x.example")])
    outcomes: dict[int, str] = {}
    start = threading.Barrier(4)

    def save(number: int) -> None:
        start.wait(timeout=60)
        try:
            edit(ana, version=1, fields={"notes": f"by {number}"}, points=[make.email(f"{number}@x.example")])
            outcomes[number] = "saved"
        except actions.EditConflict as conflict:
            outcomes[number] = f"saw {conflict.now.notes}"
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    ana.refresh_from_db()
    winner = next(number for number, outcome in outcomes.items() if outcome == "saved")
    assert ana.notes == f"by {winner}"
    assert ana.version == 2
    assert [point.value for point in ana.points.all()] == [f"{winner}@x.example"]
    assert sorted(outcomes.values()) == ["saved"] + [f"saw by {winner}"] * 3


def test_adding_and_editing_are_announced(ada):
    heard = []

    def listen(sender, owner, people_ids, **kwargs):
        heard.append((owner, people_ids))

    signals.people_changed.connect(listen)
    try:
        ana = make.person(ada, "Ana")
        edit(ana, fields={"notes": "x"})
    finally:
        signals.people_changed.disconnect(listen)

    assert heard == [(ada, [ana.pk])] * 2


@pytest.mark.slow  # five hundred people, each with everything
def test_naughty_strings_come_back_equal_or_are_refused_kindly(ada, shared):
    strings = json.loads((shared / "torture/blns/blns.json").read_text())
    kept, refusals = 0, []

    for text in strings:
        try:
            person = make.person(
                ada,
                text,
                notes=text,
                nickname=text[:150],
                interests=[text[:100]],
                labels=[text[:100]] if text.strip("# \t\n") else [],
                points=[{"kind": "url", "value": text}, {"kind": "phone", "value": text}, make.email(text)],
                positions=[make.job(text, text)],
            )
        except ValidationError as error:
            refusals.append(error.messages)
        else:
            person.refresh_from_db()
            assert person.name == person.notes == person.positions.get().title == text.strip()
            kept += 1

    assert kept > 480
    assert kept + len(refusals) == len(strings)
    assert all(message.endswith(".") for messages in refusals for message in messages)
