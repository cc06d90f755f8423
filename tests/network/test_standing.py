"""kith.network.standing: why the user knows somebody, and what each gave the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.network.standing import Balance, balances, why_known
from kith.people.models import Person
from kith.ties import actions as ties
from kith.ties.queries import reasons
from tests import make

TODAY = make.TODAY


def told(owner, person) -> str:
    person = Person.objects.get(pk=person.pk)
    return why_known(owner, {person.pk: person}, TODAY)[person.pk]


@pytest.mark.parametrize("case", ["lately", "long ago", "own word", "never", "messages", "connected"])
def test_the_reason_is_the_one_that_the_persons_page_gives(ada, case):
    person = make.person(ada, "Ana Ruiz")
    if case == "lately":
        make.interaction(ada, person)
        make.interaction(ada, person, kind="call", on=TODAY - timedelta(days=400))
    elif case == "long ago":
        make.interaction(ada, person, on=TODAY - timedelta(days=800))
    elif case == "own word":
        make.interaction(ada, person)
        ties.overrule(person, tier=3, on=TODAY)
    elif case == "messages":
        make.interaction(ada, person, kind="email", sent=3, received=2)
    elif case == "connected":
        make.interaction(ada, person, kind="connected")
    person.refresh_from_db()

    if case == "connected":
        assert told(ada, person) == "You have not been in touch yet."
    else:
        assert told(ada, person) == reasons(person, TODAY)[0].text


def test_what_is_in_the_bin_does_not_count(ada):
    person = make.person(ada, "Ana Ruiz")
    gone = make.interaction(ada, person, kind="help_given")
    type(gone).objects.filter(pk=gone.pk).update(binned_at=make.NOW)

    assert balances(ada, [person.pk], TODAY) == {person.pk: Balance(0, 0)}


@pytest.mark.parametrize(
    ("balance", "said"),
    [
        (Balance(0, 0), "Nothing given or received yet. Ask what you can do for them as well."),
        (Balance(2, 0), "You helped them 2 times."),
        (Balance(0, 1), "They helped you once: a good moment to give something back."),
        (Balance(1, 3), "You helped them once. They helped you 3 times."),
    ],
)
def test_the_balance_is_a_sentence(balance, said):
    assert balance.words == said
