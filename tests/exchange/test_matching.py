"""Finding what fits while others write: ranked outside any transaction, kept as far as it still holds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.exchange import actions
from kith.exchange.actions import ranking
from kith.exchange.models import Ask, Match, Offer
from kith.exchange.showing import shown_among
from kith.groups import actions as groups
from kith.groups.models import Group, Membership
from kith.matching import Index
from kith.people import actions as people
from tests import make
from tests.exchange.cast import ask, known, offer, proved, to


@pytest.fixture
def ben(db):
    return proved(make.user("ben"))


@pytest.fixture
def group(ada, ben):
    return make.group(ada, "Runners", ben)


@pytest.fixture
def after_ranking(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Have something done right after texts were ranked, before anything is kept; the ranking itself is the real one."""

    def have(done: Callable[[], object]) -> None:
        class Watched(Index):
            def search(self, *args, **more):
                found = super().search(*args, **more)
                done()
                return found

        monkeypatch.setattr(ranking, "Index", Watched)

    return have


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_texts_are_ranked(ada, ben, group, after_ranking):
    ask(ada, **to(group))
    offer(ben, **to(group))
    open_: list[bool] = []
    after_ranking(lambda: open_.append(connection.in_atomic_block))

    actions.refresh(ada, now=make.NOW)

    assert open_ == [False]
    assert Match.objects.get().user == ada


def test_an_ask_that_is_closed_while_it_is_ranked_gets_nothing(ada, ben, group, after_ranking):
    asked = ask(ada, **to(group))
    offer(ben, **to(group))
    after_ranking(lambda: actions.close(asked, at=make.NOW))

    assert actions.refresh(ada, now=make.NOW) == set()

    assert not Match.objects.exists()


def test_whoever_leaves_the_group_while_it_is_ranked_gets_nothing(ada, ben, group, after_ranking):
    ask(ada, **to(group))
    offer(ben, **to(group))
    after_ranking(lambda: groups.leave(Membership.objects.get(group=group, user=ben), at=make.NOW))

    actions.refresh(ben, now=make.NOW)

    assert not Match.objects.exists()


def test_what_says_something_else_by_the_time_it_is_kept_is_left_for_the_next_turn(ada, ben, group, after_ranking):
    asked = ask(ada, **to(group))
    offer(ben, **to(group))
    after_ranking(lambda: actions.edit(asked, text="Someone to sing duets with", at=make.NOW))

    actions.refresh(ada, now=make.NOW)

    assert not Match.objects.exists()
    assert Ask.objects.get().vector is None


def test_nobody_who_is_erased_meanwhile_is_to_be_introduced(ada, after_ranking):
    one, other = make.person(ada, "Ana"), make.person(ada, "Bruno")
    ask(ada, person=one)
    offer(ada, person=other)

    def erase() -> None:
        people.bin_people([other], at=make.NOW)
        people.erase_people([other], at=make.NOW)

    after_ranking(erase)

    actions.refresh(ada, now=make.NOW)

    assert not Match.objects.exists()


def test_reasons_that_one_was_told_are_told_to_the_other_until_a_text_is_changed(ada, ben, group):
    asked = ask(ada, **to(group))
    offer(ben, **to(group))
    actions.refresh(ada, now=make.NOW)
    Match.objects.update(reasons=[["words", ["as it was told"]]])

    actions.refresh(ben, now=make.NOW)
    assert Match.objects.get(user=ben).reasons == [["words", ["as it was told"]]]

    actions.edit(asked, text="A tap that leaks needs mending", at=make.NOW)
    actions.refresh(ben, now=make.NOW)
    assert Match.objects.get(user=ben).reasons != [["words", ["as it was told"]]]


def test_what_was_read_for_one_member_is_not_read_again_for_the_next(ada, ben, group):
    for number in range(3):
        offer(ben, f"Plumber number {number}", **to(group))
    shelf = ranking.Shelf()

    [first, second] = [shelf.take(Offer.objects.seen_by(user).open(make.TODAY)) for user in (ada, ben)]
    offer(ada, "Guitar lessons", **to(group))
    third = shelf.take(Offer.objects.seen_by(ben).open(make.TODAY))

    assert [str(one) for one in first] == ["Plumber number 2", "Plumber number 1", "Plumber number 0"]
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert {str(one) for one in third} == {"Guitar lessons", *map(str, first)}


def test_all_at_once_finds_the_same_as_one_by_one(ada, ben, eve, group):
    groups.join(group, eve, at=make.NOW, invited_by=ada)
    for user in (ada, ben, eve):
        ask(user, f"A leaking tap needs mending, says {user.name}", **to(group))
        offer(user, f"Plumber, small repairs, by {user.name}", **to(group))
    for user in (ada, ben, eve):
        actions.refresh(user, now=make.NOW)
    one_by_one = set(Match.objects.values_list("user", "ask", "offer", "kind", "score"))
    Match.objects.all().delete()

    actions.refresh_all(make.NOW)

    assert len(one_by_one) > 3
    assert set(Match.objects.values_list("user", "ask", "offer", "kind", "score")) == one_by_one


def test_a_need_that_is_noted_is_led_to_a_member_who_offers_it(ada, ben, group):
    known(ada, ben)
    ask(ada, person=make.person(ada, "Ana"))
    offer(ben, **to(group))

    actions.refresh(ada, now=make.NOW)

    found = Match.objects.get()
    assert (found.kind, str(found.one), str(found.other)) == ("introduce", "Ana", "Ben")


def test_more_people_who_could_be_introduced_ask_no_more_of_the_database(ada, group):
    cem, dot = proved(make.user("cem")), proved(make.user("dot"))
    for member in (cem, dot):
        known(ada, member)
    asking, giving = make.group(cem, "Neighbours", ada), make.group(dot, "Readers", ada)
    ask(cem, **to(asking))
    offer(dot, **to(giving))
    actions.refresh(ada, now=make.NOW)
    with CaptureQueriesContext(connection) as few:
        actions.refresh(ada, now=make.NOW)
    for number in range(6):
        member = proved(make.user(f"m{number}"))
        known(ada, member)
        groups.join(asking, member, at=make.NOW, invited_by=cem)
        ask(member, **to(asking))
    actions.refresh(ada, now=make.NOW)
    assert Match.objects.filter(kind="introduce").count() == 7

    with CaptureQueriesContext(connection) as many:
        actions.refresh(ada, now=make.NOW)

    assert len(many) == len(few)


def test_who_is_shown_what_is_the_same_for_many_as_for_one(ada, ben, eve, group):
    cem = proved(make.user("cem"))
    readers, ended = make.group(cem, "Readers", ada, eve), make.group(ben, "Ended", ada, cem)
    groups.join(readers, ben, at=make.NOW, role="guest", invited_by=cem)
    groups.leave(Membership.objects.get(group=readers, user=eve), at=make.NOW)
    known(ada, ben)
    known(ben, cem)
    for owner in (ada, ben, cem):
        for audience in ("book", "people", "groups"):
            offer(owner, audience=audience)
    for owner, one in ((ada, group), (ben, group), (cem, readers), (ada, readers), (ben, ended)):
        offer(owner, **to(one))
    Group.objects.filter(pk=ended.pk).update(ended_at=make.NOW)
    members = [ada, ben, eve, cem]

    pairs = set(product(Offer.objects.values_list("pk", flat=True), [member.pk for member in members]))
    expected = {(one.pk, member.pk) for member in members for one in Offer.objects.shown_to(member)}

    assert len(expected) > 8
    assert shown_among(pairs) == expected
    assert shown_among([]) == set()
