"""The pages by which people come into a group, and go. Two accounts exist: a sole one without a password would be claimed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kith.accounts.models import User
from kith.groups import actions, queries
from kith.groups.models import InviteLink, Membership
from tests import make
from tests.make import NOW


def link_of(group, by, **more) -> str:
    """Return the path of a link that lets somebody join now."""
    from django.utils import timezone

    _link, secret = actions.make_link(Membership.objects.get(group=group, user=by), at=timezone.now(), **more)
    return reverse("groups:invited", args=[secret])


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def sign_up(client: Client, email: str, to: str):
    return client.post(reverse("account_signup"), {"email": email, "password1": "a long pass phrase", "next": to})


def test_a_listed_group_shows_a_stranger_what_it_is_and_not_who_is_in_it(client_of, ada, eve):
    group = make.group(ada, "Runners", make.user("benedikta"), joining="open", purpose="We run", rules="Be kind")

    shown = page(client_of(eve), "groups:group", group.slug)

    assert "We run" in shown
    assert reverse("groups:join", args=[group.slug]) in shown
    assert "Benedikta" not in shown


def test_a_group_that_is_not_listed_is_not_there_for_a_stranger(client_of, ada, eve):
    group = make.group(ada, is_listed=False)

    for name in ("groups:group", "groups:join", "groups:members", "groups:own_profile", "groups:bring"):
        assert client_of(eve).get(reverse(name, args=[group.slug])).status_code == 404


def test_nobody_joins_without_agreeing_to_the_rules(client_of, ada, eve):
    group = make.group(ada, joining="open", rules="Be **kind**")
    address = reverse("groups:join", args=[group.slug])

    assert "<strong>kind</strong>" in client_of(eve).get(address).content.decode()
    assert client_of(eve).post(address).status_code == 422
    client_of(eve).post(address, {"agree": "on"})

    assert Membership.objects.get(user=eve).is_current


def test_a_request_with_answers_waits_in_the_organisers_inbox(client_of, ada, eve):
    group = make.group(ada, joining="request", questions="Why you?\nWhy now?", rules="")
    client_of(eve).post(reverse("groups:join", args=[group.slug]), {"answer_0": "I run fast", "answer_1": "Spring"})
    asked = Membership.objects.get(user=eve)

    inbox = client_of(ada).get(reverse("inbox:home")).content.decode()
    assert "I run fast" in inbox
    client_of(ada).post(reverse("groups:answer", args=[group.slug, asked.uid]), {"answer": "yes", "from": "inbox"})

    assert Membership.objects.get(user=eve).is_current
    assert "I run fast" not in client_of(ada).get(reverse("inbox:home")).content.decode()


def test_only_organisers_answer_requests(client_of, ada, eve):
    ben = make.user("ben")
    group = make.group(ada, "Runners", ben, joining="request")
    asked = actions.ask_to_join(group, eve, answers="", at=NOW)

    for user in (ben, eve):
        answer = client_of(user).post(reverse("groups:answer", args=[group.slug, asked.uid]), {"answer": "yes"})
        assert answer.status_code == 404
    assert not Membership.objects.get(user=eve).is_current


def test_a_no_is_read_by_whoever_asked(client_of, ada, eve):
    from django.utils import timezone

    group = make.group(ada, joining="request")
    asked = actions.ask_to_join(group, eve, answers="", at=timezone.now())
    client_of(ada).post(
        reverse("groups:answer", args=[group.slug, asked.uid]), {"answer": "no", "words": "We are full"}
    )

    assert "We are full" in page(client_of(eve), "groups:mine")


def test_an_ask_can_be_taken_back(client_of, ada, eve):
    group = make.group(ada, joining="request")
    actions.ask_to_join(group, eve, answers="", at=NOW)

    client_of(eve).post(reverse("groups:take_back", args=[group.slug]))

    assert not queries.asking(group).exists()


def test_a_taken_trade_is_refused_in_words_on_the_page(client_of, ada, eve):
    group = make.group(ada, joining="open", is_one_per_trade=True)
    actions.join(group, make.user("ben"), at=NOW, trade="Baker")

    answer = client_of(eve).post(reverse("groups:join", args=[group.slug]), {"trade": "baker"})

    assert answer.status_code == 422
    assert "somebody is here for “baker” already" in answer.content.decode()


def test_the_page_of_a_link_shows_the_group_and_who_invites(ada):
    group = make.group(ada, "Runners", joining="invitation", is_listed=False, purpose="We run")

    answer = Client().get(link_of(group, ada))

    assert "Ada invites you" in answer.content.decode()
    assert "We run" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("sign_up_by", ["invitation", "open"])
def test_somebody_without_an_account_signs_up_by_a_link_and_joins(ada, eve, settings, sign_up_by):
    settings.SIGN_UP = sign_up_by
    group = make.group(ada, "Runners", joining="invitation", is_listed=False)
    address, client = link_of(group, ada), Client()

    to_sign_up = client.post(address)["Location"]
    assert to_sign_up.startswith(reverse("account_signup"))
    assert client.get(to_sign_up).status_code == 200
    answer = sign_up(client, "new@kith.example", address)
    assert answer["Location"] == address
    assert client.get(address)["Location"] == reverse("groups:join", args=[group.slug])
    client.post(reverse("groups:join", args=[group.slug]))

    joined = Membership.objects.get(user__email="new@kith.example")
    assert joined.is_current
    assert joined.invited_by == ada
    assert InviteLink.objects.get().uses == 1


def test_a_link_is_no_leave_to_sign_up_where_nobody_may(ada, eve, settings):
    settings.SIGN_UP = "closed"
    client, address = Client(), link_of(make.group(ada), ada)

    assert "takes no new accounts" in client.get(address).content.decode()
    client.post(address)
    sign_up(client, "new@kith.example", address)

    assert not User.objects.filter(email="new@kith.example").exists()


def test_a_withdrawn_link_is_no_leave_to_sign_up(client_of, ada, eve):
    group = make.group(ada)
    client, address = Client(), link_of(group, ada)
    client.post(address)
    client_of(ada).post(reverse("groups:withdraw", args=[group.slug, InviteLink.objects.get().uid]))

    sign_up(client, "new@kith.example", address)

    assert client.get(address).status_code == 404
    assert not User.objects.filter(email="new@kith.example").exists()


def test_somebody_with_an_account_joins_by_a_link_once(client_of, ada, eve):
    group = make.group(ada, joining="invitation", is_listed=False, rules="Be kind")
    address = link_of(group, ada)

    assert "Be kind" in client_of(eve).get(address).content.decode()
    client_of(eve).post(address, {"agree": "on"})

    assert Membership.objects.get(user=eve).invited_by == ada
    assert client_of(make.user("ben")).get(address).status_code == 404
    assert client_of(eve).get(address)["Location"] == reverse("groups:group", args=[group.slug])


def test_whoever_has_left_sees_nothing_more(client_of, ada, eve):
    group = make.group(ada, "Runners", eve, is_listed=False)
    client_of(eve).post(reverse("groups:leave", args=[group.slug]))

    for name in ("groups:group", "groups:members", "groups:own_profile", "groups:held"):
        assert client_of(eve).get(reverse(name, args=[group.slug])).status_code == 404
    assert "Runners" not in page(client_of(eve), "groups:mine")


def test_the_last_organiser_is_told_why_they_cannot_leave(client_of, ada):
    group = make.group(ada)

    answer = client_of(ada).post(reverse("groups:leave", args=[group.slug]))

    assert answer.status_code == 409
    assert "needs an organiser" in answer.content.decode()
