"""Making several people one on their page, and taking that back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from kith.duplicates import actions, side_by_side
from kith.duplicates.models import Merge, Pair
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people.models import ContactPoint, Person
from kith.ties.models import Acquaintance
from kith.ui.toasts import undo_url_of
from tests import make

MERGE = reverse("book:merge")


@pytest.fixture
def same(ada):
    """Three records of one person."""
    return [
        make.person(
            ada, "Ana Ruiz", relation="mentor", points=[make.email("ana@x.example"), make.email("a@y.example")]
        ),
        make.person(ada, "Ana María Ruiz", relation="friend", headline="CTO"),
        make.person(ada, "A. Ruiz", nickname="Anita"),
    ]


def test_the_page_shows_where_people_differ_and_keeps_whom_most_is_known_of(same, ada, client_of):
    page = client_of(ada).get(MERGE, {"people": [person.pk for person in same]}).content.decode()

    assert f'name="kept" value="{same[0].pk}" checked' in page
    assert f'name="pick_name" value="{same[1].pk}"' in page
    assert "pick_headline" not in page  # only one has any


def test_people_become_one_with_the_values_picked(same, ada, client_of):
    sent = {"people": [p.pk for p in same], "kept": same[0].pk, "pick_name": same[1].pk, "pick_relation": same[0].pk}

    client_of(ada).post(MERGE, sent)

    kept = Person.objects.in_book().get()
    assert (kept.pk, kept.name, kept.relation) == (same[0].pk, "Ana María Ruiz", "mentor")
    assert (kept.headline, kept.nickname) == ("CTO", "Anita")


def test_the_message_takes_the_merge_back(same, ada, client_of):
    client = client_of(ada)
    answer = client.post(MERGE, {"people": [p.pk for p in same], "pick_name": same[2].pk})
    [message] = get_messages(answer.wsgi_request)

    client.post(undo_url_of(message))

    assert set(Person.objects.in_book().values_list("name", flat=True)) == {"Ana Ruiz", "Ana María Ruiz", "A. Ruiz"}
    assert client.post(undo_url_of(message)).status_code == 404


def test_one_person_alone_is_not_merged(same, ada, client_of):
    assert client_of(ada).get(MERGE, {"people": same[0].pk})["Location"] == reverse("book:people")


def test_nobody_else_can_be_picked_from(same, ada):
    stranger = make.person(ada, "Bo Li")

    with pytest.raises(ValidationError):
        actions.merge_people(same[0], same[1:], picks={"name": stranger.pk}, at=make.NOW)
    with pytest.raises(ValidationError):
        actions.merge_people(same[0], same[1:], picks={"is_self": same[1].pk}, at=make.NOW)
    with pytest.raises(ValidationError):
        actions.merge_people(same[0], same[:1], at=make.NOW)
    assert not Merge.objects.exists()


def test_differences_leave_out_what_is_blank_or_the_same(ada):
    one, other = (
        make.person(ada, "Ana Ruiz", met_at="PyCon"),
        make.person(ada, "Ana Ruiz", met_at="PyCon", headline="x"),
    )

    assert side_by_side.differences([one, other]) == []


def test_eve_can_neither_see_nor_merge_nor_part_adas_people(same, ada, eve, client_of):
    client, numbers = client_of(eve), {"people": [person.pk for person in same]}

    assert client.get(MERGE, numbers).status_code == 404
    assert client.post(MERGE, numbers).status_code == 404
    [merge] = actions.merge_people(same[0], same[1:2], at=make.NOW)
    assert client.post(f"{reverse('book:split')}?merge={merge.pk}").status_code == 404
    assert Person.objects.in_book().count() == 2


def merged(owner) -> Merge:
    """Two who were merged, with an address, a letter and a nickname since."""
    one = make.person(owner, "Robert Stone", points=[make.email("robert@acme.example")])
    other = make.person(owner, "Bobby Flint", points=[make.email("bobby@home.example")])
    [merge] = actions.merge_people(one, [other], at=make.NOW)
    present = Person.objects.get(pk=one.pk)
    rows = [*present.points.order_by("pk"), make.email("new@since.example")]
    people.edit_person(present, version=present.version, at=make.NOW, fields={"nickname": "Rocky"}, points=rows)
    letter = make.interaction(owner, present, kind="email", summary="about lunch")
    Interaction.objects.filter(pk=letter.pk).update(source_key="mail:x:2026-11-23:bobby@home.example")
    return merge


def test_the_page_asks_whose_it_is_that_was_added_since(ada, client_of):
    merge = merged(ada)

    page = client_of(ada).get(reverse("book:take_apart", args=[merge.pk])).content.decode()

    asked, ruled = page.split("<details", 1)[0], page.split('<details class="section"', 1)[1]
    assert "E-mail: new@since.example" in page
    assert "Nickname: “Rocky”" in page
    assert "Robert Stone had nothing, Bobby Flint had nothing" in page
    assert "about lunch" in ruled
    assert "about lunch" not in asked


def test_answers_decide_and_the_two_are_not_suggested_again(ada, client_of):
    merge = merged(ada)
    key = f"people.contactpoint.person:{ContactPoint.objects.get(value='new@since.example').pk}"
    sent = {key: "absorbed", "field:nickname": "kept", "different": "1"}

    client_of(ada).post(reverse("book:take_apart", args=[merge.pk]), sent)

    one, other = Person.objects.in_book().order_by("pk")
    assert (one.nickname, other.nickname) == ("Rocky", "")
    assert set(other.points.values_list("value", flat=True)) == {"bobby@home.example", "new@since.example"}
    assert other.interactions.get().summary == "about lunch"
    assert Pair.objects.get().state == Pair.State.DIFFERENT


def test_a_merge_with_another_on_top_leads_to_that_one(ada, client_of):
    merge, cleo = merged(ada), make.person(ada, "Cleo")
    [top] = actions.merge_people(merge.kept, [cleo], at=make.NOW)
    client, address = client_of(ada), reverse("book:take_apart", args=[merge.pk])

    page = client.get(address).content.decode()

    assert reverse("book:take_apart", args=[top.pk]) in page
    assert "Take Cleo out first" in page
    assert client.post(address).status_code == 409
    assert Merge.objects.count() == 2


def test_a_persons_page_says_who_was_merged_into_them_and_offers_to_take_that_apart(ada, client_of):
    merge = merged(ada)

    page = client_of(ada).get(reverse("book:person", args=[merge.kept_id])).content.decode()

    assert "Merged with Bobby Flint on 23 November 2026." in page
    assert reverse("book:take_apart", args=[merge.pk]) in page


def test_the_outcome_is_shown_as_chosen(same, ada, client_of):
    sent = {"people": [p.pk for p in same], "kept": same[1].pk, "pick_name": same[0].pk, "pick_relation": same[1].pk}

    page = client_of(ada).get(reverse("book:outcome"), sent).content.decode()

    assert "<strong>Ana Ruiz</strong>" in page
    assert "a@y.example" in page
    assert not Merge.objects.exists()
    assert client_of(ada).get(reverse("book:outcome"), {"people": same[0].pk}).status_code == 404


def test_taking_apart_asks_no_more_of_the_database_for_much_that_was_added(
    ada, client_of, django_assert_max_num_queries
):
    merge = merged(ada)
    for number in range(40):
        make.interaction(ada, merge.kept, summary=f"lunch {number}")

    with django_assert_max_num_queries(80):
        client_of(ada).get(reverse("book:take_apart", args=[merge.pk]))


def test_taking_apart_asks_in_words_about_who_was_said_to_know_whom_since(ada, client_of):
    merge = merged(ada)
    for name, sureness in [("Cy Young", 2), ("Dee Kim", 0)]:
        other = make.person(ada, name)
        Acquaintance.objects.create(owner=ada, one=merge.kept, other=other, sureness=sureness)
    Acquaintance.objects.create(owner=ada, one=make.person(ada, "Eli Fox"), other=merge.kept)

    page = client_of(ada).get(reverse("book:take_apart", args=[merge.pk])).content.decode()

    for words in ("Knows Cy Young", "Does not know Dee Kim", "Known by Eli Fox"):
        assert words in page


def test_eve_cannot_take_adas_merges_apart(ada, eve, client_of):
    address = reverse("book:take_apart", args=[merged(ada).pk])

    assert client_of(eve).get(address).status_code == 404
    assert client_of(eve).post(address).status_code == 404
