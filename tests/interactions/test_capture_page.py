"""The page of the capture line: what it shows before it saves, and what it saves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.accounts.models import User
from kith.interactions.models import Interaction, Promise
from kith.people.models import Person
from tests import make

LINE = "Met Ana Ruiz (CTO, Acme) and Bo Li at PyCon yesterday, climbs, promised the report, follow up in 2 weeks #pycon"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/people/"}
CAPTURE, SAVE = "/interactions/capture/", "/interactions/capture/save/"
THERE = {"next": "/interactions/promises/"}

_INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<(?:input|textarea|select|button|/form)\b)", re.DOTALL)


@pytest.fixture
def adas(ada: User, client_of) -> Client:
    return client_of(ada)


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form that saves, if nothing were corrected."""
    form = page[page.index(f'action="{SAVE}"') :]
    found: dict[str, str] = {}
    for tag, attributes, inner in _INPUT.findall(form[: form.index("</form>") + 7]):
        has = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if has.get("type") in {"radio", "checkbox"} and not re.search(r"\schecked", attributes):
            continue
        if tag == "select":
            chosen = re.search(r'value="([^"]*)"\s+selected', inner)
            found[has["name"]] = chosen[1] if chosen else ""
        elif tag == "textarea":
            found[has["name"]] = inner.split("</textarea>")[0].strip()
        elif "name" in has:
            found[has["name"]] = has.get("value", "")
    return found


def read(client: Client, line: str) -> dict[str, str]:
    return fields_of(client.post(CAPTURE, {"line": line}).content.decode())


def test_nothing_is_saved_before_the_user_has_seen_it(adas):
    answer = adas.post(CAPTURE, {"line": LINE})

    assert answer.status_code == 200
    assert Interaction.objects.count() == Person.objects.count() == 0


def test_every_part_of_the_line_is_shown_with_what_it_was_understood_as(adas):
    page = adas.post(CAPTURE, {"line": LINE}).content.decode()

    marked = dict(re.findall(r'<mark class="line-parts__part" data-role="\w+">(.*?) <small>(.*?)</small>', page))
    assert marked["Ana Ruiz"] == marked["Bo Li"] == "who"
    assert marked["CTO"] == "title"
    assert marked["Acme"] == "organisation"
    assert marked["at PyCon"] == "where"
    assert marked["yesterday"] == "when"


def test_what_was_understood_is_saved_as_it_was_shown(adas, ada):
    answer = adas.post(SAVE, read(adas, LINE))

    logged = Interaction.objects.get()
    ana, bo = logged.people.order_by("participations__pk")
    assert answer.status_code == 302
    assert (ana.name, bo.name, logged.place) == ("Ana Ruiz", "Bo Li", "PyCon")
    assert logged.on == ada.today() - timedelta(days=1)
    assert logged.follow_up_on == ada.today() + timedelta(days=14)
    assert ana.positions.get().title == "CTO"
    assert ana.labels.get().name == "pycon"
    assert Promise.objects.get().by == Promise.By.ME


def test_each_part_can_be_corrected_before_it_is_saved(adas, ada):
    sent = read(adas, LINE) | {
        "kind": "call",
        "place": "the station",
        "labels": "climbers, tea",
        "people-0-name": "Ana Ruiz López",
        "people-0-title": "CEO",
        "people-1-DELETE": "on",
        "people-2-name": "Cem Kaya",
        "promises-0-what": "the slides",
        "promises-0-by": "them",
        "follow_up_on": "",
    }

    adas.post(SAVE, sent)

    logged = Interaction.objects.get()
    assert [person.name for person in logged.people.order_by("participations__pk")] == ["Ana Ruiz López", "Cem Kaya"]
    assert (logged.kind, logged.place, logged.follow_up_on) == ("call", "the station", None)
    assert logged.people.first().positions.get().title == "CEO"
    assert set(ada.today() and logged.people.last().labels.values_list("name", flat=True)) == {"climbers", "tea"}
    assert (Promise.objects.get().what, Promise.objects.get().by) == ("the slides", "them")


def test_a_known_first_name_is_found(adas, ada):
    ana = make.person(ada, "Ana Ruiz")

    adas.post(SAVE, read(adas, "Called Ana"))

    assert Interaction.objects.get().people.get() == ana


