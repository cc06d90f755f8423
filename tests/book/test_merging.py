"""Making several people one on their page, and taking that back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from kith.duplicates import actions, side_by_side
from kith.duplicates.models import Merge
from kith.people.models import Person
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
