"""The doors to who knows whom."""

from __future__ import annotations

import html
import re

import pytest
from django.template.loader import render_to_string

from kith.acquaintances.models import Asking
from kith.acquaintances.queries import Question
from kith.people.models import Organisation, Person
from kith.ties.models import Acquaintance, Inroad
from tests import make
from tests.make import TODAY

SAY = "/acquaintances/say/"


@pytest.fixture
def ana(ada) -> Person:
    return make.person(ada, "Ana Ruiz", positions=[make.job("Acme")])


@pytest.fixture
def bo(ada) -> Person:
    return make.person(ada, "Bo Li", positions=[make.job("Acme")])


def text_of(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def undo_of(client) -> str:
    page = client.get("/people/").content.decode()
    [address] = re.findall(r'action="(/acquaintances/take-back/[^"]*)"', page)
    return html.unescape(address)


def test_a_plain_line_is_saved_at_once_and_can_be_undone(client_of, ada, ana, bo):
    client = client_of(ada)

    answer = client.post(SAY, {"line": "Bo well", "about": ana.pk, "next": f"/people/{ana.pk}/"})

    assert (answer.status_code, answer["Location"]) == (302, f"/people/{ana.pk}/")
    row = Acquaintance.objects.get()
    assert (row.one, row.other, row.sureness, row.said_by) == (ana, bo, 3, ana)
    client.post(undo_of(client))
    assert not Acquaintance.objects.exists()
    assert not Asking.objects.exists()


def test_what_it_adds_is_shown_before_anybody_is_added(client_of, ada, ana):
    client = client_of(ada)
    given = {"line": "Ana knows Gil Moss (CFO, Nova), and a recruiter at Initech"}

    shown = text_of(client.post(SAY, given))

    assert "This adds" in shown
    assert "Ana Ruiz knows Gil Moss" in shown
    assert "Ana Ruiz knows somebody at Initech: recruiter" in shown
    assert "New in your book Gil Moss CFO, Nova" in shown
    assert Person.objects.count() == 1

    client.post(SAY, {**given, "save": "1"})
    assert Person.objects.filter(name="Gil Moss").exists()
    client.post(undo_of(client))
    assert list(Person.objects.in_book()) == [ana]


def test_which_ana_is_asked(client_of, ada, ana, bo):
    other = make.person(ada, "Ana Silva", positions=[make.job("Initech")])
    client = client_of(ada)

    page = client.post(SAY, {"line": "Ana knows Bo"})
    assert "Which Ana?" in text_of(page)
    assert f'name="choice-0" value="{other.pk}"' in page.content.decode()
    unsaid = client.post(SAY, {"line": "Ana knows Bo", "save": "1"})
    assert (unsaid.status_code, "Please say who is meant." in text_of(unsaid)) == (422, True)
    client.post(SAY, {"line": "Ana knows Bo", "save": "1", "choice-0": str(other.pk)})

    assert Acquaintance.objects.get().one == other


def test_what_is_not_understood_is_said(client_of, ada, ana, bo):
    client = client_of(ada)

    nothing = client.post(SAY, {"line": "The weather was fine"})
    half = client.post(SAY, {"line": "Ana knows Bo. The weather was fine"})
    empty = client.post(SAY, {"line": " "})

    assert (nothing.status_code, half.status_code, empty.status_code) == (422, 200, 422)
    assert "did not understand" in text_of(nothing)
    assert "Not understood, and not saved: The weather was fine" in text_of(half)
    assert not Acquaintance.objects.exists()


def test_a_name_that_no_book_takes_is_said_to_be_wrong(client_of, ada, ana):
    answer = client_of(ada).post(SAY, {"line": f"Ana knows {'Bo' * 400}", "save": "1"})

    assert answer.status_code == 422


def test_a_guess_is_confirmed_or_denied(client_of, ada, ana, bo):
    client = client_of(ada)
    page = text_of(client.get(f"/acquaintances/people/{ana.pk}/"))
    assert "perhaps, as both are at Acme" in page
    assert "a guess" in page

    client.post(f"/acquaintances/people/{ana.pk}/{bo.pk}/", {"sureness": "0"})
    denied = text_of(client.get(f"/acquaintances/people/{ana.pk}/"))
    assert "You said that they do not know Bo Li" in denied
    assert "perhaps" not in denied
    client.post(f"/acquaintances/people/{ana.pk}/{bo.pk}/", {"sureness": "2"})

    assert Acquaintance.objects.get().sureness == 2
    assert "a guess" not in text_of(client.get(f"/acquaintances/people/{ana.pk}/"))


def test_what_was_said_is_forgotten_and_undone(client_of, ada, ana, bo):
    row = Acquaintance.objects.create(owner=ada, one=ana, other=bo)
    inroad = Inroad.objects.create(owner=ada, person=ana, organisation=Organisation.objects.get(key="acme"))
    client = client_of(ada)

    client.post(f"/acquaintances/{row.pk}/forget/")
    assert not Acquaintance.objects.exists()
    client.post(undo_of(client))
    client.post(f"/acquaintances/inroads/{inroad.pk}/forget/")
    assert not Inroad.objects.exists()
    client.post(undo_of(client))

    assert Acquaintance.objects.get().uid == row.uid
    assert Inroad.objects.get().uid == inroad.uid


def test_the_question_is_put_off_or_never_asked_again(client_of, ada, ana):
    client = client_of(ada)

    client.post(f"/acquaintances/people/{ana.pk}/put-off/")
    assert not Asking.objects.get().never
    client.post(f"/acquaintances/people/{ana.pk}/put-off/", {"never": "1"})

    assert Asking.objects.get().never


def test_the_page_says_when_nothing_is_known(client_of, ada):
    nobody = make.person(ada, "Nobody")

    assert "Nothing is known of it yet" in text_of(client_of(ada).get(f"/acquaintances/people/{nobody.pk}/"))


def test_the_page_takes_the_same_queries_for_many_as_for_few(client_of, ada, ana, django_assert_max_num_queries):
    for number in range(25):
        other = make.person(ada, f"P{number}", positions=[make.job("Acme")])
        Acquaintance.objects.create(owner=ada, one=ana, other=other)
        make.interaction(ada, ana, other)
        make.person(ada, f"Q{number}", positions=[make.job("Acme")])
    client = client_of(ada)
    client.get(f"/acquaintances/people/{ana.pk}/")

    with django_assert_max_num_queries(27):
        client.get(f"/acquaintances/people/{ana.pk}/")


def test_a_stranger_finds_no_door(client_of, ada, eve, ana, bo):
    row = Acquaintance.objects.create(owner=ada, one=ana, other=bo)
    hers = make.person(eve, "Hers")
    client = client_of(eve)

    assert client.get(f"/acquaintances/people/{ana.pk}/").status_code == 404
    assert client.post(SAY, {"line": "Bo", "about": ana.pk}).status_code == 404
    assert client.post(SAY, {"line": "Bo", "about": "x"}).status_code == 404
    assert client.post(f"/acquaintances/people/{hers.pk}/{bo.pk}/").status_code == 404
    assert client.post(f"/acquaintances/people/{ana.pk}/put-off/").status_code == 404
    assert client.post(f"/acquaintances/{row.pk}/forget/").status_code == 404
    assert (
        "Ana"
        not in text_of(client.post(SAY, {"line": "Ana Ruiz knows Bo Li"}))
        .replace("“Ana knows", "")
        .replace("Ana knows Bo Li at Acme well, and", "")
        or Person.objects.filter(owner=eve).count() == 1
    )
    assert Acquaintance.objects.count() == 1


@pytest.mark.parametrize("address", ["", "people/{}/put-off/", "people/{}/{}/", "1/forget/", "take-back/"])
def test_a_look_changes_nothing(client_of, ada, ana, address):
    path = "/acquaintances/" + address.format(ana.pk, ana.pk)

    assert client_of(ada).get(path).status_code in (404, 405)


def test_a_step_that_nobody_signed_is_not_taken_back(client_of, ada):
    answer = client_of(ada).post("/acquaintances/take-back/?step=abc", follow=True)

    assert "This cannot be undone." in text_of(answer)


def test_nobody_is_brought_together_with_themself(client_of, ada, ana):
    answer = client_of(ada).post(f"/acquaintances/people/{ana.pk}/{ana.pk}/", follow=True)

    assert "Please choose two people of your book." in text_of(answer)


def test_the_line_says_today_as_the_day(client_of, ada, ana, bo):
    client_of(ada).post(SAY, {"line": "Ana knows Bo"})

    assert Acquaintance.objects.get().said_on == ada.today() >= TODAY


def test_a_new_position_of_somebody_known_is_shown_before_it_is_added(client_of, ada, ana, bo):
    client = client_of(ada)

    shown = text_of(client.post(SAY, {"line": "Ana knows Bo Li (CTO, Nova)"}))
    client.post(SAY, {"line": "Ana knows Bo Li (Acme)"})

    assert "New about people of your book Bo Li CTO, Nova" in shown
    assert bo.positions.count() == 1
    assert Acquaintance.objects.count() == 1


def test_the_question_can_be_answered_and_put_off_where_it_stands(rf, ada, ana):
    request = rf.get("/people/5/")
    request.user = ada

    shown = render_to_string("acquaintances/question.html", {"question": Question(ana, "Whom else?")}, request)

    assert "Whom else?" in shown
    assert f'name="about" value="{ana.pk}"' in shown
    assert shown.count('name="next" value="/people/5/"') == 2
    assert 'name="never"' in shown
    assert render_to_string("acquaintances/question.html", {"question": None}, request).strip() == ""


def test_no_name_of_somebody_new_can_be_markup(client_of, ada, ana):
    page = client_of(ada).post(SAY, {"line": "Ana knows Bo <script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ana knows Bo vaguely", "Ana Ruiz knows Bo Li vaguely."),
        ("Ana knows Bo from PyCon", "Ana Ruiz knows Bo Li (from PyCon)."),
        ("Ana doesn't know Bo", "Ana Ruiz and Bo Li do not know each other."),
        ("Ana knows somebody at Acme", "Ana Ruiz knows somebody at Acme."),
        ("Ana doesn't know anybody at Acme", "Ana Ruiz knows nobody at Acme."),
        ("Bo says Ana knows a cook at Acme", "Ana Ruiz knows somebody at Acme: cook (said by Bo Li)."),
        ("Ana knows Bo. It rained.", "Ana Ruiz knows Bo Li. Not understood, and not saved: It rained"),
    ],
)
def test_what_was_saved_is_said(client_of, ada, ana, bo, line, told):
    answer = client_of(ada).post(SAY, {"line": line, "save": "1"}, follow=True)

    assert told in text_of(answer)