def test_somebody_known_can_be_exchanged_for_somebody_new_of_that_name(adas, ada):
    ana = make.person(ada, "Ana Ruiz")

    adas.post(SAVE, read(adas, "Called Ana") | {"people-0-who": "new", "people-0-name": "Ana Soto"})

    assert Interaction.objects.get().people.get().name == "Ana Soto"
    assert not ana.interactions.exists()


def test_another_name_written_over_somebody_known_means_another_person(adas, ada):
    make.person(ada, "Ana Ruiz")
    bo = make.person(ada, "Bo Li")

    adas.post(SAVE, read(adas, "Called Ana") | {"people-0-name": "Bo Li"})

    assert Interaction.objects.get().people.get() == bo


def test_of_two_with_the_same_first_name_none_is_chosen_silently(adas, ada):
    first, second = make.person(ada, "Ana Ruiz"), make.person(ada, "Ana Soto")
    sent = read(adas, "Called Ana")

    unanswered = adas.post(SAVE, sent)
    adas.post(SAVE, sent | {"people-0-who": str(second.pk)})

    assert "people-0-who" not in sent
    assert unanswered.status_code == 422
    assert "Please choose who Ana is." in unanswered.content.decode()
    assert Interaction.objects.get().people.get() == second
    assert not first.interactions.exists()


