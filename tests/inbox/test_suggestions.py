"""What sources suggest, taken or not, several at once, and taken back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kith.people import actions as people
from kith.people.models import Person
from kith.suggestions.models import Suggestion
from kith.ui.toasts import undo_url_of
from tests import make
from tests.inbox.test_home import suggest

LIST, DECIDE = reverse("inbox:suggestions"), reverse("inbox:decide")
State = Suggestion.State


@pytest.fixture
def newcomers(ada) -> list[Suggestion]:
    return [suggest(ada, number) for number in range(3)]


@pytest.fixture
def detail(ada) -> Suggestion:
    ana, facts = make.person(ada, "Ana Ruiz"), {"title": "CTO", "organisation": "Acme"}
    return suggest(ada, 9, "position", person=ana, facts=facts, source="her mail of 3 May")


def states() -> list[str]:
    return list(Suggestion.objects.order_by("pk").values_list("state", flat=True))


def undo(client, answer):
    message = list(get_messages(answer.wsgi_request))[-1]
    return client.post(undo_url_of(message))


def test_several_people_are_taken_at_once_and_taken_back(ada, newcomers, client_of):
    client = client_of(ada)

    answer = client.post(DECIDE, {"suggestions": [each.pk for each in newcomers[:2]], "from": "people"})

    assert answer["Location"] == f"{LIST}?kind=people"
    assert [person.name for person in Person.objects.in_book().order_by("pk")] == ["New 0", "New 1"]
    assert states() == [State.TAKEN, State.TAKEN, State.OPEN]
    undo(client, answer)
    assert not Person.objects.in_book().exists()
    assert states() == [State.OPEN] * 3


def test_what_is_not_needed_is_not_suggested_again_unless_that_is_taken_back(ada, newcomers, client_of):
    client = client_of(ada)

    answer = client.post(DECIDE, {"suggestions": [each.pk for each in newcomers], "action": "dismiss"})
    assert states() == [State.DISMISSED] * 3
    undo(client, answer)

    assert states() == [State.OPEN] * 3


def test_a_detail_goes_to_its_person(ada, detail, client_of):
    client_of(ada).post(DECIDE, {"suggestions": detail.pk})

    assert str(Person.objects.get(name="Ana Ruiz").positions.get()) == "CTO"
    assert states() == [State.TAKEN]


@pytest.mark.parametrize("kind", ["position", "point"])
def test_a_detail_that_was_taken_is_taken_back(ada, detail, client_of, kind):
    facts = {"kind": "phone", "value": "+49 30 1234567", "label": "work"}
    if kind == "point":
        detail = suggest(ada, 8, "point", person=detail.person, facts=facts, source="her mail")
    client = client_of(ada)

    answer = client.post(DECIDE, {"take": detail.pk})
    ana = Person.objects.get(name="Ana Ruiz")
    assert ana.positions.count() + ana.points.count() == 1
    undo(client, answer)

    assert ana.positions.count() + ana.points.count() == 0
    assert set(states()) == {State.OPEN}


def test_a_detail_that_was_there_before_stays_when_taking_it_is_taken_back(ada, detail, client_of):
    ana, client = detail.person, client_of(ada)
    people.edit_person(ana, version=1, at=make.NOW, fields={}, positions=[make.job("Acme", "CTO")])

    undo(client, client.post(DECIDE, {"take": detail.pk}))

    assert ana.positions.count() == 1
    assert states() == [State.OPEN]


def test_one_is_said_not_to_be_needed_by_its_own_button(ada, newcomers, client_of):
    client_of(ada).post(DECIDE, {"dismiss": newcomers[1].pk, "suggestions": [newcomers[0].pk]})

    assert states() == [State.OPEN, State.DISMISSED, State.OPEN]


def test_choosing_nothing_changes_nothing(ada, newcomers, client_of):
    client_of(ada).post(DECIDE)

    assert states() == [State.OPEN] * 3


def test_each_kind_has_its_list(ada, newcomers, detail, client_of):
    client = client_of(ada)

    assert client.get(LIST).content.count(b"data-bulk-item") == 3
    page = client.get(LIST, {"kind": "details"}).content.decode()
    assert page.count("data-bulk-item") == 1
    assert "her mail of 3 May" in page
    people.bin_people([detail.person], at=make.NOW)
    assert "Nothing left here" in client.get(LIST, {"kind": "details"}).content.decode()


def test_a_longer_list_asks_no_more_of_the_database(ada, newcomers, client_of, django_assert_num_queries):
    client = client_of(ada)
    client.get(LIST)
    with django_assert_num_queries(5) as few:
        client.get(LIST)
    for number in range(10, 50):
        suggest(ada, number)

    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_eve_can_neither_see_nor_decide(ada, eve, newcomers, client_of):
    client = client_of(eve)

    client.post(DECIDE, {"suggestions": [each.pk for each in newcomers]})
    assert client.post(f"{reverse('inbox:suggestions_back')}?suggestion={newcomers[0].pk}").status_code == 404

    assert b"New 1" not in client.get(LIST).content
    assert states() == [State.OPEN] * 3
