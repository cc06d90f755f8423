"""One box over everything."""

from kith.introductions.models import Introduction
from kith.opportunities.models import Opportunity
from kith.search import queries
from kith.targets.models import Aim, Target
from tests import make


def titles(owner, text):
    return {group.title: [hit.title for hit in group.hits] for group in queries.find(owner, text)}


def test_people_are_found_by_any_of_their_words_without_regard_to_accents(ada):
    make.person(ada, "Zoë Müller", positions=[make.job("Acme", "CTO")])

    assert titles(ada, "muller zoe")["People"] == ["Zoë Müller"]
    assert titles(ada, "cto")["People"] == ["Zoë Müller"]


def test_whoever_is_called_so_stands_before_whoever_works_there(ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("Berlin Bikes")])
    make.person(ada, "Irving Berlin-Test")

    assert titles(ada, "berlin") == {"People": ["Irving Berlin-Test", "Ana Ruiz"], "Organisations": ["Berlin Bikes"]}


def test_what_was_said_is_found_with_the_words_around_it(ada):
    make.interaction(ada, make.person(ada, "Ana Ruiz"), notes="We talked about her cargo bicycle and the ferry.")

    assert titles(ada, "bicycle") == {"What was said": ["We talked about her cargo bicycle and the ferry."]}


def test_what_is_aimed_for_and_what_came_of_it_is_found(ada):
    ana = make.person(ada, "Ana Ruiz")
    target = Target.objects.create(owner=ada, sentence="Design ferries")
    Aim.objects.create(owner=ada, target=target, kind="organisation", text="Nova Shipyards")
    Introduction.objects.create(owner=ada, introducer=ana, other_name="Bo of Nova Shipyards")
    Opportunity.objects.create(owner=ada, title="Nova Shipyards is hiring", began_on=make.TODAY)

    assert titles(ada, "nova shipyards") == {
        "Targets": ["Design ferries"],
        "Introductions": ["Bo of Nova Shipyards"],
        "Opportunities": ["Nova Shipyards is hiring"],
    }


def test_groups_are_found_by_whoever_may_find_them(ada, eve):
    make.group(ada, "Harbour Runners")
    make.group(ada, "Harbour Council", is_listed=False)

    assert titles(ada, "harbour")["Groups"] == ["Harbour Council", "Harbour Runners"]
    assert titles(eve, "harbour") == {"Groups": ["Harbour Runners"]}


def test_pages_are_found_by_their_names(ada):
    assert titles(ada, "add a per") == {"Pages": ["Add a person"]}


def test_nothing_is_found_for_nothing(ada):
    make.person(ada, "Ana Ruiz")

    assert queries.find(ada, "   ") == []


def test_a_stranger_finds_nothing_of_another_book(ada, eve, client_of):
    make.interaction(ada, make.person(ada, "Ana Ruiz", labels=["pycon"]), notes="a secret bicycle")

    assert queries.find(eve, "ana") == []
    assert b"bicycle" not in client_of(eve).get("/search/?q=secret").content.replace(b"?q=secret", b"")


def test_the_number_of_queries_does_not_grow_with_the_book(ada, django_assert_max_num_queries):
    for number in range(30):
        make.interaction(ada, make.person(ada, f"Ana {number}"), notes="ana again")

    with django_assert_max_num_queries(14):
        queries.find(ada, "ana")
