"""Reports and what organisers do about them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import LogEntry, Role
from kith.posts import actions, lists, queries, threads
from kith.posts.models import Report
from tests import make
from tests.inbox.counting import waits


@pytest.fixture
def said(runners, ben):
    """Something that ben wrote in the chat of the runners."""
    return actions.say(threads.of_group(runners), ben, "Buy my shoes", at=make.NOW)


@pytest.fixture
def carl(runners, ada):
    """Another member."""
    user = make.user("carl")
    groups.join(runners, user, at=make.NOW, invited_by=ada)
    return user


def test_a_report_needs_a_reason_and_counts_once(said, carl):
    with pytest.raises(ValidationError):
        actions.report(said, carl, why="  ", at=make.NOW)
    actions.report(said, carl, why="An advert", at=make.NOW)
    actions.report(said, carl, why="An advert, I say", at=make.NOW)

    assert [report.why for report in Report.objects.all()] == ["An advert"]


def test_what_was_reported_in_a_group_that_has_ended_waits_no_more(said, runners, ada, carl):
    actions.report(said, carl, why="An advert", at=make.NOW)
    assert waits(ada) == ["posts/inbox_reports.html"]

    groups.end_group(runners, by=ada, at=make.NOW)

    assert waits(ada) == []


def test_one_does_not_report_oneself(said, ben):
    with pytest.raises(Refused, match="yours"):
        actions.report(said, ben, why="Oh", at=make.NOW)


def test_what_the_only_organiser_wrote_has_nobody_to_look_at_it(runners, ada, ben):
    said = actions.say(threads.of_group(runners), ada, "Hm", at=make.NOW)

    with pytest.raises(Refused, match="only organiser"):
        actions.report(said, ben, why="Oh", at=make.NOW)


def test_of_what_an_organiser_wrote_another_one_decides(runners, ada, ben, carl):
    groups.set_role(runners.memberships.get(user=ben), Role.CO_ORGANISER, by=ada, at=make.NOW)
    said = actions.say(threads.of_group(runners), ada, "Hm", at=make.NOW)

    actions.report(said, carl, why="Oh", at=make.NOW)

    assert not queries.open_reports(runners, ada).exists()
    assert queries.open_reports(runners, ben).count() == 1


def test_removing_answers_every_report_and_stands_in_the_log(said, runners, ada, carl):
    report = actions.report(said, carl, why="An advert", at=make.NOW)

    actions.remove(said, by=ada, why="No adverts, please", at=make.NOW)

    report.refresh_from_db()
    said.refresh_from_db()
    assert (report.outcome, report.handled_by) == (Report.Outcome.REMOVED, ada)
    assert (said.removed_by, said.removed_why, said.text) == (ada, "No adverts, please", "Buy my shoes")
    entry = LogEntry.objects.filter(group=runners).first()
    assert (entry.by, entry.about, entry.what) == (ada, said.author, "removed: No adverts, please")


def test_nothing_is_removed_without_a_reason(said, ada):
    with pytest.raises(ValidationError):
        actions.remove(said, by=ada, why="", at=make.NOW)


def test_what_was_removed_is_found_by_nobody(said, runners, ada, ben):
    actions.remove(said, by=ada, why="No adverts", at=make.NOW)

    assert not lists.find(runners, ben, "shoes")


def test_leaving_it_as_it_is_stands_in_the_log_as_well(said, runners, ada, carl):
    actions.keep(actions.report(said, carl, why="Odd", at=make.NOW), by=ada, at=make.NOW)

    assert queries.handled_reports(runners, ada).get().outcome == Report.Outcome.KEPT
    assert LogEntry.objects.filter(group=runners).first().what.startswith("looked at a report")
