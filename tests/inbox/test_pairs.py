"""The pages of people who may be one: side by side, decided on one by one or several at a time, and taken back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kith.duplicates import actions
from kith.duplicates.models import CERTAIN, Merge, Pair
from kith.people import actions as people
from kith.people.models import Person
from kith.ui.toasts import undo_url_of
from tests import make

PAIRS = reverse("inbox:pairs")


@pytest.fixture
def pair(ada) -> Pair:
    one = make.person(ada, "Ana Ruiz", headline="CTO", points=[make.email("ana@x.example")], labels=["pycon"])
    other = make.person(ada, "Ana María Ruiz", headline="Founder", points=[make.email("ana@x.example")])
    return likely(ada, one, other)


def likely(owner, one, other, probability: float = 0.9) -> Pair:
    return Pair.objects.create(
        owner=owner, first=one, second=other, probability=probability, evidence=["same e-mail", "but another year"]
    )


def others(owner, count: int, probability: float = 0.7) -> list[Pair]:
    named = [(make.person(owner, f"One {n}"), make.person(owner, f"Other {n}")) for n in range(count)]
    return [likely(owner, one, other, probability) for one, other in named]


def in_book() -> set[str]:
    return set(Person.objects.in_book().values_list("name", flat=True))


def undo(client, answer):
    [message] = get_messages(answer.wsgi_request)
    return client.post(undo_url_of(message))


def test_both_are_shown_with_the_reason_and_what_comes_of_it(ada, pair, client_of):
    page = client_of(ada).get(reverse("inbox:pair", args=[pair.pk])).content.decode()

    assert "Same e-mail; but another year" in page
    assert "1 of 1" in page
    assert f'name="pick_name" value="{pair.second_id}" checked' in page  # the fuller name
    outcome = page[page.index('id="outcome"') :]
    assert "Ana María Ruiz" in outcome
    assert outcome.count("ana@x.example") == 1


def test_a_merge_takes_what_was_chosen_and_goes_on_to_the_next_pair(ada, pair, client_of):
    [following] = others(ada, 1)
    sent = {"kept": pair.second_id, "pick_headline": pair.first_id, "pick_name": pair.first_id}

    answer = client_of(ada).post(reverse("inbox:merge", args=[pair.pk]), sent)

    assert answer["Location"] == reverse("inbox:pair", args=[following.pk])
    kept = Person.objects.in_book().get(pk=pair.second_id)
    assert (kept.name, kept.headline) == ("Ana Ruiz", "CTO")


def test_without_a_choice_the_sensible_one_is_made(ada, pair, client_of):
    client_of(ada).post(reverse("inbox:merge", args=[pair.pk]))

    assert in_book() == {"Ana María Ruiz"}


def test_a_merge_is_taken_back_and_the_pair_shown_again(ada, pair, client_of):
    client = client_of(ada)
    answer = client.post(reverse("inbox:merge", args=[pair.pk]))

    back = undo(client, answer)

    assert back["Location"] == reverse("inbox:pair", args=[pair.pk])
    assert in_book() == {"Ana Ruiz", "Ana María Ruiz"}


def test_that_they_are_two_is_noted_and_taken_back(ada, pair, client_of):
    client = client_of(ada)

    answer = client.post(reverse("inbox:different", args=[pair.pk]))
    assert Pair.objects.get().state == Pair.State.DIFFERENT
    undo(client, answer)

    assert Pair.objects.get().state == Pair.State.OPEN


def test_after_the_last_pair_comes_the_inbox(ada, pair, client_of):
    client = client_of(ada)
    answer = client.post(reverse("inbox:different", args=[pair.pk]))

    assert answer["Location"] == reverse("inbox:home")
    assert client.get(reverse("inbox:pair", args=[pair.pk]))["Location"] == reverse("inbox:home")


def test_a_pair_that_is_decided_leads_to_the_next(ada, pair, client_of):
    [following] = others(ada, 1)
    actions.merge(pair.first, pair.second, at=make.NOW)

    answer = client_of(ada).get(reverse("inbox:pair", args=[pair.pk]))

    assert answer["Location"] == reverse("inbox:pair", args=[following.pk])


def test_a_merge_that_cannot_be_says_why(ada, pair, client_of):
    people.bin_people([pair.second], at=make.NOW)

    answer = client_of(ada).post(reverse("inbox:merge", args=[pair.pk]))

    assert answer.status_code == 409
    assert "not in your book any more" in answer.content.decode()


def test_all_that_are_certain_are_merged_by_one_button_and_taken_back(ada, client_of):
    certain, client = others(ada, 3, CERTAIN), client_of(ada)
    page = client.get(PAIRS).content.decode()
    assert "Merge these 3 certain ones" in page

    answer = client.post(reverse("inbox:merge_chosen"), {"pairs": [pair.pk for pair in certain]})

    assert Person.objects.in_book().count() == 3
    undo(client, answer)
    assert Person.objects.in_book().count() == 6


def test_several_pairs_are_said_to_be_two_at_once_and_taken_back(ada, client_of):
    pairs, client = others(ada, 3), client_of(ada)

    answer = client.post(reverse("inbox:merge_chosen"), {"pairs": [p.pk for p in pairs[:2]], "action": "different"})
    assert Pair.objects.filter(state=Pair.State.DIFFERENT).count() == 2
    undo(client, answer)

    assert not Pair.objects.filter(state=Pair.State.DIFFERENT).exists()


def test_choosing_nothing_merges_nobody(ada, pair, client_of):
    client_of(ada).post(reverse("inbox:merge_chosen"), {"action": "merge"})

    assert not Merge.objects.exists()


def test_if_one_of_the_chosen_cannot_be_merged_none_is(ada, client_of):
    me = make.person(ada, "Ada", is_self=True)
    pairs = [*others(ada, 1), likely(ada, make.person(ada, "Ada"), me)]
    people.edit_person(me, version=1, at=make.NOW, fields={"name": "Ada W"}, points=[])

    client_of(ada).post(reverse("inbox:merge_chosen"), {"pairs": [pair.pk for pair in pairs]})

    assert Merge.objects.count() == 2  # one's own card stays, whichever is known better
    assert Person.objects.get(pk=me.pk).merged_into is None


def test_looking_now_finds_whom_the_book_has_twice(ada, client_of):
    for name in ("Robert Stone", "Bob Stone"):
        make.person(ada, name, points=[make.email("bob@acme.example")])
    client = client_of(ada)

    assert client.post(reverse("inbox:look"))["Location"] == PAIRS
    assert b"Bob Stone" in client.get(PAIRS).content


def test_looking_in_vain_says_so(ada, client_of):
    answer = client_of(ada).post(reverse("inbox:look"), follow=True)

    assert "nobody is in it twice" in answer.content.decode()


def test_a_longer_list_asks_no_more_of_the_database(ada, client_of, django_assert_num_queries):
    client = client_of(ada)
    others(ada, 2)
    client.get(PAIRS)
    with django_assert_num_queries(6) as few:
        client.get(PAIRS)
    others(ada, 22)

    with django_assert_num_queries(len(few)):
        assert client.get(PAIRS).content.count(b"data-bulk-item") == 24


def test_eve_can_neither_see_nor_decide(ada, eve, pair, client_of):
    client = client_of(eve)

    for name in ("pair", "merge", "different"):
        address = reverse(f"inbox:{name}", args=[pair.pk])
        assert (client.get(address) if name == "pair" else client.post(address)).status_code == 404
    client.post(reverse("inbox:merge_chosen"), {"pairs": pair.pk})
    assert client.post(f"{reverse('inbox:take_back')}?pair={pair.pk}").status_code == 404
    assert in_book() == {"Ana Ruiz", "Ana María Ruiz"}
    assert Pair.objects.get().state == Pair.State.OPEN
