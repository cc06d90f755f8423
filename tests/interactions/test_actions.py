"""Rules of logging, editing, putting away; of promises; of saving captures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.interactions import actions
from kith.interactions.capture import KnownPeople, read_line
from kith.interactions.models import Interaction, Participation, Promise
from kith.people import actions as people_actions
from kith.people import queries as people_queries
from kith.people.models import Person
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def standing(person: Person) -> tuple[object, ...]:
    """What the person's row says about touches."""
    person.refresh_from_db()
    return person.touches, person.first_touch_on, person.last_touch_on, person.next_touch_on


def test_one_interaction_is_logged_once_for_all_its_people(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")

    logged = make.interaction(
        ada, ana, bo, ana, notes="Budget", place="PyCon", private_notes={bo.pk: "Looks for a job"}
    )

    parts = logged.participations.order_by("pk").values_list("person", "private_note")
    assert list(parts) == [(ana.pk, ""), (bo.pk, "Looks for a job")]
    assert Interaction.objects.count() == 1


def test_a_touch_resets_the_clock_of_everybody_who_was_there(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")

    make.interaction(ada, ana, bo, on=TODAY - DAY)

    assert standing(ana) == (1, TODAY - DAY, TODAY - DAY, ana.next_touch_on)
    assert standing(bo)[:3] == (1, TODAY - DAY, TODAY - DAY)
    assert ana.next_touch_on == TODAY - DAY + timedelta(days=180)


def test_the_user_is_no_participant_of_their_own_interactions(ada):
    me, ana = make.person(ada, "Ada", is_self=True), make.person(ada, "Ana Ruiz")

    logged = make.interaction(ada, me, ana)

    assert list(logged.people.all()) == [ana]


def test_text_is_cleaned_as_it_is_logged(ada):
    logged = make.interaction(ada, make.person(ada, "Ana"), summary="  Coffee \n", notes="One\r\ntwo ")

    assert (logged.summary, logged.notes) == ("Coffee", "One\ntwo")


@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("kind", {"kind": "duel"}),
        ("channel", {"channel": "pigeon"}),
        ("direction", {"direction": "upwards"}),
        ("on", {"on": None}),
        ("on", {"on": TODAY + DAY}),
        ("follow_up_on", {"follow_up_on": TODAY}),
        ("summary", {"summary": "x" * 501}),
        ("notes", {"notes": "a\x00b"}),
    ],
)
def test_what_cannot_be_meant_is_refused_by_field(ada, field, details):
    ana = make.person(ada, "Ana")

    with pytest.raises(ValidationError) as refused:
        make.interaction(ada, ana, **details)

    assert field in refused.value.message_dict
    assert not Interaction.objects.exists()


def test_a_day_is_still_to_come_by_the_users_own_calendar(ada):
    ada.time_zone = "Pacific/Auckland"
    late = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    logged = make.interaction(ada, make.person(ada, "Ana"), on=TODAY + DAY, now=late)

    assert logged.on == TODAY + DAY


def test_a_meeting_needs_somebody_but_an_event_does_not(ada):
    with pytest.raises(ValidationError, match="Say with whom"):
        make.interaction(ada)
    with pytest.raises(ValidationError, match="Say with whom"):
        make.interaction(ada, kind="event", promises=[actions.NewPromise("Come back")])

    assert make.interaction(ada, kind="event").participations.count() == 0


def test_nobody_of_another_book_can_be_logged(ada, eve):
    with pytest.raises(ValidationError, match="not in your book"):
        make.interaction(ada, make.person(eve, "Mallory"))
    hers = people_actions.find_or_add_organisation(eve, "Evil Inc")
    with pytest.raises(ValidationError, match="not in your book"):
        make.interaction(ada, make.person(ada, "Ana"), organisation=hers)


