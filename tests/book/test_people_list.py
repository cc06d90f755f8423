"""The list of people: who is found, in which order, and how it is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from kith.accounts.models import User
from kith.book import filters
from kith.book.queries import people_list
from kith.people.models import Person
from tests import make

PEOPLE = reverse("book:people")


def found(owner, query: str = "") -> list[str]:
    """Return the names on the list's page, in order."""
    ids = people_list.slice_of(owner, filters.read(QueryDict(query)), make.TODAY).ids
    return [Person.objects.get(pk=pk).name for pk in ids]


def stand(person: Person, **standing) -> None:
    """Put a person where ties would put them, and let that be today's work."""
    User.objects.filter(pk=person.owner_id).update(ties_as_of=person.owner.today())
    Person.objects.filter(pk=person.pk).update(**standing)


@pytest.fixture
def four(ada):
    """Four people of whom each differs from the others in everything that is filtered by."""
    ana = make.person(ada, "Ana Ruiz", labels=["pycon"], positions=[make.job("Acme", "CTO")], relation="mentor")
    bo = make.person(ada, "Bo Li", labels=["climbing"], positions=[make.job("Bolt")], notes="knows Ana")
    cy = make.person(ada, "Cy Øst", positions=[make.job("Acme", is_current=False)])
    di = make.person(ada, "Di Roe")
    today = make.TODAY
    stand(ana, tier=3, phase="active", warmth=80, depth=60, last_touch_on=today, next_touch_on=today + timedelta(7))
    stand(bo, tier=2, phase="fading", warmth=10, depth=70, last_touch_on=today - timedelta(200), next_touch_on=today)
    stand(cy, tier=1, phase="dormant", warmth=1, depth=50, last_touch_on=today - timedelta(900), next_touch_on=None)
    Person.objects.filter(pk=di.pk).update(created_at=make.NOW - timedelta(90))
    return ana, bo, cy, di


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Bo Li", "Cy Øst", "Di Roe", "Ana Ruiz"]),
        ("q=ost", ["Cy Øst"]),
        ("q=acme+cto", ["Ana Ruiz"]),
        ("q=ana", ["Ana Ruiz", "Bo Li"]),
        ("tier=close&tier=known", ["Cy Øst", "Ana Ruiz"]),
        ("level=1", ["Bo Li", "Ana Ruiz"]),
        ("level=2", ["Cy Øst"]),
        ("phase=fading&phase=dormant", ["Bo Li", "Cy Øst"]),
        ("relation=mentor", ["Ana Ruiz"]),
        ("only=untouched", ["Di Roe"]),
        ("only=due", ["Bo Li"]),
        ("only=fresh", ["Bo Li", "Cy Øst", "Ana Ruiz"]),
        ("place=acm", ["Ana Ruiz"]),
        ("phase=fading&q=ana", ["Bo Li"]),
        ("phase=fading&tier=close", []),
        ("q=%25", []),
    ],
)
def test_the_filters_find(four, ada, query, names):
    assert found(ada, query) == names


def test_labels_and_organisations_are_found_by_their_numbers(four, ada):
    label = four[0].labels.get()
    acme = four[0].positions.get().organisation_id

    assert found(ada, f"label={label.pk}") == ["Ana Ruiz"]
    assert found(ada, f"organisation={acme}") == ["Ana Ruiz"]


def test_a_school_finds_whoever_was_ever_there(ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("ETH", kind="education", is_current=False)])

    assert found(ada, "place=eth") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("-name", ["Ana Ruiz", "Di Roe", "Cy Øst", "Bo Li"]),
        ("-warmth", ["Ana Ruiz", "Bo Li", "Cy Øst", "Di Roe"]),
        ("-depth", ["Bo Li", "Ana Ruiz", "Cy Øst", "Di Roe"]),
        ("last", ["Cy Øst", "Bo Li", "Ana Ruiz", "Di Roe"]),
        ("-last", ["Ana Ruiz", "Bo Li", "Cy Øst", "Di Roe"]),
        ("next", ["Bo Li", "Ana Ruiz", "Cy Øst", "Di Roe"]),
        ("-next", ["Ana Ruiz", "Bo Li", "Di Roe", "Cy Øst"]),
        ("added", ["Di Roe", "Ana Ruiz", "Bo Li", "Cy Øst"]),
    ],
)
def test_the_list_is_sorted_and_whoever_has_no_such_day_comes_last(four, ada, sort, names):
    assert found(ada, f"sort={sort}") == names


def test_fifty_people_stand_on_a_page_and_a_page_too_far_is_the_last(ada):
    for number in range(53):
        make.person(ada, f"P {number:02}")

    assert len(found(ada)) == 50
    assert found(ada, "page=2") == found(ada, "page=9") == ["P 50", "P 51", "P 52"]


