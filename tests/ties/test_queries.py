"""Why somebody stands where they stand, and how the tie went."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from kith.interactions import actions as interaction_actions
from kith.people.models import Person, Tier
from kith.ties import actions, queries, words
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def why(person: Person, on=TODAY) -> dict[str, str]:
    """What is said about the person, by what it is about."""
    person.refresh_from_db()
    return {reason.about: reason.text for reason in queries.reasons(person, on)}


@pytest.mark.parametrize(
    ("tier", "level"), [(None, 3), (Tier.INFERRED, 3), (Tier.KNOWN, 2), (Tier.WARM, 1), (Tier.CLOSE, 1)]
)
def test_whom_the_user_knows_well_is_level_one_and_vaguely_level_two(tier, level):
    assert queries.level(Person(tier=tier)) == level


def test_a_tier_is_explained_by_the_touches_of_the_last_year(ada):
    ana = make.person(ada, "Ana")
    for age in (21, 60, 90, 400):
        make.interaction(ada, ana, on=TODAY - age * DAY)
    make.interaction(ada, ana, kind="message", on=TODAY - 30 * DAY, sent=8, received=4)
    make.interaction(ada, ana, kind="email", on=TODAY - 40 * DAY)
    make.interaction(ada, ana, kind="help_given", on=TODAY - 50 * DAY)
    make.interaction(ada, ana, kind="endorsement", on=TODAY - 50 * DAY)

    said = why(ana)["tier"]

    assert said == (
        "Warm: 3 meetings, 12 messages, 1 e-mail and help given once in the last year, the last one 3 weeks ago."
    )


def test_the_evidence_of_a_reason_is_its_latest_five_touches(ada):
    ana = make.person(ada, "Ana")
    logged = [make.interaction(ada, ana, on=TODAY - age * DAY) for age in range(7)]
    interaction_actions.bin(logged[0], at=NOW)
    ana.refresh_from_db()

    tier, phase = queries.reasons(ana, TODAY)

    assert tier.interactions == phase.interactions == tuple(one.pk for one in logged[1:6])


def test_a_single_touch_is_not_called_the_last_one(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    make.interaction(ada, ana, kind="other", on=TODAY - DAY)
    make.interaction(ada, bo, on=TODAY - 800 * DAY)

    assert why(ana) == {"tier": "Known: 1 other touch in the last year, yesterday."}
    assert why(bo) == {"tier": "Known: 1 meeting, 2 years ago."}


def test_a_tie_without_a_touch_for_a_year_is_explained_by_all_there_was(ada):
    ana = make.person(ada, "Ana")
    for age in (500, 900):
        make.interaction(ada, ana, kind="call", on=TODAY - age * DAY)

    assert why(ana)["tier"] == "Known: 2 calls in all, the last one 16 months ago."


def test_who_was_only_connected_to_is_said_to_be(ada):
    ana = make.person(ada, "Ana")
    first = make.interaction(ada, ana, kind="connected", on=TODAY - 100 * DAY)
    ana.refresh_from_db()

    (reason,) = queries.reasons(ana, TODAY)

    assert reason.text == "Known: you connected on 15 August 2026, and have not been in touch yet."
    assert reason.interactions == (first.pk,)


def test_nothing_is_made_up_about_somebody_never_in_touch(ada):
    ana = make.person(ada, "Ana")

    assert why(ana) == {"tier": "You have not been in touch yet."}


def test_the_users_own_word_is_the_reason_with_its_day(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana)
    actions.overrule(ana, tier=Tier.WARM, on=TODAY)
    actions.rate(ana, rating=4, on=TODAY)

    said = why(ana)

    assert said["tier"] == "Warm: you said so on 23 November 2026."
    assert said["rating"] == "You rated this tie 4 of 5 on 23 November 2026."


def monthly(person: Person, months: int) -> None:
    """A meeting a month up to today."""
    for month in range(months):
        make.interaction(person.owner, person, on=TODAY - 30 * month * DAY)


def test_each_phase_is_said_in_words(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    monthly(ana, 24)
    monthly(bo, 3)

    assert why(ana)["phase"].startswith("Active: there is a lot behind you (depth ")
    assert why(bo)["phase"].startswith("New: you have been in touch lately (warmth ")
    actions.keep_current(ada, on=TODAY + 280 * DAY)
    assert why(ana, TODAY + 280 * DAY)["phase"] == (
        f"Fading: you were close (depth {ana.depth}), and have not been in touch for 9 months."
    )
    actions.keep_current(ada, on=TODAY + 800 * DAY)
    assert why(ana, TODAY + 800 * DAY)["phase"].endswith("and it has been quiet for 2 years.")


def test_a_tie_that_fades_though_there_was_a_touch_lately_is_not_called_silent(ada):
    ana = Person(depth=80, warmth=30, phase="fading", first_touch_on=TODAY - 900 * DAY, last_touch_on=TODAY - 3 * DAY)

    assert words.phase(ana, TODAY) == "Fading: you used to be in touch more often (depth 80, warmth 30)."


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "yesterday"), (13, "13 days ago"), (14, "2 weeks ago"), (60, "8 weeks ago")]
    + [(61, "2 months ago"), (729, "24 months ago"), (730, "1 year ago"), (1500, "4 years ago")],
)
def test_times_are_said_in_their_largest_fitting_unit(days, said):
    assert words.ago(TODAY - days * DAY, TODAY) == said


def test_the_course_of_a_tie_ends_where_it_stands(ada):
    ana = make.person(ada, "Ana")
    monthly(ana, 12)
    actions.rate(ana, rating=3, on=TODAY - 100 * DAY)
    actions.recompute(ada, on=TODAY)
    ana.refresh_from_db()

    course = queries.history(ana, TODAY, months=24)

    assert (course.days[-1], course.days[-2]) == (TODAY, TODAY - 7 * DAY)
    assert len(course.days) == len(course.warmth) == len(course.depth) == 105
    assert (round(course.warmth[-1]), round(course.depth[-1])) == (ana.warmth, ana.depth)
    assert course.warmth[0] == course.depth[0] == 0


def test_the_course_of_somebody_never_in_touch_is_flat(ada):
    course = queries.history(make.person(ada, "Ana"), TODAY)

    assert not np.any(course.warmth)
    assert not np.any(course.depth)
