"""Asking: what is needed, and how much is enough."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.sharing import actions
from kith.sharing.models import BlindAsk, Request
from tests import make
from tests.sharing.members import ADDRESS, DAY, NOW, ask, asked, member, willing


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"name": "Ana"}, "organisation"),
        ({"name": "Ana", "address": "no address"}, "address"),
        ({"address": ADDRESS}, "name"),
        ({"place": "Lyon"}, "name"),
        ({"name": "x" * 301, "organisation": "Acme"}, "name"),
    ],
)
def test_an_ask_has_to_say_enough(ada, wanted, field):
    with pytest.raises(ValidationError) as raised:
        ask(ada, **wanted)

    assert field in raised.value.message_dict


def test_an_ask_needs_a_purpose(ada):
    with pytest.raises(ValidationError):
        ask(ada, purpose="  ")


def test_whoever_takes_no_part_cannot_ask(db):
    with pytest.raises(Refused):
        ask(make.user("ben"))


def test_five_asks_are_open_at_once_and_a_withdrawn_one_makes_room(ada):
    made = [ask(ada, organisation=f"Works {n}") for n in range(5)]
    with pytest.raises(Refused, match="Five"):
        ask(ada, organisation="Works 6")

    actions.withdraw(made[0], at=NOW)

    ask(ada, organisation="Works 6")


def test_asks_that_have_ended_make_room_also_before_the_clock_has_closed_them(ada):
    for n in range(5):
        ask(ada, organisation=f"Works {n}")

    ask(ada, organisation="Works 6", at=NOW + 7 * DAY)


def test_twenty_asks_a_month_are_enough_withdrawn_or_not(ada):
    for n in range(20):
        actions.withdraw(ask(ada, organisation=f"Works {n}", at=NOW + n * timedelta(hours=1)), at=NOW)

    with pytest.raises(Refused, match="twenty"):
        ask(ada, organisation="Works 21", at=NOW + 29 * DAY)
    ask(ada, organisation="Works 21", at=NOW + 31 * DAY)


@pytest.mark.parametrize(
    "again",
    [
        {"name": "Somebody else", "address": "ANA@acme.example"},
        {"name": "ana ruíz", "organisation": "Acme"},
        {"name": "Ana Ruiz", "organisation": "Elsewhere"},
    ],
)
def test_the_same_person_is_asked_for_once_in_ninety_days(ada, again):
    actions.withdraw(ask(ada), at=NOW)

    with pytest.raises(Refused, match="three months"):
        ask(ada, at=NOW + 89 * DAY, **again)
    ask(ada, at=NOW + 91 * DAY, **again)


def test_others_of_the_same_name_elsewhere_and_other_criteria_are_not_the_same(ada):
    ask(ada, name="Ana Ruiz", organisation="Acme")
    ask(ada, name="Ana Ruiz", organisation="Initech")
    ask(ada, organisation="Acme")
    ask(ada, organisation="Acme", role="CTO")

    with pytest.raises(Refused):
        ask(ada, organisation=" ACME ", role="cto")


def test_withdrawing_ends_requests_at_once_also_those_that_nobody_has_seen(ada):
    members = [member(f"m{n}") for n in range(4)]
    for each in members:
        willing(each)
    requests = asked(ada)
    assert (len(requests), Request.objects.count()) == (3, 4)

    actions.withdraw(requests[0].ask, at=NOW)

    assert Request.objects.count() == 3
    assert not Request.objects.filter(closed_at=None).exists()


def test_an_ask_out_of_an_archive_is_never_looked_at(ada):
    willing(member("ben"))
    old = BlindAsk.objects.create(
        owner=ada, name="Ana Ruiz", address=ADDRESS, purpose="x", asked_at=NOW, expires_at=NOW + 700 * DAY
    )

    actions.look(old.pk, now=NOW)
    actions.look_again(NOW)
    actions.keep_going(NOW + DAY)

    assert not Request.objects.exists()


def test_what_is_asked_twice_of_the_queue_is_looked_at_as_once(ada):
    willing(member("ben"))
    [request] = asked(ada)

    actions.look(request.ask_id, now=NOW)

    assert Request.objects.get().pk == request.pk
