"""All that is recommended, in books and in posts, in one list: who finds what there, in which order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.exchange import actions
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.posts import actions as posts
from tests import make
from tests.exchange.cast import to

PAGE = "/exchange/recommendations/"


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def group(ada, ben):
    return make.group(ada, "Runners", ben)


def written(group, author, title, *, after=0, kind="recommendation", text="Done in a day", **verdict):
    at = make.NOW + timedelta(minutes=after)
    return posts.post(group, author, kind=kind, title=title, text=text, at=at, fields=verdict)


def titles(client, **asked) -> list[str]:
    return re.findall(r"data-open>([^<]*)</a>", client.get(PAGE, asked).text)


def test_what_is_recommended_in_a_post_stands_beside_what_is_recommended_here_the_newest_first(
    ada, ben, group, client_of
):
    actions.recommend(ada, at=make.NOW, name="First", **to(group))
    post = written(group, ada, "Second", after=1, used_for="two winters", again="yes")
    actions.recommend(ben, at=make.NOW + timedelta(minutes=2), name="Third", **to(group))
    written(group, ada, "A question", after=3, kind="question")

    page = client_of(ben).get(PAGE).text

    assert titles(client_of(ben)) == ["Third", "Second", "First"]
    assert f'href="{post.get_absolute_url()}"' in page
    assert "two winters · Would buy it again" in page


def test_words_are_looked_for_in_both_and_across_all_groups_of_the_user(ada, ben, group, client_of):
    readers = make.group(ada, "Readers", ben)
    actions.recommend(ada, at=make.NOW, name="Café Zoë", **to(group))
    written(readers, ada, "Beans", after=1, text="Better than in any CAFÉ")
    written(group, ada, "Shoes", after=2)

    assert titles(client_of(ben), q="cafe") == ["Beans", "Café Zoë"]
    assert titles(client_of(ben), q="cafe beans") == ["Beans"]


def test_a_kind_of_the_exchange_leaves_posts_out_which_have_a_kind_of_their_own(ada, ben, group, client_of):
    actions.recommend(ada, at=make.NOW, name="Zoë", kind="place", **to(group))
    written(group, ada, "Shoes")

    assert titles(client_of(ben), kind="place") == ["Zoë"]
    assert titles(client_of(ben), kind="post") == ["Shoes"]
    assert sorted(titles(client_of(ben), kind="nonsense")) == ["Shoes", "Zoë"]


def test_only_inner_members_find_a_post_and_nobody_who_has_left(ada, ben, group, eve, client_of):
    gus = make.user("gus")
    groups.set_role(groups.join(group, gus, at=make.NOW, invited_by=ada), "guest", by=ada, at=make.NOW)
    written(group, ada, "Shoes")
    assert titles(client_of(ben)) == ["Shoes"]

    groups.leave(Membership.objects.get(group=group, user=ben), at=make.NOW)

    assert [titles(client_of(user)) for user in (ben, gus, eve)] == [[], [], []]


def test_what_a_reader_hid_or_whose_author_they_muted_and_what_was_removed_is_not_found(ada, ben, group, client_of):
    cem, dov = make.user("cem"), make.user("dov")
    for user in (cem, dov):
        groups.join(group, user, at=make.NOW, invited_by=ada)
    hidden, removed, back = (written(group, ada, title) for title in ("Hidden", "Removed", "Taken back"))
    muted = written(group, dov, "Of a muted member")
    posts.hide(hidden.opening, ben)
    posts.mute(muted.opening, ben)
    posts.remove(removed.opening, by=ada, why="An advertisement", at=make.NOW)
    posts.take_back(back.opening, at=make.NOW)

    assert titles(client_of(ben)) == []
    assert titles(client_of(cem)) == ["Of a muted member", "Hidden"]


def test_the_pages_of_the_list_follow_each_other_without_a_gap(ada, ben, group, client_of):
    for number in range(20):
        actions.recommend(ada, at=make.NOW + timedelta(minutes=2 * number), name=f"{2 * number:02}", **to(group))
        written(group, ben, f"{2 * number + 1:02}", after=2 * number + 1)
    client = client_of(ben)

    first, second = titles(client), titles(client, page=2)

    assert first + second == [f"{number:02}" for number in reversed(range(40))]
    assert "page=3" not in client.get(PAGE, {"page": 2}).text


def test_a_longer_list_of_both_takes_no_more_questions(ada, ben, group, client_of):
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get(PAGE).status_code == 200
        return len(questions)

    client = client_of(ben)
    written(group, ada, "Shoes")
    actions.recommend(ada, at=make.NOW, name="Zoë", **to(group))
    asked()
    few = asked()
    for number in range(9):
        written(make.group(ada, f"Group {number}", ben), ada, f"Shoes {number}", after=number)
        actions.recommend(ada, at=make.NOW, name=f"Zoë {number}", **to(group))

    assert asked() == few
