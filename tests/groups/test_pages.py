"""The pages of groups: who sees what on them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.groups.models import Group, Membership
from tests import make


@pytest.fixture
def runners(ada):
    return make.group(ada, "Runners", make.user("ben"))


def test_a_group_is_started_from_a_template_with_its_defaults(client_of, ada):
    answer = client_of(ada).post(
        reverse("groups:start_from", args=["chamber"]),
        {"name": "Chamber of Leith", "format": "in_person", "joining": "request", "is_listed": "on"},
    )

    group = Group.objects.get()
    assert answer["Location"] == reverse("groups:group", args=["chamber-of-leith"])
    assert (group.kind, group.is_one_per_trade, group.template) == ("chamber", True, "chamber")
    assert "trade" not in group.questions  # which whoever asks to join fills in already


def test_a_group_without_a_name_is_not_started(client_of, ada):
    answer = client_of(ada).post(reverse("groups:start_from", args=["circle"]), {"format": "call", "joining": "open"})

    assert answer.status_code == 422
    assert not Group.objects.exists()


def test_members_see_what_each_chooses_to_show(client_of, ada, runners):
    ben = Membership.objects.get(user__name="Ben")
    Membership.objects.filter(pk=ben.pk).update(does="Baker", seeks="A new oven", shown=["does"])

    page = client_of(ada).get(reverse("groups:member", args=[runners.slug, ben.uid])).content.decode()

    assert "Baker" in page
    assert "A new oven" not in page


def test_whoever_may_see_a_group_reads_for_whom_it_is(client_of, ada, eve):
    group = make.group(
        ada, skills=["Python", "<b>SQL</b>"], seasons=["between"], occupations=["15-2051.00"], language="de"
    )

    page = client_of(eve).get(group.get_absolute_url()).content.decode()

    assert "<dt>Careers</dt><dd>Data Scientists</dd><dt>Skills</dt><dd>Python, &lt;b&gt;SQL&lt;/b&gt;</dd>" in page
    assert "<dt>Seasons of life</dt><dd>Between jobs</dd>" in page
    assert "<dd>German</dd>" in page


def test_strangers_and_guests_do_not_see_the_members(client_of, eve, runners):
    assert client_of(eve).get(reverse("groups:members", args=[runners.slug])).status_code == 404
    Membership.objects.filter(user__name="Ben").update(role="guest")
    ben = Membership.objects.get(user__name="Ben").user
    assert client_of(ben).get(reverse("groups:members", args=[runners.slug])).status_code == 404


def test_the_list_of_my_groups_asks_no_more_for_more_groups(client_of, ada, django_assert_max_num_queries):
    client = client_of(ada)
    for name in ("A", "B", "C", "D"):
        make.group(ada, name)
    client.get(reverse("groups:mine"))

    with django_assert_max_num_queries(12):
        client.get(reverse("groups:mine"))


def test_the_list_of_members_asks_no_more_for_more_members(client_of, ada, django_assert_max_num_queries):
    group = make.group(ada, "Many", *(make.user(f"member {n}") for n in range(2)))
    client, address = client_of(ada), reverse("groups:members", args=[group.slug])
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    for number in range(5):
        Membership.objects.create(group=group, user=make.user(f"more {number}"), joined_at=make.NOW)

    with django_assert_max_num_queries(len(few)):
        page = client.get(address).content.decode()

    assert "more 4" in page.lower()
