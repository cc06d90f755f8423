"""kith.network.finding and texts: whom a question means, and what is never looked at."""

from __future__ import annotations

import pytest

from kith.network.finding import find, in_names
from kith.network.loading import load_network
from kith.network.questions import Kind, read
from kith.network.texts import marks, spread, texts_of
from kith.people import actions as people
from kith.people.models import Organisation, Person
from kith.targets.models import Aim, Target
from tests import make

TODAY = make.TODAY


@pytest.fixture
def book(ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme", "CTO")], labels=["climbing"])
    make.person(
        ada, "Bo Li", positions=[make.job("Acme Works", "Registered nurse")], interests=["Rock Climbing", "Jazz"]
    )
    make.person(ada, "Bo Larsen", headline="Speaks about C++ and trust", notes="secretword climbing")
    make.person(ada, "Cem Ay", positions=[make.job("Acme", "Engineer", started="2019", ended="2021", is_current=False)])
    return ada


def wanted(owner, typed):
    return find(owner, read(typed), texts_of(owner, load_network(owner, TODAY)))


def names(owner, ids):
    return sorted(Person.objects.filter(owner=owner, pk__in=ids).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("org:acme works", ["Bo Li"]),
        ("org:Acme", ["Ana Ruiz"]),
        ("person:li bo", ["Bo Li"]),
        ("person:Bo", ["Bo Larsen", "Bo Li"]),
        ("role:nurse", ["Bo Li"]),
        ("role:chief technology officer", ["Ana Ruiz"]),
        ("skill:climbing", ["Ana Ruiz", "Bo Li"]),
        ("skill:c++", ["Bo Larsen"]),
        ("skill:c", []),
        ("Bo Li", ["Bo Li"]),
        ("acme", ["Ana Ruiz"]),
        ("jazz", ["Bo Li"]),
        ("nurse", ["Bo Li"]),
        ("secretword", []),
        ("person:secretword", []),
        ("skill:secretword", []),
        ("target:anything", []),
    ],
)
def test_a_question_means_whoever_is_called_works_or_is_able_so(book, typed, found):
    assert names(book, wanted(book, typed).people) == found


def test_whoever_left_an_organisation_is_told_apart_from_who_is_there(book):
    found = wanted(book, "org:acme")

    assert names(book, found.former) == ["Cem Ay"]
    assert list(found.former.values()) == ["Engineer, Acme"]


def test_an_organisation_of_exactly_that_name_is_meant_and_the_others_are_offered(book):
    found = wanted(book, "org:Acme")

    works = Organisation.objects.get(name="Acme Works")
    assert found.title == "Acme"
    assert [(choice.label, choice.query) for choice in found.choices if choice.label != "Acme"] == [
        ("Acme Works", f"org:#{works.pk}")
    ]
    assert names(book, wanted(book, f"org:#{works.pk}").people) == ["Bo Li"]


def test_of_several_people_each_is_offered(book):
    found = wanted(book, "person:Bo")

    assert [choice.label for choice in found.choices] == ["Bo Larsen", "Bo Li"]
    assert names(book, wanted(book, found.choices[1].query).people) == ["Bo Li"]


def test_plain_words_offer_what_else_they_may_have_meant(book):
    make.person(book, "Jazz Acme")

    found = wanted(book, "acme")

    assert found.kind is Kind.ORGANISATION
    assert [choice.query for choice in found.choices if choice.query.startswith("person")] == ["person:acme"]


def test_a_name_stands_for_an_id_where_nobody_else_has_it(book):
    ana, acme = Person.objects.get(name="Ana Ruiz"), Organisation.objects.get(name="Acme")
    namesake = make.person(book, "Ana Ruiz")

    for asked, said in (
        (f"person:#{Person.objects.get(name='Bo Li').pk}", "person:Bo Li"),
        (f"person:#{ana.pk}", ""),
        (f"person:#{namesake.pk}", ""),
        (f"org:#{acme.pk}", "org:Acme"),
        ("person:Bo Li", ""),
    ):
        assert in_names(wanted(book, asked), read(asked)) == said


def test_somebody_who_is_not_in_the_book_is_named_as_missing(book):
    assert wanted(book, "person:Zebulon").nobody == "Nobody in your book is called “Zebulon”."
    assert wanted(book, "zebulon quirk").nobody == "Nobody and nothing in your book is called “zebulon quirk”."
    assert wanted(book, "person:Bo Li").nobody == ""


def test_a_role_that_nobody_has_offers_occupations_of_like_names(book):
    found = wanted(book, "role:carpenter")

    assert not found.people
    assert found.role


def test_a_target_means_all_that_it_aims_at(book):
    target = Target.objects.create(owner=book, sentence="Work with nurses in Berlin")
    acme = Organisation.objects.get(name="Acme")
    Aim.objects.create(owner=book, target=target, kind="organisation", text="Acme", organisation=acme)
    Aim.objects.create(owner=book, target=target, kind="person", text="Bo", person=Person.objects.get(name="Bo Larsen"))
    Aim.objects.create(owner=book, target=target, kind="role", text="nurse")
    Aim.objects.create(owner=book, target=target, kind="place", text="Berlin")

    for typed in (f"target:#{target.pk}", "target:", "target:nurses"):
        found = wanted(book, typed)
        assert names(book, found.people) == ["Ana Ruiz", "Bo Larsen", "Bo Li"]
        assert found.title == "Work with nurses in Berlin"
        assert found.target == target


def test_what_belongs_to_somebody_else_is_not_found_by_its_id(book, eve):
    target = Target.objects.create(owner=book, sentence="Mine")
    person, place = Person.objects.filter(owner=book).first(), Organisation.objects.filter(owner=book).first()

    for typed in (f"target:#{target.pk}", f"person:#{person.pk}", f"org:#{place.pk}", "Ana Ruiz", "acme", "climbing"):
        found = wanted(eve, typed)
        assert not found.people
        assert not found.organisations
        assert found.target is None


def test_nobody_in_the_bin_is_found(book):
    people.bin_people([Person.objects.get(name="Bo Li")], at=make.NOW)

    for typed in ("Bo Li", "person:Bo Li", "role:nurse", "jazz", "org:acme works"):
        assert names(book, wanted(book, typed).people) == []


def test_a_short_word_counts_only_whole_and_a_longer_one_may_be_begun():
    assert marks("go climb") == [" go ", " climb"]
    assert spread("  Zoë's C++/Go ") == " zoe s c++ go "


def test_texts_are_read_once_for_a_state_of_the_book(book, django_assert_num_queries):
    network = load_network(book, TODAY)
    texts_of(book, network)

    with django_assert_num_queries(0):
        texts_of(book, network)