def test_a_name_added_by_hand_that_may_be_two_people_is_asked_about(adas, ada):
    make.person(ada, "Ana Ruiz"), make.person(ada, "Ana Soto")

    answer = adas.post(SAVE, read(adas, "Called Bo Li") | {"people-1-name": "Ana"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ana Ruiz" in page
    assert "Ana Soto" in page
    assert not Interaction.objects.exists()


def test_a_name_added_by_hand_is_found_with_its_organisation(adas, ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme")])
    other = make.person(ada, "Ana Ruiz", positions=[make.job("Birch")])

    adas.post(SAVE, read(adas, "Called Bo Li") | {"people-0-DELETE": "on", "people-1-name": "Ana Ruiz (Birch)"})

    assert Interaction.objects.get().people.get() == other


def test_an_empty_line_is_asked_for(adas):
    answer = adas.post(CAPTURE, {"line": "  "})

    assert answer.status_code == 422
    assert "Write a line first" in answer.content.decode()


def test_a_line_without_anybody_is_kept_and_asks_whom(adas):
    answer = adas.post(CAPTURE, {"line": "met at PyCon"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Whom did you meet?" in page
    assert 'value="met at PyCon"' in page


def test_while_it_is_typed_the_line_is_read_without_a_complaint(adas):
    answer = adas.post(CAPTURE, {"line": "met "}, **HTMX, HTTP_HX_TARGET="understood")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Whom did you meet?" not in page
    assert "<html" not in page


def test_the_dialog_gets_a_fragment_and_a_browser_a_page(adas):
    assert "<html" in adas.get(CAPTURE).content.decode()
    assert "<html" not in adas.get(CAPTURE, **HTMX).content.decode()


def test_a_wrong_day_is_named_at_its_field_and_nothing_typed_is_lost(adas):
    answer = adas.post(SAVE, read(adas, LINE) | {"on": "31 February", "notes": "climbs, and sings"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "climbs, and sings" in page
    assert "Enter a valid date." in page
    assert not Person.objects.exists()


def test_what_the_rules_refuse_leaves_no_new_person_behind(adas, ada):
    sent = read(adas, "Met Ana Ruiz") | {"follow_up_on": str(ada.today() - timedelta(days=3))}

    answer = adas.post(SAVE, sent)

    assert answer.status_code == 422
    assert "A follow-up comes after the day itself." in answer.content.decode()
    assert not Person.objects.exists()


def test_the_toast_names_everybody_and_says_who_is_new(adas, ada):
    make.person(ada, "Ana Ruiz")

    page = adas.post(SAVE, read(adas, "Met Ana Ruiz and Bo Li") | THERE, follow=True).content.decode()

    assert "Logged with Ana Ruiz and Bo Li. New in your book: Bo Li." in page


def undo_url(page: str) -> str:
    return re.findall(r'<form method="post" action="([^"]*take-back[^"]*)"', page)[-1].replace("&amp;", "&")


def test_undo_puts_the_touch_away_with_those_who_came_by_it(adas, ada):
    ana = make.person(ada, "Ana Ruiz")
    page = adas.post(
        SAVE, read(adas, "Met Ana Ruiz and Bo Li, promised the almanac") | THERE, follow=True
    ).content.decode()

    after = adas.post(undo_url(page), THERE, follow=True).content.decode()

    assert "Taken back. In the bin, too: Bo Li." in after
    assert Interaction.objects.get().binned_at is not None
    assert list(Person.objects.visible_to(ada).in_book()) == [ana]
    assert "the almanac" not in adas.get("/interactions/promises/").content.decode()


def test_undo_can_be_undone(adas, ada):
    page = adas.post(SAVE, read(adas, "Met Bo Li") | THERE, follow=True).content.decode()
    after = adas.post(undo_url(page), THERE, follow=True).content.decode()

    adas.post(re.findall(r'action="([^"]*restore[^"]*)"', after)[-1].replace("&amp;", "&"))

    assert Interaction.objects.get().binned_at is None
    assert Person.objects.visible_to(ada).in_book().get().name == "Bo Li"


def test_undo_leaves_somebody_new_in_the_book_with_whom_more_has_happened(adas, ada):
    page = adas.post(SAVE, read(adas, "Met Bo Li") | THERE, follow=True).content.decode()
    bo = Person.objects.get()
    make.interaction(ada, bo, kind="call")

    adas.post(undo_url(page))

    assert Person.objects.visible_to(ada).in_book().get() == bo


def test_a_day_ahead_is_planned_and_the_plan_can_be_taken_back(adas, ada):
    page = adas.post(SAVE, read(adas, "Coffee with Bo Li tomorrow") | THERE, follow=True).content.decode()
    planned = Person.objects.get().next_touch_on

    adas.post(undo_url(page))

    assert planned == ada.today() + timedelta(days=1)
    assert "Planned with Bo Li for" in page
    assert not Person.objects.visible_to(ada).in_book().exists()


def test_in_the_dialog_the_page_beneath_is_shown_anew(adas):
    sent = read(adas, "Met Bo Li")

    beneath = adas.post(SAVE, sent, **HTMX)
    on_its_own = adas.post(SAVE, sent, **HTMX | {"HTTP_HX_CURRENT_URL": f"http://testserver{CAPTURE}"})

    assert beneath["HX-Refresh"] == "true"
    assert on_its_own["HX-Redirect"] == "/"


def test_names_offered_are_those_of_the_users_own_book(adas, ada, eve, client_of):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme")])

    own = adas.get("/interactions/capture/names/", {"people-2-name": "an"}).content.decode()
    hers = client_of(eve).get("/interactions/capture/names/", {"people-2-name": "an"}).content.decode()

    assert '<option value="Ana Ruiz (Acme)">' in own
    assert "Ana" not in hers


def test_a_stranger_is_not_found_by_name_nor_by_number(ada, eve, client_of):
    ana, hers = make.person(ada, "Ana Quist"), client_of(eve)

    page = hers.post(CAPTURE, {"line": "Called Ana"}).content.decode()
    sent = fields_of(page) | {"people-0-who": str(ana.pk), "people-0-offered": str(ana.pk)}
    answer = hers.post(SAVE, sent)

    assert "Quist" not in page
    assert answer.status_code == 422
    assert "Quist" not in answer.content.decode()
    assert not ana.interactions.exists()


def test_a_plan_of_somebody_else_cannot_be_taken_back(ada, eve, client_of):
    ana = make.person(ada, "Ana Ruiz")
    day = ada.today() + timedelta(days=1)
    make.interaction(ada, ana, on=ada.today(), now=timezone.now(), follow_up_on=day)
    address = reverse("interactions:take_back_plan", args=[day.isoformat()])

    client_of(eve).post(f"{address}?people={ana.pk}&added={ana.pk}")

    ana.refresh_from_db()
    assert (ana.next_touch_on, ana.binned_at) == (day, None)


@pytest.mark.parametrize("broken", [{}, {"people-TOTAL_FORMS": "no"}, {"people-TOTAL_FORMS": "9999"}])
def test_a_form_that_arrives_broken_is_answered_and_not_saved(adas, broken):
    answer = adas.post(SAVE, {"line": "Met Bo Li", "kind": "meeting", "on": "2026-01-01", **broken})

    assert answer.status_code == 422
    assert not Interaction.objects.exists()
