"""Tests of the pages of targets."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.people.models import Person
from kith.targets import actions
from kith.targets.models import Aim, CardAnswer, Pitch, Target
from tests import make
from tests.make import NOW, TODAY
from tests.targets import given


@pytest.fixture
def client(ada, client_of):
    return client_of(ada)


@pytest.fixture
def target(ada):
    return given.target(ada)


def _shown(client, name, /, *args, **asked) -> str:
    answer = client.get(reverse(f"targets:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def _sent(client, page, /, *args, **said):
    return client.post(reverse(f"targets:{page}", args=args), said)


def test_the_first_sentence_is_helped_along_and_saved_in_one_step(client, ada):
    page = _shown(client, "list")
    assert "in one sentence" in page
    assert "Begin with this" in page
    assert "Two small breweries" in _shown(client, "list", sentence="Two small breweries that need books")

    answer = _sent(client, "list", sentence="A job at a grid")

    target = Target.objects.get(owner=ada)
    assert answer["Location"] == reverse("targets:target", args=[target.pk])
    assert "A job at a grid" in _shown(client, "list")
    assert "Just the sentence so far" in _shown(client, "list", all=1)


def test_an_empty_sentence_is_told_kindly(client):
    answer = _sent(client, "list", sentence=" ")

    assert answer.status_code == 422
    assert "It may be rough" in answer.content.decode()


def test_a_target_shows_coverage_pitch_key_people_and_recruiters(client, ada, target):
    bo = given.known(ada, "Bo Li", 2, make.job("Acme"), relation="recruiter")
    make.interaction(ada, bo, on=TODAY.replace(day=2))
    actions.add_aim(target, kind="organisation", text="Acme")
    actions.add_aim(target, kind="organisation", text="Globex")
    actions.add_aim(target, kind="person", text="Greta Famous")
    actions.write_pitch(target, length="short", text="I build grids.")

    page = _shown(client, "target", target.pk, all=1)

    assert "1 of 2 organisations reachable, 1 with nobody" in page
    assert "I build grids." in page
    assert "Greta Famous" in page
    assert "Recruiter" in page
    assert "last in touch" in page


def test_a_bare_target_says_what_to_do_next(client, target):
    page = _shown(client, "target", target.pk)

    assert "Add what is behind it" in page
    assert "Write the pitch" in page


def test_coverage_names_people_levels_ways_and_gaps(client, ada, target):
    given.known(ada, "Bo Li", 1, make.job("Acme", "CTO"))
    actions.add_aim(target, kind="organisation", text="Acme")
    actions.add_aim(target, kind="role", text="Nurses", code="29-1141.00")
    actions.add_aim(target, kind="person", text="Greta")

    page = _shown(client, "coverage", target.pk, all=1)

    assert "Bo Li" in page
    assert "CTO" in page
    assert "Level 2" in page
    assert "who else do you know there" in page
    assert "Not in your book yet" in page
    assert "Nothing to look at yet" in _shown(client, "coverage", given.target(ada, "Bare").pk)


@pytest.mark.parametrize("page", ["list", "target", "coverage"])
def test_what_takes_longer_is_fetched_as_a_part_of_the_page(client, ada, target, page):
    given.known(ada, "Bo Li", 1, make.job("Acme"))
    actions.add_aim(target, kind="organisation", text="Acme")
    address = reverse(f"targets:{page}", args=[] if page == "list" else [target.pk])

    first = client.get(address).content.decode()
    part = client.get(address, HTTP_HX_REQUEST="true").content.decode()

    assert "organisation reachable" not in first
    assert 'hx-trigger="load"' in first
    assert "1 of 1 organisation reachable" in part
    assert "<html" not in part
    assert 'hx-trigger="load"' not in part


def test_a_target_is_changed(client, target):
    assert "weak_ties_first" in _shown(client, "edit", target.pk)

    answer = _sent(client, "edit", target.pk, sentence="Other", by="2027-06-01", state="reached", notes="n")

    target.refresh_from_db()
    assert answer.status_code == 302
    assert (target.sentence, target.state, target.weak_ties_first, str(target.by)) == (
        "Other",
        "reached",
        False,
        "2027-06-01",
    )
    assert _sent(client, "edit", target.pk, sentence="", state="active").status_code == 422


def test_a_target_is_removed_only_when_that_is_meant(client, target):
    assert _sent(client, "remove", target.pk).status_code == 422
    assert _sent(client, "remove", target.pk, sure="1").status_code == 302
    assert not Target.objects.exists()


def test_an_occupation_is_offered_by_any_title_with_htmx_and_without(client, target):
    page = _shown(client, "aims", target.pk, kind="role", q="swe")
    answer = client.get(reverse("targets:aims", args=[target.pk]), {"kind": "role", "q": "swe"}, HTTP_HX_REQUEST="true")

    part = answer.content.decode()
    assert "Software Developers" in page
    assert "O*NET 29.3 Database" in page
    assert "Software Developers" in part
    assert "<html" not in part


def test_organisations_and_people_of_the_book_are_offered(client, ada, target):
    bo = make.person(ada, "Bo Li", positions=[make.job("Acme Grids")])

    assert "Acme Grids" in _shown(client, "aims", target.pk, kind="organisation", q="acm")
    assert f'name="person" value="{bo.pk}"' in _shown(client, "aims", target.pk, kind="person", q="bo")
    assert "just these words" in _shown(client, "aims", target.pk, kind="place", q="Leipzig")
    assert "just these words" in _shown(client, "aims", target.pk, kind="role", q="x")


def test_an_aim_is_added_shown_and_removed(client, target):
    _sent(client, "aims", target.pk, kind="role", text="Software Developers", code="15-1252.00")
    aim = Aim.objects.get()
    assert aim.code == "15-1252.00"
    assert "Software Developers" in _shown(client, "aims", target.pk)

    _sent(client, "remove_aim", target.pk, aim.pk)

    assert not Aim.objects.exists()


def test_what_is_wrong_with_an_aim_is_said(client, target):
    assert _sent(client, "aims", target.pk, kind="role", text=" ").status_code == 422
    assert _sent(client, "aims", target.pk, kind="wizardry", text="x").status_code == 422
    assert _sent(client, "aims", target.pk, kind="organisation", text="&nbsp;").status_code == 302
    Aim.objects.bulk_create(Aim(owner=target.owner, target=target, kind="place", text=f"{n}") for n in range(100))
    answer = _sent(client, "aims", target.pk, kind="place", text="one more")
    assert "a hundred aims" in answer.content.decode()


def test_a_pitch_is_written_counted_noted_and_restored(client, target):
    _sent(client, "pitch", target.pk, **{"short-text": "I build grids."})
    first = Pitch.objects.get()
    _sent(client, "pitch", target.pk, **{"short-text": "I build small grids."})
    _sent(client, "worked", Pitch.objects.get(version=2).pk, worked="They asked on")

    page = _shown(client, "pitch", target.pk)
    assert "4 words, about 2 seconds to say" in page
    assert "One earlier version" in page
    assert "They asked on" in page
    _sent(client, "restore", first.pk)
    assert Pitch.objects.get(version=3).text == "I build grids."
    assert "3 words" in _sent(client, "count", **{"long-text": "one two three"}).content.decode()


def test_a_pitch_that_is_too_long_is_shown_again(client, target):
    answer = _sent(client, "pitch", target.pk, **{"long-text": "x" * 5001})

    assert answer.status_code == 422
    assert "x" * 5001 in answer.content.decode()


def test_a_recruiter_is_marked_by_name(client, ada, target):
    make.person(ada, "Bo Li")
    for name in ("Ana", "Ana"):
        make.person(ada, name)

    assert _sent(client, "recruiter", target.pk, name="bo li").status_code == 302
    assert Person.objects.get(name="Bo Li").relation == "recruiter"
    assert "Several of your people" in _sent(client, "recruiter", target.pk, name="Ana").content.decode()
    assert "Nobody in your book" in _sent(client, "recruiter", target.pk, name="Zoe").content.decode()


def test_a_card_is_turned_on_renewed_and_off(client, target):
    assert "It is off" in _shown(client, "card", target.pk)
    _sent(client, "share", target.pk)
    target.refresh_from_db()
    first = target.card.secret
    assert first in _shown(client, "card", target.pk)
    _sent(client, "share", target.pk)
    target.card.refresh_from_db()
    assert target.card.secret not in ("", None, first)
    _sent(client, "share", target.pk, stop="1")
    target.card.refresh_from_db()
    assert target.card.secret is None


def test_what_a_card_shows_is_chosen(client, target):
    shown = actions.add_aim(target, kind="place", text="Leipzig")
    hidden = actions.add_aim(target, kind="place", text="Bonn")

    answer = _sent(client, "card", target.pk, greeting="Hello", length="", aims=[str(shown.pk)], shows_email="on")

    hidden.refresh_from_db()
    assert answer.status_code == 302
    assert not hidden.is_on_card
    page = _shown(client, "card", target.pk)
    assert "Hello" in page
    assert target.owner.email in page
    assert _sent(client, "card", target.pk, length="endless").status_code == 422


def test_letters_that_the_pdf_cannot_write_are_named(client, ada):
    page = _shown(client, "card", given.target(ada, "A job at 株式").pk)

    assert "cannot write these letters" in page


def test_a_card_can_be_had_as_a_file_before_it_is_on(client, target):
    answer = client.get(reverse("targets:pdf", args=[target.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.fixture
def answer(ada, target):
    card = actions.turn_on(target)
    return actions.receive(card, kind="know", words="My <b>sister</b>", name="Bo Li", contact="bo@li.example", at=NOW)


def test_an_answer_waits_in_the_inbox_as_plain_text(client, answer):
    page = client.get(reverse("inbox:home")).content.decode()

    assert "Answers on your target cards" in page
    assert "My &lt;b&gt;sister&lt;/b&gt;" in page
    assert "Somebody answered on your card" in _shown(client, "target", answer.card.target_id)
    assert "My &lt;b&gt;" in _shown(client, "answers")


def test_an_answer_becomes_a_person_who_is_thanked(client, ada, answer):
    assert 'value="bo@li.example"' in _shown(client, "answer", answer.pk)

    _sent(client, "answer", answer.pk, name="Bo Li", contact="bo@li.example")

    bo = Person.objects.get(owner=ada, name="Bo Li")
    assert "I thanked them" in _shown(client, "answer", answer.pk)
    assert _sent(client, "thank", answer.pk)["Location"] == reverse("inbox:home")
    assert bo.interactions.get().kind == "thank_you"
    assert "Answers on your target cards" not in client.get(reverse("inbox:home")).content.decode()


def test_an_answer_may_be_of_somebody_who_is_in_the_book(client, ada, answer):
    bo = make.person(ada, "Bo Li")
    assert "It was them" in _shown(client, "answer", answer.pk)

    _sent(client, "link", answer.pk, person=bo.pk)

    answer.refresh_from_db()
    assert answer.person == bo
    assert _sent(client, "link", answer.pk, person="x").status_code == 404


def test_nobody_is_thanked_before_it_is_said_who_it_was(client, answer):
    assert _sent(client, "thank", answer.pk)["Location"] == reverse("targets:answer", args=[answer.pk])


def test_a_person_needs_a_name_and_an_answer_may_just_be_done(client, answer):
    assert _sent(client, "answer", answer.pk, name="").status_code == 422
    assert "cannot be shown" in _sent(client, "answer", answer.pk, name="\x01").content.decode()
    _sent(client, "done", answer.pk)
    assert CardAnswer.objects.get().state == "done"
    client.post(f"{reverse('targets:done', args=[answer.pk])}?reopen=1")
    assert CardAnswer.objects.get().state == "open"


def test_without_answers_the_page_says_how_to_get_some(client):
    assert "No answers yet" in _shown(client, "answers")


@pytest.mark.parametrize("page", ["list", "target", "coverage", "aims", "card", "answers", "inbox"])
def test_the_queries_of_a_page_do_not_grow_with_its_length(client, ada, target, page):
    actions.turn_on(target)

    def queries() -> int:
        own = [] if page in ("list", "answers", "inbox") else [target.pk]
        address = reverse("inbox:home" if page == "inbox" else f"targets:{page}", args=own)
        client.get(address, {"all": 1})
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, {"all": 1}).status_code == 200
        return len(asked)

    _fill(ada, target, 2)
    few = queries()
    _fill(ada, target, 7)

    assert queries() <= few


def _fill(ada, target, number):
    for _ in range(number):
        name = f"Number {Person.objects.count()}"
        person = given.known(ada, name, 1, make.job(f"Acme {name}"), relation="recruiter")
        actions.add_aim(target, kind="organisation", text=f"Acme {name}")
        actions.add_aim(target, kind="person", text=name, person=person)
        actions.link_person(
            actions.receive(target.card, kind="words", words=name, name=name, contact="", at=NOW), person
        )
        given.target(ada, name)
