"""What is done with an opportunity is kept with its day, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.opportunities import actions, queries
from kith.opportunities.models import Opportunity
from kith.people import actions as people
from tests import make
from tests.make import NOW, TODAY
from tests.opportunities.given import chain_of, introduction, opportunity

pytestmark = pytest.mark.django_db


def day(days: int):
    return TODAY + timedelta(days=days)


def stages(one: Opportunity) -> list[tuple[str, int]]:
    return [(each.stage, (each.on - TODAY).days) for each in one.stages.all()]


# Beginning


def test_it_begins_with_its_first_stage_its_people_and_the_introduction_it_came_from(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    asked = introduction(ada, bo, ana)

    one = opportunity(ada, stage="talking", people=[ana], introduction=asked, source="introduction", on=day(-3))

    assert (stages(one), one.stage_on) == ([("talking", -3)], day(-3))
    assert [part.person for part in one.involvements.all()] == [ana]
    assert [link.introduction for link in one.chain.all()] == [asked]
    assert one.edited_at is None


def test_it_needs_a_title(ada):
    with pytest.raises(ValidationError):
        opportunity(ada, "  ")


@pytest.mark.parametrize("wrong", [{"kind": "wedding"}, {"source": "nowhere"}, {"stage": "maybe"}])
def test_what_is_no_choice_is_refused(ada, wrong):
    with pytest.raises(ValidationError):
        opportunity(ada, **wrong)


def test_it_takes_nothing_of_another_book(ada, eve):
    place = people.find_or_add_organisation(eve, "Acme")
    with pytest.raises(ValidationError):
        opportunity(ada, organisation=place)
    with pytest.raises(ValidationError):
        opportunity(ada, people=[make.person(eve, "Eva")])


def test_a_day_without_a_next_step_is_dropped(ada):
    assert opportunity(ada, next_on=day(2)).next_on is None


def test_an_edit_changes_what_is_said_and_is_noted(ada):
    one = opportunity(ada, notes="Remote")
    actions.edit(one, title="Data lead", began_on=day(-9), at=NOW, source="recruiter")
    one.refresh_from_db()
    assert (one.title, one.source, one.notes, one.edited_at) == ("Data lead", "recruiter", "Remote", NOW)


# Stages


def test_it_stands_where_the_latest_stage_says(ada):
    one = opportunity(ada, on=day(-20))
    actions.move(one, "interview", on=day(-2), at=NOW)
    actions.move(one, "applied", on=day(-9), at=NOW)

    one.refresh_from_db()
    assert (one.stage, one.stage_on) == ("interview", day(-2))
    assert stages(one) == [("heard", -20), ("applied", -9), ("interview", -2)]


def test_a_move_is_taken_back(ada):
    one = opportunity(ada, on=day(-20))
    change = actions.move(one, "won", on=TODAY, at=NOW)
    assert not one.is_open

    actions.take_back_move(change, at=NOW)

    one.refresh_from_db()
    assert (one.stage, one.stage_on, one.is_open) == ("heard", day(-20), True)


def test_the_only_stage_is_not_taken_back(ada):
    one = opportunity(ada)
    with pytest.raises(Refused):
        actions.take_back_move(one.stages.get(), at=NOW)


def test_it_does_not_move_to_where_it_stands(ada):
    one = opportunity(ada, on=day(-5))
    with pytest.raises(Refused):
        actions.move(one, "heard", on=TODAY, at=NOW)


def test_it_moves_to_no_stage_that_there_is_not(ada):
    with pytest.raises(ValidationError):
        actions.move(opportunity(ada), "limbo", on=TODAY, at=NOW)


# Next steps


def test_a_step_that_is_done_stands_in_the_history_and_can_be_undone(ada):
    one = opportunity(ada)
    actions.note_next(one, step="Call Ana", on=day(3), at=NOW)

    done = actions.do_next(one, on=TODAY, at=NOW)
    assert (one.next_step, one.next_on) == ("", None)
    assert [event.words for event in queries.page_of(one).history] == ["Heard of it", "Call Ana"]

    actions.undo_next(done, at=NOW)
    one.refresh_from_db()
    assert (one.next_step, one.next_on, one.done_steps.count()) == ("Call Ana", day(3), 0)


def test_no_step_is_not_done(ada):
    with pytest.raises(Refused):
        actions.do_next(opportunity(ada), on=TODAY, at=NOW)


def test_a_day_needs_a_step(ada):
    with pytest.raises(ValidationError):
        actions.note_next(opportunity(ada), step=" ", on=TODAY, at=NOW)


def test_due_are_open_ones_whose_day_has_come_the_earliest_first(ada, eve):
    for title, on, stage in [("b", 0, "heard"), ("a", -4, "applied"), ("later", 1, "heard"), ("over", -1, "lost")]:
        opportunity(ada, title, stage=stage, next_step="Write", next_on=day(on))
    opportunity(eve, "hers", next_step="Write", next_on=TODAY)
    actions.bin(opportunity(ada, "gone", next_step="Write", next_on=TODAY), at=NOW)

    assert [one.title for one in queries.due(ada, TODAY)] == ["a", "b"]


# The bin


def test_in_the_bin_it_stands_in_no_list_until_it_is_taken_out(ada):
    ana = make.person(ada, "Ana Ruiz")
    one = opportunity(ada, people=[ana])
    actions.bin(one, at=NOW)
    assert (queries.board(ada).is_empty, queries.about(ana), list(queries.binned(ada))) == (True, [], [one])

    actions.restore(one)

    assert (queries.board(ada).is_empty, queries.about(ana), list(queries.binned(ada))) == (False, [one], [])


# People and chains


def test_somebody_is_involved_once_and_their_role_may_change(ada):
    ana, one = make.person(ada, "Ana Ruiz"), opportunity(ada)
    actions.involve(one, ana, role="recruiter", at=NOW)
    actions.involve(one, ana, role="manager", at=NOW)
    actions.involve(one, ana, at=NOW)
    assert [(part.person, part.role) for part in one.involvements.all()] == [(ana, "manager")]

    actions.leave_out(one.involvements.get(), at=NOW)
    assert one.involvements.count() == 0


def test_the_user_is_not_involved_in_what_is_theirs(ada):
    myself = make.person(ada, "Ada", is_self=True)
    with pytest.raises(ValidationError):
        actions.involve(opportunity(ada), myself, at=NOW)


def test_links_go_to_the_end_or_before_another_and_can_be_moved(ada):
    one = opportunity(ada)
    for text, place in [("talk", None), ("opening", None), ("party", 0), ("introduction", 2)]:
        actions.link(one, text=text, place=place, at=NOW)
    assert chain_of(one) == ["party", "talk", "introduction", "opening"]

    actions.shift(one.chain.get(text="opening"), by=-1, at=NOW)
    assert chain_of(one) == ["party", "talk", "opening", "introduction"]

    actions.unlink(one.chain.get(text="talk"), at=NOW)
    assert chain_of(one) == ["party", "opening", "introduction"]
    assert [link.place for link in one.chain.all()] == [0, 1, 2]


@pytest.mark.parametrize(("text", "by"), [("first", -1), ("last", 1)])
def test_at_the_ends_a_link_does_not_move_on(ada, text, by):
    one = opportunity(ada)
    for each in ("first", "last"):
        actions.link(one, text=each, at=NOW)
    with pytest.raises(Refused):
        actions.shift(one.chain.get(text=text), by=by, at=NOW)


def test_a_link_says_something(ada):
    with pytest.raises(ValidationError):
        actions.link(opportunity(ada), text=" ", at=NOW)


def test_a_link_points_at_nothing_of_another_book(ada, eve):
    with pytest.raises(ValidationError):
        actions.link(opportunity(ada), person=make.person(eve, "Eva"), at=NOW)


def test_a_chain_has_an_end(ada):
    one = opportunity(ada)
    for number in range(30):
        actions.link(one, text=str(number), at=NOW)
    with pytest.raises(ValidationError):
        actions.link(one, text="one more", at=NOW)


def test_those_of_a_person_are_those_they_have_to_do_with_or_stand_in_the_chain_of(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    talk = make.interaction(ada, ana)
    actions.link(opportunity(ada, "person"), person=ana, at=NOW)
    actions.link(opportunity(ada, "talk"), interaction=talk, at=NOW)
    actions.link(opportunity(ada, "introducer"), introduction=introduction(ada, ana, bo), at=NOW)
    actions.link(opportunity(ada, "other"), introduction=introduction(ada, bo, ana), at=NOW)
    actions.link(opportunity(ada, "neither"), person=bo, at=NOW)
    opportunity(ada, "involved", stage="lost", people=[ana])

    found = [one.title for one in queries.about(ana)]

    assert (sorted(found), found[-1]) == (["introducer", "involved", "other", "person", "talk"], "involved")
