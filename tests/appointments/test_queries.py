"""What is to come: on which day, with whom, and when by the user's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from kith.appointments import queries
from kith.people import actions as people
from tests import make
from tests.appointments.given import appointment
from tests.make import NOW, TODAY


def titles(found) -> list[str]:
    return [each.appointment.title for each in found]


def test_a_days_meetings_come_in_order_with_what_takes_the_whole_day_first(ada, eve):
    appointment(ada, "Tea", at=NOW + timedelta(hours=3))
    appointment(ada, "Workshop")
    appointment(ada, "Breakfast", at=NOW - timedelta(hours=2))
    appointment(ada, "Cancelled", cancelled_at=NOW)
    appointment(ada, "Tomorrow", on=TODAY + timedelta(days=1))
    appointment(eve, "Eve's")

    assert titles(queries.coming(ada, TODAY, now=NOW)) == ["Workshop", "Breakfast", "Tea"]
    assert titles(queries.coming(ada, TODAY, days=2, now=NOW)) == ["Workshop", "Breakfast", "Tea", "Tomorrow"]


def test_times_are_those_of_the_users_own_clock(ada):
    ada.time_zone = "Europe/Berlin"
    appointment(ada, "Tea", at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), on=date(2026, 7, 2), minutes=45)
    appointment(ada, "Night", at=datetime(2026, 7, 1, 22, tzinfo=UTC), on=date(2026, 7, 2), minutes=60 * 30)

    night, tea = queries.coming(ada, date(2026, 7, 2), now=NOW)

    assert (f"{tea.starts:%H:%M}", f"{tea.ends:%H:%M}", tea.ends_that_day) == ("00:30", "01:15", True)
    assert not night.ends_that_day


def test_those_who_are_not_in_the_book_are_told_by_name_or_address(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    appointment(ada, "Lunch", ana, bo, "Cem", "email:dee@acme.example")
    people.bin_people([bo], at=NOW)

    (found,) = queries.coming(ada, TODAY, now=NOW)

    assert found.known == [ana]
    assert [each.name for each in found.others] == ["Bo", "Cem", "dee@acme.example"]
    assert [each.to_add for each in found.others] == ["name=Bo", "name=Cem", "email=dee%40acme.example"]


def test_the_user_is_not_among_the_people(ada):
    ana = make.person(ada, "Ana")
    ana.is_self = True
    ana.save()
    appointment(ada, "Lunch", ana)

    assert queries.coming(ada, TODAY, now=NOW)[0].people == []


def test_the_next_meeting_with_somebody_is_the_first_that_is_not_over(ada):
    ana = make.person(ada, "Ana")
    appointment(ada, "Later", ana, at=NOW + timedelta(days=9))
    appointment(ada, "Next", ana, at=NOW + timedelta(hours=1))
    appointment(ada, "Over", ana, at=NOW - timedelta(hours=1))
    appointment(ada, "Another's", make.person(ada, "Bo"), at=NOW)

    assert queries.next_with(ana, now=NOW).appointment.title == "Next"
    assert queries.next_with(make.person(ada, "Cem"), now=NOW) is None


def test_a_meeting_under_way_is_still_the_next(ada):
    ana = make.person(ada, "Ana")
    appointment(ada, "Now", ana, at=NOW - timedelta(minutes=10), minutes=30)

    assert queries.next_with(ana, now=NOW).appointment.title == "Now"
    assert queries.next_with(ana, now=NOW + timedelta(minutes=20)) is None


def test_the_number_of_queries_does_not_grow_with_the_meetings(ada, django_assert_num_queries):
    for number in range(9):
        appointment(ada, f"{number}", make.person(ada, f"Ana {number}"), at=NOW + timedelta(hours=number))

    with django_assert_num_queries(2):
        queries.coming(ada, TODAY, days=2, now=NOW)
