"""The user's own pages of introductions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.introductions import actions, queries
from kith.introductions.models import IntroducerRule, Introduction
from kith.introductions.moves import Actor, Door
from kith.introductions.views.overview import PAGE, SHOWN
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.targets.models import Target
from tests import make
from tests.introductions import given
from tests.make import NOW

pytestmark = pytest.mark.django_db


def page(client, introduction, **more) -> str:
    answer = client.get(reverse("introductions:introduction", args=[introduction.pk]))
    return answer.content.decode()


def post(client, introduction, actor, move, **fields):
    told = {f"{actor}-{move}-{name}": value for name, value in fields.items()}
    address = reverse("introductions:move", args=[introduction.pk])
    return client.post(address, {"actor": actor, "move": move, **told})


def test_a_draft_is_made_from_names_and_goes_on_to_its_page(ada, client_of):
    ana, bo = given.ana(ada), given.bo(ada)
    target = Target.objects.create(owner=ada, sentence="To plan grids.")
    answer = client_of(ada).post(
        reverse("introductions:new"),
        {"introducer": "Ana Ruiz", "other": "bo li", "target": target.pk, "purpose": "To learn."},
    )

    made = Introduction.objects.get()
    assert answer["Location"] == reverse("introductions:introduction", args=[made.pk])
    assert (made.introducer, made.other, made.target, made.state) == (ana, bo, target, "drafted")
    assert "To plan grids." in made.blurb
    assert "Why I ask: To learn." in made.blurb
    assert reverse("targets:target", args=[target.pk]) in page(client_of(ada), made)


def test_the_form_comes_filled_in_by_its_address(ada, client_of):
    ana = given.ana(ada)
    shown = (
        client_of(ada).get(f"{reverse('introductions:new')}?introducer={ana.pk}&other_name=Cem+Acar").content.decode()
    )
    assert 'value="Ana Ruiz"' in shown
    assert 'value="Cem Acar"' in shown


def test_of_two_with_the_same_name_the_one_in_the_address_is_meant(ada, client_of):
    _first, second = given.ana(ada), given.ana(ada)
    form = {"introducer": "Ana Ruiz", "introducer_id": second.pk, "other": "Cem"}
    client_of(ada).post(reverse("introductions:new"), form)
    assert Introduction.objects.get().introducer == second


def test_a_name_that_may_mean_several_or_nobody_is_asked_about(ada, client_of):
    given.ana(ada), given.ana(ada)
    for name in ("Ana Ruiz", "Zed"):
        answer = client_of(ada).post(reverse("introductions:new"), {"introducer": name, "other": "Cem"})
        assert answer.status_code == 422
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("name", ["new", "make"])
def test_nobody_of_another_book_is_found(ada, eve, client_of, name):
    ana = given.ana(ada)
    wanted = {
        "introducer": "Ana Ruiz",
        "introducer_id": ana.pk,
        "party": "Ana Ruiz",
        "party_id": ana.pk,
        "other": "Cem",
    }
    assert client_of(eve).post(reverse(f"introductions:{name}"), wanted).status_code == 422
    shown = (
        client_of(eve).get(f"{reverse(f'introductions:{name}')}?introducer={ana.pk}&party={ana.pk}").content.decode()
    )
    assert "Ana Ruiz" not in shown


def test_one_introduces_two_people(ada, client_of):
    given.ana(ada), given.bo(ada)
    client_of(ada).post(reverse("introductions:make"), {"party": "Ana Ruiz", "other": "Bo Li", "purpose": "You climb."})
    made = Introduction.objects.get()
    assert (made.kind, made.party.name, made.other.name) == ("made", "Ana Ruiz", "Bo Li")
    assert made.blurb == "Ana, meet Bo. Bo, meet Ana.\n\nYou climb.\n\nI leave you two to it."


def test_the_words_are_changed_until_somebody_is_asked(ada, client_of):
    made, client = given.asked_for(ada), client_of(ada)
    words = {"purpose": "New.", "common_ground": "", "blurb": "Hello Bo."}
    assert client.post(reverse("introductions:edit", args=[made.pk]), words).status_code == 302
    made.refresh_from_db()
    assert made.blurb == "Hello Bo."

    post(client, made, "me", "asked")
    assert client.post(reverse("introductions:edit", args=[made.pk]), words).status_code == 404


def test_every_step_is_made_on_the_page(ada, client_of):
    made, client = given.asked_for(ada), client_of(ada)
    post(client, made, "me", "asked")
    post(client, made, "introducer", "agree", words="With pleasure.")
    assert "With pleasure." in page(client, made)
    post(client, made, "other", "agree", contact="bo@li.example")
    post(client, made, "me", "introduce")
    post(client, made, "me", "meet", on="2026-11-20", channel="video")
    post(client, made, "me", "note_outcome", outcome="opening", words="A team lead.")
    post(client, made, "me", "thank")

    made.refresh_from_db()
    assert (made.state, made.outcome) == ("thanked", "opening")
    shown = page(client, made)
    assert "Both thanked" in shown
    assert "A team lead." in shown


def test_what_is_wrong_is_said_and_changes_nothing(ada, client_of):
    made, client = given.asked_for(ada), client_of(ada)
    assert post(client, made, "me", "thank").status_code == 409
    assert post(client, made, "me", "nonsense").status_code == 409
    assert post(client, made, "kith", "expire").status_code == 409
    assert post(client, made, "nobody", "agree").status_code == 404
    Introduction.objects.update(state="introduced")
    assert post(client, made, "me", "meet", on="2100-01-01").status_code == 422
    assert post(client, made, "me", "note_outcome", outcome="").status_code == 422
    made.refresh_from_db()
    assert made.state == "introduced"


def test_the_letter_is_offered_where_kith_can_write_only(ada, client_of, settings):
    made, client = given.asked_for(ada), client_of(ada)
    assert "Have Kith ask Ana by e-mail" not in page(client, made)
    given.can_write(settings)
    assert "Have Kith ask Ana by e-mail" in page(client, made)
    assert post(client, made, "me", "write").status_code == 302
    assert Letter.objects.filter(key=queries.letter_key(made.uid, "first")).exists()


def test_an_address_that_is_lacking_for_a_letter_is_asked_for(ada, client_of, settings):
    cem = make.person(ada, "Cem Acar")
    made, client = actions.draft(ada, introducer=cem, other_name="Bo Li", at=NOW), client_of(ada)
    edit = reverse("book:edit", args=[cem.pk])
    assert edit not in page(client, made)
    given.can_write(settings)
    assert f'<a href="{edit}">Write it down</a>' in page(client, made)
    assert "Write it down" not in page(client, given.asked_for(ada))


def test_an_ask_too_many_is_not_offered_and_says_when_the_next_may_be(ada, client_of):
    ana = given.ana(ada)
    for name in ("Bo", "Cem"):
        asked = actions.draft(ada, introducer=ana, other_name=name, at=NOW)
        actions.act(asked, actor=Actor.ME, move="asked", door=Door.OWN, at=NOW)
        actions.act(asked, actor=Actor.INTRODUCER, move="agree", door=Door.TOLD, at=NOW)
    third = actions.draft(ada, introducer=ana, other_name="Dee", at=NOW)

    shown = page(client_of(ada), third)

    assert "next from" in shown
    assert "I have asked Ana myself" not in shown


def test_a_letter_that_did_not_arrive_is_spoken_of(ada, client_of, settings):
    given.can_write(settings)
    made, client = given.asked_for(ada), client_of(ada)
    post(client, made, "me", "write")
    Letter.objects.filter(forgets=False).update(state="given_up", problem="550 No such person")
    assert "550 No such person" in page(client, made)


def test_rules_are_written_down_and_taken_away(ada, eve, client_of):
    ana, client = given.ana(ada), client_of(ada)
    address = reverse("introductions:rules", args=[ana.pk])
    assert client.post(address, {"kind": "not_for", "about_name": ""}).status_code == 422
    client.post(address, {"kind": "not_for", "about_name": "Bo Li"})
    client.post(address, {"kind": "not_now"})
    assert "Would rather not introduce you to Bo Li." in client.get(address).content.decode()
    rule = IntroducerRule.objects.get(kind="not_now")
    assert IntroducerRule.objects.filter(until__gt=rule.said_on).exists()

    assert client_of(eve).post(reverse("introductions:remove_rule", args=[rule.pk])).status_code == 404
    client.post(reverse("introductions:remove_rule", args=[rule.pk]))
    assert IntroducerRule.objects.count() == 1


def test_the_list_has_the_users_own_moves_first(ada, client_of):
    ana = given.ana(ada)
    begun = {name: actions.draft(ada, introducer=ana, other_name=name, at=NOW) for name in ("Bo", "Cem", "Dee")}
    Introduction.objects.filter(pk=begun["Bo"].pk).update(state="expired")
    Introduction.objects.filter(pk=begun["Cem"].pk).update(state="introducer_asked")

    shown = client_of(ada).get(reverse("introductions:list")).content.decode()

    assert shown.index("Dee, through") < shown.index("Cem, through") < shown.index("Bo, through")


def many(owner, number: int) -> None:
    ana = given.ana(owner)
    for place in range(number):
        begun = actions.draft(owner, introducer=ana, other_name=f"Person {place}", at=NOW)
        state = ("drafted", "introducer_asked", "expired", "other_agreed")[place % 4]
        Introduction.objects.filter(pk=begun.pk).update(state=state)


@pytest.mark.parametrize("part", ["", "?part=mine", "?part=way", "?part=done"])
def test_the_list_asks_no_more_of_the_database_when_it_is_long(ada, eve, client_of, part):
    many(ada, 8)
    many(eve, 240)
    address, asked = reverse("introductions:list") + part, []
    for owner in (ada, eve):
        client = client_of(owner)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        asked.append(len(found))

    assert asked[0] <= asked[1] <= asked[0] + (1 if part else 0)  # a second page is counted for


def test_a_long_list_is_shown_part_by_part_and_page_by_page(ada, client_of):
    many(ada, 240)
    address, client = reverse("introductions:list"), client_of(ada)

    first = client.get(address).content.decode()
    pages = [client.get(f"{address}?part=mine&page={number}").content.decode() for number in (1, 2, 3)]

    assert first.count("<li data-item>") == 3 * SHOWN
    assert first.count("All of them") == 3
    assert [page.count("<li data-item>") for page in pages] == [PAGE, PAGE, 20]
    assert "Page 2 of 3" in pages[1]
    assert client.get(f"{address}?part=all").status_code == 404


def test_a_part_with_nobody_in_it_says_so(ada, client_of):
    shown = client_of(ada).get(reverse("introductions:list") + "?part=way").content.decode()
    assert "None at the moment." in shown


def test_the_inbox_shows_who_said_yes(ada, client_of):
    made = given.asked_for(ada)
    Introduction.objects.update(state="other_agreed")
    shown = client_of(ada).get(reverse("inbox:home")).content.decode()
    assert "somebody said yes" in shown
    assert reverse("introductions:introduction", args=[made.pk]) in shown


def test_somebody_who_is_erased_leaves_nothing_in_introductions(ada, settings):
    from kith.people import actions as people

    given.can_write(settings)
    introduction = given.asked_for(ada)
    other, introducer = given.other_of(introduction), given.introducer_of(introduction)
    named = actions.draft(ada, introducer=introducer, other_name="BO LI", at=NOW)
    given_too = actions.draft(ada, introducer=introducer, other_name="Cem", at=NOW)
    actions.act(introduction, actor=Actor.ME, move="write", door=Door.OWN, at=NOW)
    IntroducerRule.objects.create(
        owner=ada, introducer=introducer, kind="not_for", about_name="Bo Li", said_on=make.TODAY
    )

    people.erase_people([other], at=NOW)
    assert not Introduction.objects.filter(pk__in=[introduction.pk, named.pk]).exists()
    assert not Letter.objects.exists()
    assert not IntroducerRule.objects.exists()

    actions.act(given_too, actor=Actor.ME, move="write", door=Door.OWN, at=NOW)
    Introduction.objects.filter(pk=given_too.pk).update(introducer_words="Ana's words")
    people.erase_people([introducer], at=NOW)
    given_too.refresh_from_db()
    assert (given_too.introducer, given_too.introducer_words) == (None, "")
    assert not Letter.objects.exists()
    assert outbox.send_due(NOW) == 0