def test_labels_and_promises_come_with_the_interaction(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    said = [
        actions.NewPromise("Send the report", due_on=TODAY + DAY),
        actions.NewPromise("Share slides", by="them", person_id=bo.pk),
    ]

    logged = make.interaction(ada, ana, bo, promises=said, labels=["pycon"])

    assert [(p.person, p.by, p.what) for p in logged.promises.order_by("pk")] == [
        (ana, "me", "Send the report"),
        (bo, "them", "Share slides"),
    ]
    assert list(bo.labels.values_list("name", flat=True)) == ["pycon"]


def test_putting_an_interaction_away_undoes_its_touch_and_restoring_brings_it_back(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana, on=date(2026, 1, 5))
    before = standing(ana)
    latest = make.interaction(ada, ana)
    after = standing(ana)

    actions.bin(latest, at=NOW)
    assert standing(ana) == before
    actions.restore(latest, at=NOW)
    assert standing(ana) == after


def test_putting_away_and_restoring_twice_are_harmless(ada):
    logged = make.interaction(ada, make.person(ada, "Ana"))

    actions.restore(logged, at=NOW)
    actions.bin(logged, at=NOW)
    actions.bin(logged, at=NOW + DAY)

    logged.refresh_from_db()
    assert logged.binned_at == NOW


def test_an_edit_changes_what_is_given_and_leaves_the_rest(ada):
    ana = make.person(ada, "Ana")
    logged = make.interaction(ada, ana, notes="Old", place="Berlin", private_notes={ana.pk: "Shy"})

    edited = actions.edit(logged, version=1, now=NOW, notes="New", on=TODAY - DAY)

    assert (edited.notes, edited.place, edited.version, edited.edited_at) == ("New", "Berlin", 2, NOW)
    assert standing(ana)[2] == TODAY - DAY
    assert edited.participations.get().private_note == "Shy"


def test_an_edit_replaces_the_people_and_keeps_the_notes_of_those_who_stay(ada):
    ana, bo, cem = (make.person(ada, name) for name in ("Ana", "Bo", "Cem"))
    logged = make.interaction(ada, ana, bo, private_notes={bo.pk: "Left-handed"})

    actions.edit(logged, version=1, now=NOW, people=[bo, cem], private_notes={cem.pk: "Sings"})

    notes = logged.participations.values_list("person", "private_note")
    assert dict(notes) == {bo.pk: "Left-handed", cem.pk: "Sings"}
    assert (standing(ana)[0], standing(cem)[0]) == (0, 1)


def test_the_second_saver_is_shown_what_the_first_one_saved(ada):
    logged = make.interaction(ada, make.person(ada, "Ana"))
    actions.edit(logged, version=1, now=NOW, notes="First")

    with pytest.raises(actions.EditConflict) as conflict:
        actions.edit(logged, version=1, now=NOW, notes="Second")

    assert getattr(conflict.value.now, "notes", None) == "First"


def test_an_edit_is_checked_like_a_new_one(ada):
    logged = make.interaction(ada, make.person(ada, "Ana"))

    with pytest.raises(ValidationError, match="Say with whom"):
        actions.edit(logged, version=1, now=NOW, people=[])
    with pytest.raises(ValidationError, match="still to come"):
        actions.edit(logged, version=1, now=NOW, on=TODAY + DAY)

    logged.refresh_from_db()
    assert (logged.version, logged.on) == (1, TODAY)


def test_what_is_in_the_bin_cannot_be_edited(ada):
    logged = make.interaction(ada, make.person(ada, "Ana"))
    actions.bin(logged, at=NOW)

    with pytest.raises(Refused, match="bin"):
        actions.edit(logged, version=1, now=NOW, notes="Late")


def test_erasing_a_person_erases_what_happened_with_nobody_else(ada, eve):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    make.interaction(ada, ana, notes="About Ana only")
    shared = make.interaction(ada, ana, bo)
    hers = make.interaction(eve, make.person(eve, "Mallory"))
    people_actions.bin_people([ana], at=NOW)

    people_actions.erase_binned([ana], at=NOW)

    assert set(Interaction.objects.all()) == {shared, hers}
    assert list(shared.people.all()) == [bo]


def test_a_promise_needs_words_and_a_side(ada):
    ana = make.person(ada, "Ana")

    with pytest.raises(ValidationError, match="Say what was promised"):
        actions.promise(ana, by="me", what="  ")
    with pytest.raises(ValidationError, match="not one of the choices"):
        actions.promise(ana, by="nobody", what="Something")


def test_a_promise_is_kept_or_let_go_on_a_day_and_can_be_reopened(ada):
    promise = actions.promise(make.person(ada, "Ana"), by="me", what="Send the report")

    actions.keep_promise(promise, on=TODAY)
    assert days_of(promise) == (TODAY, None)
    actions.let_go(promise, on=TODAY)
    assert days_of(promise) == (None, TODAY)
    actions.reopen(promise)
    assert days_of(promise) == (None, None)


def days_of(promise: Promise) -> tuple[date | None, date | None]:
    """When the promise was kept, and let go."""
    promise.refresh_from_db()
    return promise.kept_on, promise.let_go_on


def test_a_captured_line_is_saved_whole(ada):
    cem = make.person(ada, "Cem Kaya")
    line = (
        "Met Ana Ruiz (CTO, Acme) and Cem Kaya at PyCon yesterday, climbs, promised the report,"
        " follow up in 2 weeks #pycon"
    )
    capture = read_line(line, today=TODAY, known=KnownPeople(people_queries.known_people(ada)))

    saved = actions.log_capture(ada, actions.as_understood(capture), now=NOW)

    ana = saved.people[0]
    position = ana.positions.values_list("title", "organisation__name").get()
    assert saved.people == (ana, cem)
    assert (ana.name, ana.met_on, ana.met_at) == ("Ana Ruiz", "2026-11-22", "PyCon")
    assert position == ("CTO", "Acme")
    assert saved.interaction is not None
    assert (saved.interaction.kind, saved.interaction.on, saved.interaction.place) == ("meeting", TODAY - DAY, "PyCon")
    assert "climbs" in saved.interaction.notes
    assert [p.person for p in saved.interaction.promises.all()] == [ana]
    assert set(Person.objects.filter(labels__name="pycon")) == {ana, cem}
    for person in saved.people:
        person.refresh_from_db()
        assert person.next_touch_on == TODAY + timedelta(days=14)


def capture(*people: actions.CorrectedPerson, **more) -> actions.CorrectedCapture:
    """A capture of today as the user corrected it."""
    return actions.CorrectedCapture(people, **{"on": TODAY, **more})


def test_a_captured_time_is_the_users_own(ada):
    ada.time_zone = "Europe/Berlin"

    saved = actions.log_capture(ada, capture(actions.CorrectedPerson(name="Ana"), time=time(9, 30)), now=NOW)

    assert saved.interaction is not None
    assert saved.interaction.at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_a_known_person_gains_only_what_is_new(ada):
    ana = make.person(ada, "Ana", points=[make.email("ana@acme.example")], positions=[make.job("Acme", "CTO")])
    same = actions.CorrectedPerson(ana.pk, title="cto", organisation="ACME", points=(("email", "Ana@acme.example"),))
    more = actions.CorrectedPerson(ana.pk, organisation="Initech", points=(("email", "ana@initech.example"),))
    point = actions.CorrectedPerson(ana.pk, points=(("phone", "+49 30 1234567"),))

    actions.log_capture(ada, capture(same), now=NOW)
    ana.refresh_from_db()
    assert ana.version == 1
    actions.log_capture(ada, capture(more), now=NOW)
    actions.log_capture(ada, capture(point), now=NOW)

    assert set(ana.positions.values_list("title", "organisation__name")) == {("CTO", "Acme"), ("", "Initech")}
    assert ana.points.count() == 3


def test_a_title_without_an_organisation_is_known_by_the_title(ada):
    ana = make.person(ada, "Ana", positions=[{"title": "Surgeon"}])

    actions.log_capture(ada, capture(actions.CorrectedPerson(ana.pk, title="surgeon")), now=NOW)

    assert ana.positions.count() == 1


def test_a_captured_touch_that_lies_ahead_is_planned_for_everybody(ada):
    ana = make.person(ada, "Ana")
    line = capture(
        actions.CorrectedPerson(ana.pk),
        actions.CorrectedPerson(name="Bo Li"),
        on=TODAY + 3 * DAY,
        notes="Ask about the report",
        labels=("work",),
        promises=(actions.NewPromise("Bring the plan"),),
    )

    saved = actions.log_capture(ada, line, now=NOW)

    bo = Person.objects.get(name="Bo Li")
    assert (saved.interaction, saved.planned_on, saved.people) == (None, TODAY + 3 * DAY, (ana, bo))
    assert not Participation.objects.exists()
    assert standing(ana)[3] == standing(bo)[3] == TODAY + 3 * DAY
    assert bo.cadence.plan_note == "Ask about the report"
    assert (bo.met_on, bo.labels.get().name, ana.promises.get().what) == ("", "work", "Bring the plan")


def test_a_plan_needs_somebody(ada):
    with pytest.raises(ValidationError, match="Say with whom"):
        actions.log_capture(ada, capture(on=TODAY + DAY), now=NOW)


def test_a_capture_names_nobody_of_another_book_and_nobody_in_the_bin(ada, eve):
    binned = make.person(ada, "Ana")
    people_actions.bin_people([binned], at=NOW)

    for person in (make.person(eve, "Mallory"), binned):
        with pytest.raises(ValidationError, match="not in your book"):
            actions.log_capture(ada, capture(actions.CorrectedPerson(person.pk)), now=NOW)


def test_a_capture_that_fails_leaves_nothing_behind(ada):
    with pytest.raises(ValidationError):
        actions.log_capture(ada, capture(actions.CorrectedPerson(name="Ana"), kind="duel"), now=NOW)

    assert not Person.objects.exists()
