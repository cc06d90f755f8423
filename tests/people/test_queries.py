"""What can be asked about people."""

from __future__ import annotations

from datetime import timedelta

from kith.duplicates import actions as duplicate_actions
from kith.people import actions, queries
from kith.people.models import Identity
from tests import make

LATER = make.NOW + timedelta(hours=1)


def test_every_word_must_be_known_of_a_person_in_whatever_field(ada, eve):
    ana = make.person(
        ada,
        "Ana Ruiz",
        nickname="Anita",
        notes="Plays the zither",
        interests=["climbing"],
        points=[{"kind": "phone", "value": "+49 (151) 1234-5678"}, {"kind": "handle", "value": "@anaclimbs"}],
        positions=[make.job("Société Acme", "CTO", department="Research")],
        labels=["PyCon"],
        met_at="PyData Oslo",
    )
    make.person(ada, "Bo Li", positions=[make.job("Base", "CTO")])
    make.person(eve, "Ana Ruiz")

    for text in (
        "ANA acme",
        "societe",
        "zither",
        "climb",
        "4915112345678",
        "@anaclimbs",
        "pycon cto",
        "research",
        "oslo",
    ):
        assert list(queries.find_people(ada, text)) == [ana], text
    assert not queries.find_people(ada, "ana base").exists()
    assert queries.find_people(ada, " ").count() == 2


def test_signs_that_patterns_use_are_plain_in_a_search(ada):
    ana = make.person(ada, "Ana", notes="100% sure_thing")
    make.person(ada, "Bo", notes="1000 surething")

    assert list(queries.find_people(ada, "100%")) == [ana]
    assert list(queries.find_people(ada, "sure_thing")) == [ana]


def test_people_are_found_in_the_order_of_their_names(ada):
    for name in ("Cleo Zorn", "Émile Ander", "Bo Adams"):
        make.person(ada, name)

    assert [person.name for person in queries.find_people(ada, "")] == ["Bo Adams", "Émile Ander", "Cleo Zorn"]


def test_only_the_beginning_of_very_long_notes_is_searched(ada):
    make.person(ada, "Ana", notes="begin " + "x" * 5000 + " finish")

    assert queries.find_people(ada, "begin").exists()
    assert not queries.find_people(ada, "finish").exists()


def test_search_texts_are_made_anew_for_those_asked_for_or_all(ada, django_assert_num_queries):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    type(ana).objects.update(search_text="")

    actions.refresh_search_text(ada, [ana.pk])
    assert list(queries.find_people(ada, "ana")) == [ana]
    assert not queries.find_people(ada, "bo").exists()
    actions.refresh_search_text(ada)
    assert list(queries.find_people(ada, "bo")) == [bo]
    with django_assert_num_queries(0):
        actions.refresh_search_text(ada, [])


def test_known_people_have_their_present_organisation(ada, eve, django_assert_num_queries):
    make.person(
        ada,
        "Ana",
        nickname="Anita",
        positions=[
            make.job("New", started="2024"),
            make.job("Newest", started="2025-02"),
            make.job("Undated"),
            make.job("Past", started="2026", ended="2026"),
            make.job("School", kind="education", started="2026"),
            make.job("", "Adviser", started="2026"),
        ],
    )
    make.person(ada, "Bo")
    make.person(ada, "Ada", is_self=True)
    make.person(eve, "Cleo")

    with django_assert_num_queries(2):
        known = queries.known_people(ada)

    assert [tuple(row)[1:] for row in known] == [("Ana", "Anita", "Newest"), ("Bo", "", "")]


def test_people_are_found_by_their_identifiers(ada, eve):
    ana = make.person(ada, "Ana", points=[make.email("Ana@x.example"), make.email("both@x.example")])
    bo = make.person(ada, "Bo", points=[make.email("both@x.example")])
    Identity.objects.create(owner=ada, person=bo, key="uid:7")
    make.person(eve, "Cleo", points=[make.email("cleo@x.example")])
    keys = ["email:ana@x.example", "email:both@x.example", "uid:7", "email:cleo@x.example", ""]

    assert queries.people_by_keys(ada, keys) == {
        "email:ana@x.example": ana.pk,
        "email:both@x.example": ana.pk,
        "uid:7": bo.pk,
    }


def test_thousands_of_identifiers_are_asked_in_few_queries(ada, django_assert_max_num_queries):
    ana = make.person(ada, "Ana", points=[make.email("ana@x.example")])

    with django_assert_max_num_queries(20):
        found = queries.people_by_keys(ada, [f"email:{n}@x.example" for n in range(3000)] + ["email:ana@x.example"])

    assert found == {"email:ana@x.example": ana.pk}


def test_who_is_merged_into_somebody_in_the_bin_is_away_too(ada):
    ana, annie = make.person(ada, "Ana"), make.person(ada, "Annie", points=[make.email("annie@x.example")])
    duplicate_actions.merge(ana, annie, at=LATER)
    Identity.objects.create(owner=ada, person=annie, key="uid:left behind")
    assert queries.people_by_keys(ada, ["uid:left behind"]) == {"uid:left behind": ana.pk}

    actions.bin_people([ana], at=LATER)

    assert queries.people_by_keys(ada, ["uid:left behind", "email:annie@x.example"]) == {}


def test_the_users_own_card_is_found(ada, eve):
    make.person(eve, "Eve", is_self=True)
    assert queries.own_card(ada) is None

    me = make.person(ada, "Ada", is_self=True)

    assert queries.own_card(ada) == me


def test_labels_and_organisations_are_the_users_own(ada, eve):
    make.person(eve, "Cleo", positions=[make.job("Theirs")], labels=["theirs"])
    make.person(ada, "Ana", positions=[make.job("Base"), make.job("Acme")], labels=["tea", "chess"])

    assert [label.name for label in queries.labels(ada)] == ["chess", "tea"]
    assert [organisation.name for organisation in queries.organisations(ada)] == ["Acme", "Base"]