def test_nobody_in_the_bin_and_nobody_of_another_book_is_found(ada, eve, client_of):
    make.person(ada, "Ana Ruiz")

    assert found(eve, "q=ana") == []
    assert "Ana" not in client_of(eve).get(PEOPLE, {"q": "ruiz"}).content.decode()


def test_a_longer_list_asks_no_more_of_the_database(ada, client_of, django_assert_num_queries):
    def add(count: int) -> None:
        for number in range(count):
            points = [make.email(f"p{number}@x.example")]
            make.person(ada, f"P {number}", labels=["a", "b"], positions=[make.job("Acme")], points=points)

    client, page = client_of(ada), f"{PEOPLE}?" + "&".join(f"column={name}" for name in filters.COLUMNS)
    client.get(page)
    add(5)
    with django_assert_num_queries(11) as few:
        client.get(page)
    add(45)

    with django_assert_num_queries(len(few)):
        answer = client.get(page)

    assert answer.content.count(b"data-bulk-item") == 50


def test_htmx_gets_the_part_that_changes_and_the_address_in_its_own_spelling(four, ada, client_of):
    asked = f"{PEOPLE}?q=&phase=fading&label=&relation=&column=name&" + "&".join(
        f"column={name}" for name in filters.USUAL_COLUMNS
    )

    answer = client_of(ada).get(asked, headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    assert "Bo Li" in answer.content.decode()
    assert answer["HX-Push-Url"] == f"{PEOPLE}?phase=fading"
    assert "HX-Request" in answer["Vary"]


def test_typing_does_not_fill_the_history_of_the_browser(ada, client_of):
    answer = client_of(ada).get(f"{PEOPLE}?q=zo", headers={"HX-Request": "true", "HX-Trigger-Name": "q"})

    assert answer["HX-Replace-Url"] == f"{PEOPLE}?q=zo"
    assert "HX-Push-Url" not in answer


def test_the_column_that_sorts_says_so(four, ada, client_of):
    page = client_of(ada).get(PEOPLE, {"sort": "-last"}).content.decode()

    assert '<th scope="col" class="people__last" aria-sort="descending"><a class="sort" href="?sort=last">' in page


def test_chosen_columns_are_shown_with_what_they_are_about(ada, client_of):
    points = [make.email("old@x.example"), make.email("ana@x.example", is_preferred=True)]
    make.person(ada, "Ana <b>Ruiz</b>", labels=["py & co"], points=points, relation="mentor")

    page = client_of(ada).get(f"{PEOPLE}?column=labels&column=email&column=relation").content.decode()

    assert "Ana &lt;b&gt;Ruiz&lt;/b&gt;</a>" in page
    assert ">py &amp; co</a>" in page
    assert '<a href="mailto:ana@x.example">ana@x.example</a>' in page
    assert "old@x.example" not in page
    assert '<td class="people__relation">Mentor</td>' in page
    assert 'class="people__warmth"' not in page


def test_a_touch_that_is_overdue_is_simply_next(ada, client_of):
    ana = make.person(ada, "Ana Ruiz")
    stand(ana, next_touch_on=ada.today() - timedelta(30))

    assert ">now</time>" in client_of(ada).get(PEOPLE).content.decode()


def test_an_empty_book_says_how_to_begin(ada, client_of):
    page = client_of(ada).get(PEOPLE).content.decode()

    assert "Nobody is here yet" in page
    assert 'id="people-filters"' not in page


def test_a_search_that_finds_nobody_offers_to_add_them(ada, client_of):
    make.person(ada, "Ana Ruiz")

    page = client_of(ada).get(PEOPLE, {"q": "Zoë Kravchenko"}).content.decode()

    assert "Add “Zoë Kravchenko”" in page
    assert f"{reverse('book:add')}?name=Zo%C3%AB%20Kravchenko" in page


def test_filters_that_are_on_can_be_taken_off_one_by_one(four, ada, client_of):
    label = four[0].labels.get()

    page = client_of(ada).get(f"{PEOPLE}?label={label.pk}&tier=close").content.decode()

    assert '<a class="chip" href="?tier=close"><span class="visually-hidden">Without</span> pycon' in page
    assert f'<a class="chip" href="?label={label.pk}"><span class="visually-hidden">Without</span> Close' in page


def test_a_filter_for_somebody_elses_label_does_not_tell_its_name(ada, eve, client_of):
    label = make.person(ada, "Ana Ruiz", labels=["secret"]).labels.get()
    make.person(eve, "Bo Li")

    page = client_of(eve).get(f"{PEOPLE}?label={label.pk}").content.decode()

    assert "secret" not in page
    assert "Ana" not in page


def test_names_of_organisations_are_offered_from_ones_own_book_only(ada, eve, client_of):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme Labs")])
    address = reverse("book:organisation_names")

    assert "Acme Labs" in client_of(ada).get(address, {"place": "lab"}).content.decode()
    assert "Acme Labs" not in client_of(eve).get(address, {"place": "lab"}).content.decode()
