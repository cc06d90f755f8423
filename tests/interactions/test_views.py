"""The doors of interactions: the quick log, the one tap, editing, the bin, and promises."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.accounts.models import User
from kith.interactions import actions, queries
from kith.interactions.models import Interaction, Promise
from kith.interactions.views.promises import PAGE
from kith.people import actions as people_actions
from kith.people.models import Person
from tests import make
from tests.make import NOW, TODAY

LOG, TOUCH = "/interactions/log/", "/interactions/touch/"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/people/"}
DAY = timedelta(days=1)


@pytest.fixture
def adas(ada: User, client_of) -> Client:
    return client_of(ada)


def edit_url(interaction: Interaction) -> str:
    return reverse("interactions:edit", args=[interaction.pk])


def opened(client: Client, interaction: Interaction) -> dict[str, object]:
    """What a browser would send if the form were opened now and nothing changed."""
    forms = client.get(edit_url(interaction)).context["forms"]
    sent: dict[str, object] = {}
    for form in [forms.details, forms.people.management_form, *forms.people]:
        for bound in form:
            sent[bound.html_name] = "" if bound.value() is None else bound.value()
            if bound.field.show_hidden_initial:
                sent[bound.html_initial_name] = sent[bound.html_name]
    return {name: value for name, value in sent.items() if not name.endswith("DELETE")}


# The quick log.


def test_the_log_asks_about_the_people_named_however_their_numbers_are_written(adas, ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")

    for query in (f"?people={ana.pk},{bo.pk}", f"?people={ana.pk}&people={bo.pk}"):
        assert "Log with Ana Ruiz and Bo Li" in adas.get(LOG + query).content.decode()


def test_one_tap_on_a_kind_logs_it_today(adas, ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")

    adas.post(LOG, {"people": [ana.pk, bo.pk], "kind": "call"})

    logged = Interaction.objects.get()
    assert (logged.kind, logged.on, logged.direction) == ("call", ada.today(), "mutual")
    assert set(logged.people.all()) == {ana, bo}


def test_the_log_keeps_everything_that_was_said(adas, ada):
    ana, bo, day = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li"), ada.today()
    said = {
        "on": day - DAY,
        "notes": "Budget",
        f"private_{bo.pk}": "Looks for a job",
        "place": "PyCon",
        "channel": "in_person",
        "mine": "the report",
        "mine_due_on": day + DAY,
        "theirs": "the slides",
        "follow_up_on": day + 9 * DAY,
    }

    adas.post(LOG, {"people": [ana.pk, bo.pk], "kind": "meeting", **said})

    logged = Interaction.objects.get()
    assert (logged.on, logged.notes, logged.place, logged.channel) == (day - DAY, "Budget", "PyCon", "in_person")
    assert logged.participations.get(person=bo).private_note == "Looks for a job"
    assert set(logged.promises.values_list("by", "what", "due_on")) == {
        ("me", "the report", day + DAY),
        ("them", "the slides", None),
    }
    assert logged.follow_up_on == day + 9 * DAY


def test_a_day_to_come_cannot_be_logged_and_the_note_stays(adas, ada):
    ana = make.person(ada, "Ana Ruiz")

    answer = adas.post(LOG, {"people": ana.pk, "kind": "call", "on": ada.today() + DAY, "notes": "Budget"})

    assert answer.status_code == 422
    assert "This day is still to come." in answer.content.decode()
    assert "Budget" in answer.content.decode()
    assert not Interaction.objects.exists()


def test_help_received_comes_from_them_and_a_message_from_me(adas, ada):
    ana = make.person(ada, "Ana Ruiz")

    adas.post(LOG, {"people": ana.pk, "kind": "help_received"})
    adas.post(LOG, {"people": ana.pk, "kind": "message"})

    assert dict(Interaction.objects.values_list("kind", "direction")) == {
        "help_received": "incoming",
        "message": "outgoing",
    }


def test_a_log_without_people_leads_to_the_capture_line(adas):
    assert adas.get(LOG)["Location"] == "/interactions/capture/"


@pytest.mark.parametrize("address", [LOG, TOUCH])
def test_somebody_elses_people_cannot_be_logged(ada, eve, client_of, address):
    ana, own = make.person(ada, "Ana Ruiz"), make.person(eve, "Bo Li")

    answer = client_of(eve).post(address, {"people": [own.pk, ana.pk], "kind": "call"})

    assert answer.status_code == 404
    assert not Interaction.objects.exists()


def test_one_tap_logs_a_message_of_today_and_undo_takes_it_back(adas, ada):
    ana = make.person(ada, "Ana Ruiz")

    page = adas.post(TOUCH, {"people": ana.pk, "next": "/interactions/promises/"}, follow=True).content.decode()
    logged = Interaction.objects.get()
    adas.post(re.findall(r'action="([^"]*take-back/)"', page)[-1])

    assert (logged.kind, logged.on, logged.direction) == ("message", ada.today(), "outgoing")
    assert "Message with Ana Ruiz logged." in page
    assert Interaction.objects.get().binned_at is not None


def test_one_tap_in_a_page_shows_that_page_anew(adas, ada):
    answer = adas.post(TOUCH, {"people": make.person(ada, "Ana Ruiz").pk}, **HTMX)

    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize("kind", ["party", "x" * 300])
def test_a_kind_that_does_not_exist_is_not_logged(adas, ada, kind):
    assert adas.post(TOUCH, {"people": make.person(ada, "Ana Ruiz").pk, "kind": kind}).status_code == 404
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_no_form_sends_the_browser_to_another_site(adas, ada, elsewhere):
    answer = adas.post(TOUCH, {"people": make.person(ada, "Ana Ruiz").pk, "next": elsewhere})

    assert answer["Location"] == "/"


def test_the_browser_goes_back_to_the_page_it_came_from(adas, ada):
    sent = {"people": make.person(ada, "Ana Ruiz").pk}

    answer = adas.post(TOUCH, sent, HTTP_REFERER="http://testserver/people/?q=ana")

    assert answer["Location"] == "http://testserver/people/?q=ana"


# Editing.


def test_an_edit_changes_what_was_changed_and_nothing_else(adas, ada):
    ana = make.person(ada, "Ana Ruiz")
    logged = make.interaction(ada, ana, notes="Budget", place="PyCon", at=NOW, private_notes={ana.pk: "Shy"})

    adas.post(edit_url(logged), opened(adas, logged) | {"notes": "Budget and tea", "organisation": "Acme"})

    logged.refresh_from_db()
    assert (logged.notes, logged.place, logged.at) == ("Budget and tea", "PyCon", NOW)
    assert (str(logged.organisation), logged.version) == ("Acme", 2)
    assert logged.participations.get().private_note == "Shy"


def test_people_are_left_out_and_added_and_their_private_notes_written(adas, ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    cem, logged = make.person(ada, "Cem Kaya"), make.interaction(ada, ana, bo)
    changed = {"people-0-DELETE": "on", "people-1-private_note": "Shy", "people-2-name": "Cem", "people-3-name": "Dana"}

    adas.post(edit_url(logged), opened(adas, logged) | changed)

    parts = logged.participations.order_by("pk").values_list("person__name", "private_note")
    assert list(parts) == [("Bo Li", "Shy"), ("Cem Kaya", ""), ("Dana", "")]
    cem.refresh_from_db()
    assert cem.touches == 1


def test_nobody_left_is_an_error_at_the_form(adas, ada):
    logged = make.interaction(ada, make.person(ada, "Ana Ruiz"))

    answer = adas.post(edit_url(logged), opened(adas, logged) | {"people-0-DELETE": "on"})

    assert answer.status_code == 422
    assert "Say with whom." in answer.content.decode()
    assert logged.people.count() == 1


def test_another_time_of_day_is_meant_in_the_users_zone(adas, ada):
    ada.time_zone = "Asia/Tokyo"
    ada.save()
    logged = make.interaction(ada, make.person(ada, "Ana Ruiz"), on=TODAY - DAY)

    adas.post(edit_url(logged), opened(adas, logged) | {"time": "09:30"})

    logged.refresh_from_db()
    assert logged.at.isoformat() == f"{TODAY - DAY}T00:30:00+00:00"


def test_somebody_in_the_bin_stays_in_what_happened_with_them(adas, ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    logged = make.interaction(ada, ana, bo)
    people_actions.bin_people([ana], at=NOW)

    adas.post(edit_url(logged), opened(adas, logged) | {"people-2-name": "Cem"})

    assert logged.people.count() == 3


def conflict(client: Client, ada: User, **mine: object) -> tuple[Interaction, dict[str, object], str]:
    """Open the form, let somebody else save, and send it: what was sent, and the page of both versions."""
    logged = make.interaction(ada, make.person(ada, "Ana Ruiz"), notes="Budget", place="PyCon")
    sent = opened(client, logged) | mine
    actions.edit(logged, version=1, now=NOW, notes="Budget, theirs", place="Berlin")
    answer = client.post(edit_url(logged), sent)
    assert answer.status_code == 409
    return logged, sent, answer.content.decode()


def test_the_second_saver_is_shown_both_versions_and_nothing_is_saved(adas, ada):
    logged, _sent, page = conflict(adas, ada, notes="Budget, mine")

    logged.refresh_from_db()
    assert logged.notes == "Budget, theirs"
    assert "Budget, theirs" in page
    assert "Budget, mine" in page
    assert "Berlin" in page


def test_what_i_did_not_touch_is_proposed_as_saved_and_what_i_typed_as_typed(adas, ada):
    _logged, _sent, page = conflict(adas, ada, notes="Budget, mine")

    assert re.search(r'name="keep-notes" value="mine"\s+checked', page)
    assert re.search(r'name="keep-place" value="theirs"\s+checked', page)


def test_after_a_conflict_each_field_is_chosen(adas, ada):
    logged, sent, page = conflict(adas, ada, notes="Budget, mine", summary="Tea")
    chosen = {"version": "2", "keep-notes": "theirs", "keep-summary": "mine", "keep-place": "theirs"}

    adas.post(edit_url(logged), sent | chosen)

    logged.refresh_from_db()
    assert 'name="version" value="2"' in page
    assert (logged.notes, logged.summary, logged.place) == ("Budget, theirs", "Tea", "Berlin")


def test_after_a_conflict_mine_can_be_saved_whole(adas, ada):
    logged, sent, _page = conflict(adas, ada, notes="Budget, mine")

    adas.post(edit_url(logged), sent | {"version": "2", "keep": "mine"})

    logged.refresh_from_db()
    assert (logged.notes, logged.place) == ("Budget, mine", "PyCon")


def test_the_page_of_both_versions_carries_all_that_was_typed(adas, ada):
    logged, _sent, page = conflict(adas, ada, notes="Budget, mine", **{"people-1-name": "Cem"})
    form = page[page.index("Two versions") :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)

    adas.post(edit_url(logged), dict(pairs) | {"keep-notes": "mine", "keep-people": "mine"})

    logged.refresh_from_db()
    assert (logged.notes, logged.place) == ("Budget, mine", "Berlin")
    assert [person.name for person in logged.people.order_by("participations__pk")] == ["Ana Ruiz", "Cem"]


# The bin.


def test_a_touch_goes_to_the_bin_and_comes_back(adas, ada):
    ana = make.person(ada, "Ana Ruiz")
    logged = make.interaction(ada, ana)

    adas.post(reverse("interactions:bin", args=[logged.pk]))
    away = adas.get("/interactions/bin/").content.decode()
    adas.post(reverse("interactions:restore", args=[logged.pk]))

    ana.refresh_from_db()
    assert "Ana Ruiz" in away
    assert ana.touches == 1
    assert "Ana Ruiz" not in adas.get("/interactions/bin/").content.decode()


def test_what_is_in_the_bin_cannot_be_edited(adas, ada):
    logged = make.interaction(ada, make.person(ada, "Ana Ruiz"))
    actions.bin(logged, at=NOW)

    assert adas.get(edit_url(logged)).status_code == 404


# Promises.


def test_promises_of_either_side_stand_by_their_days_and_kept_ones_below(adas, ada):
    ana = make.person(ada, "Ana Ruiz")
    actions.promise(ana, by="me", what="the almanac", due_on=TODAY + 9 * DAY)
    actions.promise(ana, by="me", what="the brochure", due_on=TODAY + DAY)
    actions.promise(ana, by="them", what="the charter")
    actions.keep_promise(actions.promise(ana, by="me", what="the diary"), on=ada.today())

    page = adas.get("/interactions/promises/").content.decode()

    found = [page.index(words) for words in ("the brochure", "the almanac", "the charter", "the diary")]
    assert found == sorted(found)


def test_a_promise_is_kept_let_go_and_opened_again(adas, ada):
    made = actions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report")
    states = []

    for verb in ("keep", "reopen", "let_go", "reopen"):
        adas.post(reverse(f"interactions:{verb}", args=[made.pk]))
        made.refresh_from_db()
        states.append((made.kept_on, made.let_go_on))

    assert states == [(ada.today(), None), (None, None), (None, ada.today()), (None, None)]


def test_the_number_of_queries_does_not_depend_on_how_many_promises_there_are(adas, ada):
    adas.get("/interactions/promises/")  # the first page of a session writes the session down
    counts = []

    for number in (1, 2):
        for _promise in range(number * number):
            actions.promise(make.person(ada, f"Ana {number}"), by="me", what="the report")
        with CaptureQueriesContext(connection) as queries_made:
            adas.get("/interactions/promises/")
        counts.append(len(queries_made))

    assert counts[0] == counts[1]


# Strangers.


@pytest.mark.parametrize("verb", ["edit", "bin", "restore", "take_back"])
def test_a_stranger_finds_no_interaction(ada, eve, client_of, verb):
    logged = make.interaction(ada, make.person(ada, "Ana Ruiz"))

    answer = client_of(eve).post(reverse(f"interactions:{verb}", args=[logged.pk]))

    logged.refresh_from_db()
    assert answer.status_code == 404
    assert (logged.binned_at, logged.version) == (None, 1)


@pytest.mark.parametrize("verb", ["keep", "let_go", "reopen"])
def test_a_stranger_finds_no_promise(ada, eve, client_of, verb):
    made = actions.promise(make.person(ada, "Ana Ruiz"), by="me", what="the report")

    answer = client_of(eve).post(reverse(f"interactions:{verb}", args=[made.pk]))

    assert answer.status_code == 404
    assert Promise.objects.open().exists()


def test_a_stranger_cannot_put_ones_people_into_an_interaction_of_theirs(ada, eve, client_of):
    ana, hers = make.person(ada, "Ana Quist"), client_of(eve)
    logged = make.interaction(eve, make.person(eve, "Bo Li"))
    changed = {"people-1-who": str(ana.pk), "people-1-offered": str(ana.pk), "people-1-name": "Cem"}

    answer = hers.post(edit_url(logged), opened(hers, logged) | changed)

    assert "Quist" not in answer.content.decode()
    assert not ana.interactions.exists()


def test_taking_back_ones_own_touch_leaves_somebody_elses_people_alone(ada, eve, client_of):
    ana = make.person(ada, "Ana Ruiz")
    logged = make.interaction(eve, make.person(eve, "Bo Li"))

    client_of(eve).post(reverse("interactions:take_back", args=[logged.pk]) + f"?added={ana.pk}")

    assert Person.objects.visible_to(ada).in_book().get() == ana


# What other pages put in.


def entry_of(person: Person) -> str:
    entry = queries.timeline(person).entries[0]
    return Template('{% include "interactions/entry.html" %}').render(Context({"entry": entry}))


def test_an_entry_shows_what_happened_and_what_is_private(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    logged = make.interaction(
        ada, ana, bo, kind="call", channel="video", notes="One\nTwo", private_notes={ana.pk: "Shy", bo.pk: "Hidden"}
    )
    actions.promise(ana, by="them", what="the slides", interaction=logged)

    shown = entry_of(ana)

    assert f'id="interaction-{logged.pk}"' in shown
    assert "One<br>Two" in shown
    assert "Shy" in shown
    assert "Hidden" not in shown
    assert "Bo Li" in shown
    assert "the slides" in shown
    assert reverse("interactions:edit", args=[logged.pk]) in shown


def test_a_long_note_is_folded_and_a_short_one_is_not(ada):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    make.interaction(ada, ana, notes="Long. " * 100)
    make.interaction(ada, bo, notes="Short.")

    assert 'class="long-text"' in entry_of(ana)
    assert 'class="long-text"' not in entry_of(bo)


def test_notes_are_shown_as_text_and_never_as_markup(ada):
    ana = make.person(ada, "Ana Ruiz")
    make.interaction(ada, ana, summary="<b>hi", notes="<script>alert(1)</script>")

    shown = entry_of(ana)

    assert "<script" not in shown
    assert "&lt;b&gt;hi" in shown


def test_the_log_button_names_the_person_to_whoever_cannot_see_it(ada):
    ana = make.person(ada, "Ana Ruiz")

    shown = Template('{% include "interactions/log_button.html" %}').render(Context({"person": ana}))

    assert "Log a message with Ana Ruiz today" in shown
    assert f"{LOG}?people={ana.pk}" in shown


def test_many_promises_come_page_by_page(adas, ada):
    ana = make.person(ada, "Ana Ruiz")
    for number in range(PAGE + 1):
        actions.promise(ana, by="me", what=f"the report {number:02}", due_on=TODAY + number * DAY)

    first, second = (adas.get(f"/interactions/promises/?page={page}").content.decode() for page in (1, 2))

    last = f"the report {PAGE:02}"
    assert ("the report 00" in first, last in first) == (True, False)
    assert ("the report 00" in second, last in second) == (False, True)
    assert "?page=2" in first
