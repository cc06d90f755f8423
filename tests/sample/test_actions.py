"""Adding the sample network and taking it away, with what the user did meanwhile."""

from datetime import timedelta

import pytest

from kith.appointments.models import Appointment
from kith.appointments.queries import coming
from kith.cadences.models import Cadence
from kith.duplicates.actions import look_for_pairs
from kith.duplicates.queries import open_pairs
from kith.errors import Refused
from kith.imports.models import Import
from kith.interactions.models import Interaction, Participation, Promise
from kith.people import actions as people_actions
from kith.people.models import ContactPoint, Label, Organisation, Person, Phase, Position, Tier
from kith.sample import actions
from kith.sample.queries import has_sample
from kith.ties import actions as ties
from kith.today import queries as today
from kith.today.reasons import REASONS
from tests import make
from tests.make import NOW

SIZE = 60


def in_book(owner):
    return Person.objects.visible_to(owner).in_book()


def sample_person(owner, **fields):
    return in_book(owner).filter(**fields).order_by("-touches", "pk").first()


@pytest.fixture
def explored(ada):
    """Ada's book with a small sample network in it."""
    actions.add_sample(ada, now=make.NOW, size=SIZE)
    return ada


@pytest.mark.parametrize("days", [0, 129])
def test_every_kind_of_reason_stands_on_today_on_the_day_it_is_added(ada, days):
    now = make.NOW + timedelta(days=days)

    actions.add_sample(ada, now=now)
    found = {code: ask(ada, now.date(), 20) for code, ask in REASONS.items()}
    shown = today.day(ada, now.date()).suggestions

    assert [code for code, reasons in found.items() if not reasons] == []
    assert [each.why.code for each in shown] == list(REASONS)[:7]
    assert "due" in {why.code for each in shown for why in each.reasons[1:]}


def test_the_book_is_skewed_as_books_are(ada):
    actions.add_sample(ada, now=make.NOW)

    tiers = list(in_book(ada).values_list("tier", flat=True))
    phases = list(in_book(ada).values_list("phase", flat=True))

    assert len(tiers) == 400
    assert 10 <= tiers.count(Tier.CLOSE) <= 32
    assert 20 <= tiers.count(Tier.WARM) <= 60
    assert tiers.count(None) > 20
    assert phases.count(Phase.FADING) >= 5
    assert phases.count(Phase.DORMANT) >= 1
    assert phases.count(Phase.ACTIVE) >= 15
    assert phases.count(Phase.NEW) >= 1


def test_it_is_not_added_twice(explored):
    with pytest.raises(Refused, match="already"):
        actions.add_sample(explored, now=make.NOW, size=SIZE)

    assert in_book(explored).count() == SIZE


def test_it_can_be_added_again_after_it_was_removed(explored):
    actions.remove_sample(explored, now=make.NOW)

    actions.add_sample(explored, now=make.NOW, size=SIZE)

    assert in_book(explored).count() == SIZE
    assert Interaction.objects.visible_to(explored).count() > 50


def test_removing_leaves_an_empty_book_as_it_was(explored):
    actions.remove_sample(explored, now=make.NOW)

    for model in (Person, Organisation, Position, ContactPoint, Label, Interaction, Participation, Promise, Cadence):
        assert not model._default_manager.filter(owner=explored).exists()
    assert not has_sample(explored)
    assert Import.objects.get(owner=explored).state == Import.State.UNDONE


def test_removing_what_is_not_there_is_refused(ada):
    with pytest.raises(Refused, match="no sample"):
        actions.remove_sample(ada, now=make.NOW)


def test_what_the_user_logged_with_sample_people_goes_with_them(explored):
    person = sample_person(explored)
    make.interaction(explored, person, summary="Tried the log", follow_up_on=make.TODAY + timedelta(days=3))
    people_actions.label_people([person], "tried out", at=make.NOW)
    ties.overrule(person, tier=Tier.CLOSE, on=make.TODAY)

    done = actions.remove_sample(explored, now=make.NOW)

    assert not in_book(explored).exists()
    assert not Interaction.objects.visible_to(explored).exists()
    assert done.kept == []


def test_what_the_user_logged_with_a_person_of_their_own_stays(explored):
    mine, theirs = make.person(explored, "Real Friend"), sample_person(explored)
    both = make.interaction(explored, mine, theirs, summary="All three of us")

    actions.remove_sample(explored, now=make.NOW)

    assert list(in_book(explored)) == [mine]
    assert list(both.people.all()) == [mine]
    mine.refresh_from_db()
    assert mine.touches == 1


def test_a_person_in_the_bin_goes_as_well(explored):
    people_actions.bin_people([sample_person(explored)], at=make.NOW)

    actions.remove_sample(explored, now=make.NOW)

    assert not Person.objects.visible_to(explored).exists()


def test_a_sample_person_that_was_given_another_name_stays_with_what_was_logged(explored):
    person = sample_person(explored)
    fields = {"name": "My Own Cousin"}
    people_actions.edit_person(person, version=person.version, at=make.NOW, fields=fields)
    logged = make.interaction(explored, person, summary="A real walk")

    done = actions.remove_sample(explored, now=make.NOW)

    assert [each.name for each in in_book(explored)] == ["My Own Cousin"]
    assert list(Interaction.objects.visible_to(explored)) == [logged]
    assert [each["name"] for each in done.kept] == ["My Own Cousin"]


def test_a_sample_person_that_was_given_a_real_address_stays(explored):
    person = sample_person(explored)
    points = [make.email("somebody@kith.example")]
    people_actions.edit_person(person, version=person.version, at=make.NOW, fields={}, points=points)

    actions.remove_sample(explored, now=make.NOW)

    assert list(in_book(explored)) == [person]


def test_a_sample_person_whose_notes_were_edited_goes(explored):
    person = sample_person(explored)
    people_actions.edit_person(person, version=person.version, at=make.NOW, fields={"notes": "Trying this out."})

    actions.remove_sample(explored, now=make.NOW)

    assert not in_book(explored).exists()


def test_the_user_s_own_card_is_not_mixed_with_an_invented_one(ada):
    me = make.person(ada, "Ada", is_self=True, positions=[make.job("Real Work", "Owner")])

    actions.add_sample(ada, now=make.NOW, size=SIZE)
    actions.remove_sample(ada, now=make.NOW)

    assert list(Person.objects.visible_to(ada)) == [me]
    assert [each.organisation.name for each in me.positions.all()] == ["Real Work"]


def test_another_book_is_not_touched(explored, eve):
    actions.add_sample(eve, now=make.NOW, size=SIZE)

    actions.remove_sample(explored, now=make.NOW)

    assert in_book(eve).count() == SIZE
    assert has_sample(eve)


def test_follow_ups_that_were_agreed_are_planned(explored):
    planned = Cadence.objects.visible_to(explored).exclude(planned_on=None).order_by("planned_on")

    assert [(each.planned_on - make.TODAY).days for each in planned] == [0, 4]
    assert all(each.plan_note for each in planned)


def test_a_meeting_is_coming_and_goes_with_the_sample(explored):
    day = explored.today(NOW) + timedelta(days=1)

    assert [len(each.known) for each in coming(explored, day, now=NOW)] == [2]

    actions.remove_sample(explored, now=NOW)
    assert not Appointment.objects.visible_to(explored).exists()


def test_two_are_in_the_book_twice_and_are_found(explored):
    assert look_for_pairs(explored, now=NOW) >= 2

    evidence = [pair.reason for pair in open_pairs(explored)[:2]]
    assert all("name" in reason for reason in evidence)
