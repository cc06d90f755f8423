"""Questions about interactions: timelines, what is owed, what was left hanging, figures, search."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kith.interactions import actions, queries
from kith.people import actions as people_actions
from kith.people.models import Person
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def read(page: queries.Timeline) -> list[str]:
    """Read a page as a template does: everything on it."""
    return [
        f"{entry.interaction} {entry.private_note} "
        f"{[other.name for other in entry.others]} {[(p.what, p.person.name) for p in entry.promises]}"
        for entry in page.entries
    ]


def test_a_timeline_tells_who_else_was_there_and_what_concerns_this_person_only(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    logged = make.interaction(
        ada, ana, bo, private_notes={ana.pk: "Shy", bo.pk: "Loud"}, promises=[actions.NewPromise("Write")]
    )

    (entry,) = queries.timeline(ana).entries

    assert (entry.interaction, entry.others, entry.private_note) == (logged, [bo], "Shy")
    assert [promise.what for promise in entry.promises] == ["Write"]


def test_a_timeline_is_read_page_by_page_latest_first(ada):
    ana = make.person(ada, "Ana")
    logged = [make.interaction(ada, ana, on=TODAY - days * DAY) for days in (2, 0, 1, 1)]
    actions.bin(make.interaction(ada, ana), at=NOW)

    first = queries.timeline(ana, limit=3)
    second = queries.timeline(ana, limit=3, before=first.before)

    assert [e.interaction for e in first.entries] == [logged[1], logged[3], logged[2]]
    assert [e.interaction for e in second.entries] == [logged[0]]
    assert second.before is None


@pytest.mark.parametrize("length", [3, 30])
def test_a_longer_timeline_makes_no_more_queries(ada, django_assert_num_queries, length):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    acme = people_actions.find_or_add_organisation(ada, "Acme")
    for _ in range(length):
        make.interaction(ada, ana, bo, organisation=acme, promises=[actions.NewPromise("Write", person_id=bo.pk)])

    with django_assert_num_queries(3):
        assert len(read(queries.timeline(ana, limit=100))) == length


def test_open_promises_come_by_their_day_and_leave_out_the_closed_and_the_binned(ada, eve):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    someday = actions.promise(ana, by="me", what="Someday")
    later = actions.promise(ana, by="them", what="Later", due_on=TODAY + DAY)
    soon = actions.promise(bo, by="me", what="Soon", due_on=TODAY)
    actions.keep_promise(actions.promise(ana, by="me", what="Kept"), on=TODAY)
    actions.promise(make.person(eve, "Mallory"), by="me", what="Hers")

    assert list(queries.open_promises(ada)) == [soon, later, someday]
    assert list(queries.open_promises(ada, bo)) == queries.open_promises_with(bo) == [soon]
    people_actions.bin_people([bo], at=NOW)
    assert list(queries.open_promises(ada)) == [later, someday]


def owed(found: list[queries.Owed]) -> list[str]:
    """Names of those owed, in order."""
    names = dict(Person.objects.values_list("pk", "name"))
    return [names[one.person_id] for one in found]


def test_thanks_are_owed_for_help_until_they_are_given(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    make.interaction(ada, ana, kind="thank_you", direction="outgoing", on=TODAY - 9 * DAY)
    make.interaction(ada, ana, kind="help_received", direction="incoming", on=TODAY - 5 * DAY)
    latest = make.interaction(ada, bo, kind="help_received", direction="incoming", on=TODAY - 3 * DAY)
    make.interaction(ada, bo, kind="thank_you", direction="incoming")

    found = queries.unthanked(ada, TODAY)
    assert owed(found) == ["Bo", "Ana"]
    assert found[0].interaction_id == latest.pk
    make.interaction(ada, bo, kind="thank_you", direction="outgoing", on=TODAY - 3 * DAY)
    assert owed(queries.unthanked(ada, TODAY)) == ["Ana"]


def test_thanks_for_an_introduction_are_owed_to_who_made_it(ada):
    ana, cem = make.person(ada, "Ana"), make.person(ada, "Cem")
    make.interaction(ada, ana, cem, kind="introduction", direction="incoming")
    make.interaction(ada, cem, kind="introduction", direction="outgoing")

    assert owed(queries.unthanked(ada, TODAY)) == ["Ana"]


def test_thanks_are_not_asked_for_after_thirty_days_nor_for_what_is_in_the_bin(ada, eve):
    make.interaction(ada, make.person(ada, "Ana"), kind="help_received", on=TODAY - 31 * DAY)
    make.interaction(eve, make.person(eve, "Mallory"), kind="help_received")
    actions.bin(make.interaction(ada, make.person(ada, "Bo"), kind="help_received"), at=NOW)
    binned = make.person(ada, "Cem")
    make.interaction(ada, binned, kind="help_received")
    people_actions.bin_people([binned], at=NOW)

    assert queries.unthanked(ada, TODAY) == []


def test_a_meeting_waits_for_its_follow_up_from_the_second_day_to_the_fourteenth(ada):
    for days in (1, 2, 14, 15):
        make.interaction(ada, make.person(ada, f"Met {days} ago"), on=TODAY - days * DAY)
    make.interaction(ada, make.person(ada, "Called"), kind="call", on=TODAY - 3 * DAY)

    assert owed(queries.unfollowed(ada, TODAY)) == ["Met 2 ago", "Met 14 ago"]


def test_anything_that_happened_since_is_a_follow_up(ada):
    ana, bo, cem = (make.person(ada, name) for name in ("Ana", "Bo", "Cem"))
    make.interaction(ada, ana, bo, cem, on=TODAY - 5 * DAY)
    make.interaction(ada, ana, kind="call", on=TODAY - DAY)
    make.interaction(ada, bo, kind="email", on=TODAY - 5 * DAY)
    actions.bin(make.interaction(ada, cem), at=NOW)

    assert owed(queries.unfollowed(ada, TODAY)) == ["Cem"]


def test_a_person_met_twice_is_named_once_for_the_later_meeting(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana, on=TODAY - 5 * DAY)
    same_day = make.interaction(ada, ana, on=TODAY - 5 * DAY)

    (found,) = queries.unfollowed(ada, TODAY)

    assert found.interaction_id == same_day.pk


def test_the_touches_of_each_day_are_counted(ada, eve):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    make.interaction(ada, ana, bo)
    make.interaction(ada, ana, kind="call")
    make.interaction(ada, ana, on=date(2026, 11, 1))
    make.interaction(ada, ana, on=date(2025, 11, 1))
    make.interaction(ada, ana, kind="connected")
    make.interaction(eve, make.person(eve, "Mallory"))

    counts = queries.counts_by_day(ada, TODAY - timedelta(days=364), TODAY)

    assert counts == {date(2026, 11, 1): 1, TODAY: 2}


def test_notes_are_found_by_all_of_their_words_private_ones_too(ada, eve):
    ana = make.person(ada, "Ana")
    budget = make.interaction(ada, ana, notes="The budget", private_notes={ana.pk: "climbs in Chamonix"})
    make.interaction(ada, ana, notes="Budget only")
    make.interaction(eve, make.person(eve, "Mallory"), notes="budget chamonix")

    assert list(queries.search_notes(ada, "BUDGET chamonix")) == [budget]
