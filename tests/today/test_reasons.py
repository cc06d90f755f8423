"""Why somebody stands on Today: each reason, with its words and its evidence."""

from datetime import date, timedelta

import pytest

from kith.cadences import actions as cadences
from kith.interactions import actions as interactions
from kith.interactions.models import Direction, Kind
from kith.people import actions as people
from kith.people.models import Occasion, Person, Position
from kith.today.reasons import REASONS
from kith.today.words import gap_in_words
from tests import make

TODAY = make.TODAY


def why(owner, code, on=TODAY):
    """Return the words of a reason, by name of the person."""
    return {Person.objects.get(pk=reason.person_id).name: reason.words for reason in REASONS[code](owner, on, 20)}


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def test_a_promise_of_mine_stands_there_from_the_day_before_it_is_due(ada):
    ana = make.person(ada, "Ana Ruiz")
    interactions.promise(ana, by="me", what="the report", due_on=TODAY + timedelta(days=1))
    interactions.promise(make.person(ada, "Bo Li"), by="me", what="a call", due_on=TODAY + timedelta(days=2))

    assert why(ada, "promise") == {"Ana Ruiz": "You promised the report for tomorrow."}


def test_a_promise_of_theirs_or_one_that_is_kept_is_no_reason(ada):
    ana = make.person(ada, "Ana Ruiz")
    interactions.promise(ana, by="them", what="the slides", due_on=TODAY)
    kept = interactions.promise(ana, by="me", what="the report", due_on=TODAY)
    interactions.keep_promise(kept, on=TODAY)

    assert why(ada, "promise") == {}


def test_an_overdue_promise_says_for_when_it_was(ada):
    interactions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report", due_on=date(2026, 11, 3))

    assert why(ada, "promise") == {"Ana Ruiz": "You promised the report for 3 November."}


def test_a_planned_touch_stands_there_once_its_day_has_come(ada):
    cadences.plan(make.person(ada, "Ana Ruiz"), on=TODAY, note="ask about Lisbon", today=days_ago(10))
    cadences.plan(make.person(ada, "Bo Li"), on=TODAY + timedelta(days=1), today=days_ago(10))

    assert why(ada, "planned") == {"Ana Ruiz": "You planned to get in touch: ask about Lisbon."}


@pytest.mark.parametrize(
    ("month", "day", "year", "words"),
    [
        (11, 23, None, "Birthday today."),
        (11, 24, None, "Birthday tomorrow."),
        (11, 26, 1986, "Birthday on Thursday, 26 November: turns 40."),
    ],
)
def test_a_birthday_of_the_coming_week_is_a_reason(ada, month, day, year, words):
    make.person(ada, "Ana Ruiz", occasions=[Occasion(kind="birthday", month=month, day=day, year=year)])

    assert why(ada, "occasion") == {"Ana Ruiz": words}


def test_a_birthday_on_29_february_is_kept_on_the_28th_in_common_years(ada):
    make.person(ada, "Ana Ruiz", occasions=[Occasion(kind="birthday", month=2, day=29)])

    assert why(ada, "occasion", on=date(2027, 2, 28)) == {"Ana Ruiz": "Birthday today."}
    assert why(ada, "occasion", on=date(2028, 2, 28)) == {"Ana Ruiz": "Birthday tomorrow."}


def test_help_received_asks_for_thanks_until_they_are_given(ada):
    ana = make.person(ada, "Ana Ruiz")
    make.interaction(ada, ana, kind=Kind.HELP_RECEIVED, direction=Direction.INCOMING, on=days_ago(5))

    assert why(ada, "thanks") == {"Ana Ruiz": "They helped you 5 days ago; you have not thanked them yet."}

    make.interaction(ada, ana, kind=Kind.THANK_YOU, direction=Direction.OUTGOING, on=days_ago(1))

    assert why(ada, "thanks") == {}


def test_somebody_met_last_week_and_never_written_to_since_is_a_reason(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    make.interaction(ada, ana, bo, kind=Kind.MEETING, on=days_ago(4), place="PyCon")
    make.interaction(ada, bo, kind=Kind.EMAIL, on=days_ago(3))

    words = "You met at PyCon on Thursday, 19 November and have not followed up yet."
    assert why(ada, "follow_up") == {"Ana Ruiz": words}


def test_a_new_position_is_a_reason_until_the_next_touch(ada):
    ana = make.person(ada, "Ana Ruiz", positions=[Position(title="CTO", noticed_on=days_ago(3))])

    assert why(ada, "new_position") == {"Ana Ruiz": "New position: CTO."}

    make.interaction(ada, ana, on=days_ago(1))

    assert why(ada, "new_position") == {}


def test_a_deep_tie_gone_cold_is_fading(ada):
    ana = make.person(ada, "Ana Ruiz")
    for week in range(60):
        make.interaction(ada, ana, on=days_ago(300 + 7 * week))

    assert list(why(ada, "fading")) == ["Ana Ruiz"]
    assert "have not been in touch for 10 months" in why(ada, "fading")["Ana Ruiz"]


def test_somebody_is_due_when_the_cadence_has_run_out(ada):
    ana = make.person(ada, "Ana Ruiz")
    cadences.set_cadence([ana], days=30, on=TODAY)
    make.interaction(ada, ana, on=days_ago(29))

    assert why(ada, "due") == {}
    assert why(ada, "due", on=TODAY + timedelta(days=1)) == {
        "Ana Ruiz": "Last touch 4 weeks ago; you keep to about 30 days."
    }


def test_whoever_connected_and_never_wrote_is_a_reason_of_last_resort(ada):
    make.interaction(ada, make.person(ada, "Ana Ruiz"), kind=Kind.CONNECTED, on=date(2026, 3, 3))

    assert why(ada, "never_written") == {
        "Ana Ruiz": "You connected on 3 March 2026 and have not written to each other yet."
    }


@pytest.mark.parametrize("code", list(REASONS))
def test_nobody_in_the_bin_stands_on_today(ada, code):
    ana = make.person(
        ada,
        "Ana Ruiz",
        occasions=[Occasion(kind="birthday", month=11, day=23)],
        positions=[Position(title="CTO", noticed_on=days_ago(3))],
    )
    make.interaction(ada, ana, kind=Kind.HELP_RECEIVED, direction=Direction.INCOMING, on=days_ago(9))
    make.interaction(ada, ana, kind=Kind.CONNECTED, on=days_ago(9))
    interactions.promise(ana, by="me", what="the report", due_on=TODAY)

    people.bin_people([ana], at=make.NOW)

    assert why(ada, code) == {}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (59, "8 weeks"),
        (60, "2 months"),
        (400, "13 months"),
        (730, "1 year"),
        (800, "2 years"),
    ],
)
def test_gaps_are_told_as_people_tell_them(days, words):
    assert gap_in_words(days) == words
