"""Who knows whom, from everything that tells so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kith.acquaintances import domains, evidence, pairing, strengths
from kith.people import actions as people_actions
from kith.people.models import Organisation, Person, Position, Related
from kith.ties.models import Acquaintance
from tests import make
from tests.make import NOW, TODAY

SAID, MEETING, EMPLOYER, SCHOOL, INFERRED = (
    evidence.SAID,
    evidence.MEETING,
    evidence.EMPLOYER,
    evidence.SCHOOL,
    evidence.INFERRED,
)


def found(owner, on=TODAY, about=None) -> dict[tuple[str, str, int], tuple[int, int]]:
    """Sureness and strength, by both names and source."""
    names = dict(Person.objects.values_list("pk", "name"))
    known = evidence.load(owner, on, about)
    assert (known.one < known.other).all()
    columns = zip(
        *(each.tolist() for each in (known.one, known.other, known.source, known.sureness, known.strength)), strict=True
    )
    return {(names[one], names[other], source): (sure, strength) for one, other, source, sure, strength in columns}


def two(owner, **of_both):
    return make.person(owner, "Ana", **of_both), make.person(owner, "Bo", **of_both)


def strength_of(owner, on=TODAY) -> int:
    [(_sureness, strength)] = found(owner, on).values()
    return strength


def test_an_empty_book_has_no_acquaintances(ada):
    assert found(ada) == {}


@pytest.mark.parametrize(("sureness", "strength"), [(1, 51), (2, 115), (3, 178)])
def test_what_was_said_counts_as_well_as_they_know_each_other(ada, sureness, strength):
    ana, bo = two(ada)
    Acquaintance.objects.create(owner=ada, one=bo, other=ana, sureness=sureness)

    assert found(ada) == {("Ana", "Bo", SAID): (sureness, strength)}


def test_who_is_said_not_to_know_somebody_does_not_whatever_speaks_for_it(ada):
    ana, bo = two(ada, positions=[make.job("Acme", started="2019-01")])
    make.interaction(ada, ana, bo)
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="book")
    Acquaintance.objects.create(owner=ada, one=bo, other=ana, sureness=Acquaintance.Sureness.NOT)

    assert found(ada) == {}
    assert evidence.why(ada, ana.pk, bo.pk) == []


def test_somebody_in_the_bin_knows_nobody(ada):
    ana, bo = two(ada, positions=[make.job("Acme", started="2019-01")])
    Acquaintance.objects.create(owner=ada, one=ana, other=bo)
    make.interaction(ada, ana, bo)

    people_actions.bin_people([bo], at=NOW)

    assert found(ada) == {}


def test_another_book_is_another_book(ada, eve):
    ana, bo = two(eve, positions=[make.job("Acme", started="2019-01")], points=[make.email("a@initech.example")])
    make.interaction(eve, ana, bo)
    Acquaintance.objects.create(owner=eve, one=ana, other=bo)

    assert found(ada) == {}
    assert evidence.why(ada, ana.pk, bo.pk) == []


def test_the_spouse_on_a_page_is_known_well_and_a_contact_vaguely(ada):
    ana, bo = two(ada)
    cy = make.person(ada, "Cy")
    Related.objects.create(owner=ada, person=bo, kind="spouse", name="Ana", other=ana)
    Related.objects.create(owner=ada, person=cy, kind="contact", name="Ana", other=ana)

    assert found(ada) == {("Ana", "Bo", SAID): (3, 178), ("Ana", "Cy", SAID): (1, 51)}


def test_through_whom_somebody_was_met_they_are_known(ada):
    ana = make.person(ada, "Ana")
    make.person(ada, "Bo", met_through=ana)

    assert found(ada) == {("Ana", "Bo", SAID): (2, 115)}


def test_more_meetings_together_are_surer(ada):
    ana, bo = two(ada)
    seen = []
    for days in range(4):
        make.interaction(ada, ana, bo, on=TODAY - timedelta(days=days))
        seen.append(found(ada)[("Ana", "Bo", MEETING)])

    assert [sureness for sureness, _strength in seen] == [2, 2, 3, 3]
    assert sorted({strength for _sureness, strength in seen}) == [strength for _sureness, strength in seen]
    assert seen[0][1] == round(0.225 * 255)


def test_a_meeting_long_ago_counts_less(ada):
    ana, bo = two(ada)
    make.interaction(ada, ana, bo, on=date(2018, 11, 23))

    now, then = strength_of(ada), strength_of(ada, date(2018, 12, 1))

    assert 0 < now < then / 2


def test_a_meeting_with_more_people_counts_less_and_one_with_too_many_nothing(ada):
    people = [make.person(ada, f"P{number}") for number in range(21)]
    make.interaction(ada, *people, kind="event")
    assert found(ada) == {}

    make.interaction(ada, *people[:20], kind="event")
    assert len(found(ada)) == 190
    many = found(ada)[("P0", "P1", MEETING)]
    make.interaction(ada, *people[1:4])

    assert found(ada)[("P1", "P2", MEETING)] > many


@pytest.mark.parametrize("kind", ["message", "email", "card", "connected"])
def test_writing_to_two_people_does_not_make_them_know_each_other(ada, kind):
    make.interaction(ada, *two(ada), kind=kind)

    assert found(ada) == {}


def test_a_meeting_in_the_bin_counts_for_nothing(ada):
    interaction = make.interaction(ada, *two(ada))
    interaction.binned_at = NOW
    interaction.save()

    assert found(ada) == {}


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "source"),
    [
        ("work", {"started": "2015-01"}, {"started": "2020-01"}, EMPLOYER),
        ("education", {"started": "2001", "ended": "2004"}, {"started": "2002", "ended": "2005"}, SCHOOL),
        ("work", {}, {}, INFERRED),
        ("work", {"ended": "2018"}, {"started": "2018"}, INFERRED),
        ("work", {"ended": "2017"}, {"started": "2018"}, None),
    ],
)
def test_the_same_place_is_as_sure_as_its_dates(ada, kind, mine, theirs, source):
    make.person(ada, "Ana", positions=[make.job("Acme", kind=kind, **mine)])
    make.person(ada, "Bo", positions=[make.job("acme", kind=kind, **theirs)])

    assert [key[2] for key in found(ada)] == ([source] if source else [])


def test_longer_together_is_stronger_and_long_ago_weaker(ada):
    def chance(started, ended):
        Person.objects.all().delete()
        make.person(ada, "Ana", positions=[make.job("Acme", started=started, ended=ended)])
        make.person(ada, "Bo", positions=[make.job("Acme", started=started, ended=ended)])
        return strength_of(ada)

    assert chance("2024-01", "2026-10") > chance("2026-01", "2026-10") > chance("2006-01", "2006-10") >= 1


def test_a_firm_whose_address_two_have_lets_them_perhaps_know_each_other_and_a_provider_does_not(ada):
    make.person(ada, "Ana", points=[make.email("ana@acme.com"), make.email("ana@gmail.com")])
    make.person(ada, "Bo", points=[make.email("bo@acme.com")])
    make.person(ada, "Cy", points=[make.email("cy@gmail.com")])

    assert list(found(ada)) == [("Ana", "Bo", INFERRED)]


def large(owner, count, **more):
    """An organisation of so many people, who began one month after another."""
    acme = Organisation.objects.create(owner=owner, name="Acme", key="acme")
    people = Person.objects.bulk_create(
        [Person(owner=owner, name=f"P{n}", sort_name=f"p{n}", search_text="") for n in range(count)]
    )
    Position.objects.bulk_create(
        Position(owner=owner, person=one, organisation=acme, started=f"{1970 + n // 12}-{n % 12 + 1:02}", **more)
        for n, one in enumerate(people)
    )
    return people


def test_a_large_organisation_does_not_become_all_of_its_pairs(ada):
    large(ada, 300)

    known = evidence.load(ada, TODAY)

    assert 0 < len(known.one) <= 300 * pairing.NEIGHBOURS


def test_in_a_large_organisation_those_of_one_department_are_together_and_more_strongly(ada):
    people = large(ada, 120)
    first, last = people[0], people[-1]
    Position.objects.filter(person__in=[first, last]).update(department="Tide tables")
    small = Person.objects.filter(pk__in=[first.pk, last.pk])

    known = {key: value for key, value in found(ada).items() if key[:2] == ("P0", "P119")}

    assert small.count() == 2
    [(_sureness, strength)] = known.values()
    [neighbours] = [value[1] for key, value in found(ada).items() if key[:2] == ("P118", "P119")]
    assert strength > 2 * neighbours


def test_strength_falls_with_the_size_of_the_organisation(ada):
    sizes = []
    for count in (2, 10, 40):
        Person.objects.all().delete()
        Organisation.objects.all().delete()
        large(ada, count)
        sizes.append(found(ada)[("P0", "P1", EMPLOYER)][1])

    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_two_rows_that_say_the_same_are_one_pair_by_the_stronger(ada):
    ana, bo = two(ada)
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, sureness=1)
    Acquaintance.objects.create(owner=ada, one=bo, other=ana, sureness=3)

    assert found(ada) == {("Ana", "Bo", SAID): (3, 178)}


@pytest.mark.parametrize("source", list(Acquaintance.Source.values))
def test_rows_of_every_source_count_as_what_they_are(ada, source):
    ana, bo = two(ada)
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source=source)

    assert [key[2] for key in found(ada)] == [evidence.CODES[source]]
    [known] = evidence.why(ada, ana.pk, bo.pk)
    assert known.is_fact == (source != "inferred")


def test_what_concerns_one_person_is_what_the_whole_book_says_of_them(ada):
    people = [make.person(ada, f"P{n}", positions=[make.job(f"Org {n % 3}", started="2020")]) for n in range(12)]
    make.interaction(ada, *people[:4])
    make.interaction(ada, *people[4:9])
    Acquaintance.objects.create(owner=ada, one=people[0], other=people[7])
    make.person(ada, "Through", met_through=people[0], points=[make.email("t@acme.com")])
    make.person(ada, "Firm", points=[make.email("f@acme.com")])

    whole = found(ada)
    for one in Person.objects.all():
        assert found(ada, about=one.pk) == {key: value for key, value in whole.items() if one.name in key[:2]}


def test_the_whole_book_takes_the_same_queries_whatever_its_size(ada, django_assert_max_num_queries):
    large(ada, 60)
    make.interaction(ada, *Person.objects.all()[:15])

    with django_assert_max_num_queries(8):
        evidence.load(ada, TODAY)


def test_every_source_has_words_and_only_guesses_say_perhaps():
    said = {code: evidence.words(code) for code in evidence.CODES.values()}

    assert len(set(said.values())) == 6
    assert {code for code, text in said.items() if text.startswith("perhaps")} == {EMPLOYER, SCHOOL, INFERRED}


def test_nothing_that_is_worked_out_outweighs_what_is_known_well():
    worked_out = (strengths.MEETING_MOST, strengths.COLLEAGUES, strengths.CLASSMATES, strengths.BOTH_NOW)

    assert max(worked_out) <= strengths.SAID[2] < strengths.SAID[3]


def test_a_domain_of_very_many_people_is_a_providers_and_tells_nothing(ada):
    people = [make.person(ada, f"P{n}", points=[make.email(f"p{n}@letters.com")]) for n in range(domains.MOST)]
    assert len(found(ada)) == domains.MOST * (domains.MOST - 1) // 2

    make.person(ada, "One more", points=[make.email("more@letters.com")])

    assert found(ada) == {}
    assert evidence.why(ada, people[0].pk, people[1].pk) == []
