"""Tests of the pages of the directory: who sees and changes what, and what leads to going there."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kith.directory import actions, seeds
from kith.directory.models import Bringing, CareerStep, Listing, ListingDate, Wish
from kith.icalendars import read_file
from tests import make

NOW = make.NOW


@pytest.fixture
def listing(ada) -> Listing:
    fields = {"name": "Night owls", "url": "https://owls.example", "place": "Leipzig", "source": "a poster"}
    return actions.enter(ada, at=NOW, fields=fields)


def at(name, *args):
    return reverse(f"directory:{name}", args=args)


def test_the_directory_shows_groups_with_reasons_and_where_they_are_known_from(ada, listing, client_of):
    page = client_of(ada).get(at("home"), {"q": "owls"}).content.decode()

    assert "Its name has “owls”." in page
    assert "Entered by a member, not checked since" in page
    assert "When do they meet?" in page


def test_one_press_leads_from_a_result_to_the_answer_form_of_the_next_meeting(ada, eve, client_of):
    group = make.group(eve, "Runners")
    meeting = make.meeting(group, starts_at=timezone.now() + timedelta(days=2))

    page = client_of(ada).get(at("home")).content.decode()

    assert f'href="{meeting.get_absolute_url()}#answer-title"' in page


def test_one_press_leads_from_a_listing_to_the_own_calendar_with_an_alarm(ada, listing, client_of):
    start = timezone.now().replace(microsecond=0) + timedelta(days=3)
    said = {"time_zone": "Europe/Berlin", "title": "Äpfel, Birnen; und " + "viel mehr " * 9}
    actions.add_date(listing, starts_at=start, ends_at=start + timedelta(hours=2), **said)
    client = client_of(ada)

    assert at("calendar", listing.uid) in client.get(at("home")).content.decode()
    answer = client.get(at("calendar", listing.uid))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "night-owls.ics" in answer["Content-Disposition"]
    assert answer.content.count(b"BEGIN:VALARM") == 2
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    [event] = read_file(partial(io.BytesIO, answer.content)).events
    assert event.start == start.astimezone(UTC)
    assert event.title.startswith("Night owls: Äpfel, Birnen; und viel mehr")
    assert event.place == "Leipzig"


def test_a_whole_day_stays_a_day_in_the_calendar(ada, listing, client_of):
    day = datetime(2030, 3, 3, tzinfo=UTC)
    made = actions.add_date(listing, starts_at=day, ends_at=day + timedelta(days=1), time_zone="UTC")
    ListingDate.objects.filter(pk=made.pk).update(is_whole_day=True)

    body = client_of(ada).get(at("calendar", listing.uid)).content

    assert b"DTSTART;VALUE=DATE:20300303\r\nDTEND;VALUE=DATE:20300304" in body


def test_a_listing_without_a_day_has_no_calendar(ada, listing, client_of):
    assert client_of(ada).get(at("calendar", listing.uid)).status_code == 404


def test_who_finds_out_when_they_meet_enters_it_for_everyone(eve, listing, client_of):
    client = client_of(eve)
    day = (timezone.now() + timedelta(days=5)).date()

    said = {"on": day.isoformat(), "at": "19:30", "minutes": "90", "title": "Open evening"}
    assert client.post(at("add_date", listing.uid), said).status_code == 302
    assert "Open evening" in client.get(at("listing", listing.uid)).content.decode()
    assert client.post(at("add_date", listing.uid), {**said, "on": "never"}).status_code == 422


def test_what_ships_can_be_looked_at_and_gets_a_day_and_a_check(ada, client_of):
    client, seed = client_of(ada), seeds.shipped()[0]
    page = client.get(at("listing", seed.uid)).content.decode()
    assert "from general knowledge, not checked since" in page

    client.post(at("checked", seed.uid))
    day = (timezone.now() + timedelta(days=5)).date()
    client.post(at("add_date", seed.uid), {"on": day.isoformat(), "at": "19:30", "minutes": "90"})

    row = Listing.objects.get()
    assert (row.uid, row.checked_on, row.dates.count()) == (seed.uid, ada.today(), 1)
    assert "not checked since" not in client.get(at("listing", seed.uid)).content.decode()


def test_only_whoever_entered_it_or_runs_the_server_changes_a_listing(ada, eve, listing, client_of):
    other, owner = client_of(eve), client_of(make.user("ona", is_owner=True))
    for name in ("edit", "remove", "put_back"):
        assert other.post(at(name, listing.uid), {"name": "Mine now"}).status_code == 404

    said = {"name": "Owls of the night", "kind": "club", "is_free": "unknown", "welcomes_newcomers": "unknown"}
    assert client_of(ada).post(at("edit", listing.uid), said).status_code == 302
    assert owner.post(at("remove", listing.uid)).status_code == 302

    listing.refresh_from_db()
    assert (listing.name, listing.removed_at is None) == ("Owls of the night", False)
    assert other.get(at("listing", listing.uid)).status_code == 404
    assert client_of(ada).post(at("put_back", listing.uid)).status_code == 302
    assert other.get(at("listing", listing.uid)).status_code == 200


def test_what_ships_is_changed_by_whoever_runs_the_server_only(ada, client_of):
    seed = seeds.shipped()[0]
    said = {"name": seed.name, "kind": "association", "purpose": "Changed.", "is_free": "unknown"}

    assert client_of(ada).post(at("edit", seed.uid), said).status_code == 404
    assert client_of(make.user("ona", is_owner=True)).post(at("edit", seed.uid), said).status_code == 302
    assert "Changed." in client_of(ada).get(at("listing", seed.uid)).content.decode()


def test_a_group_is_entered_by_anyone_and_wrong_words_are_told_beside_their_field(ada, client_of):
    client = client_of(ada)
    said = {"name": "Plots", "kind": "club", "occupations": "nurse; data scientist", "interests": "plots, R"}
    assert client.post(at("new"), said).status_code == 302
    assert Listing.objects.get().occupations == ["29-1141.00", "15-2051.00"]
    one = client.post(at("new"), {**said, "occupations": "Managers, All Other", "language": "German"})
    assert one.status_code == 302
    assert list(Listing.objects.values_list("occupations", "language"))[-1] == (["11-9199.00"], "de")
    assert "does not know the place" in client.get(at("home"), {"place": "04109", "within": "25"}).content.decode()

    wrong = client.post(at("new"), {**said, "occupations": "xqzzy"})
    assert wrong.status_code == 422
    assert "does not know the career “xqzzy”" in wrong.content.decode()
    assert "begins with" in client.post(at("new"), {**said, "url": "ftp://owls.example"}).content.decode()


def test_who_entered_a_listing_is_not_shown(ada, eve, listing, client_of):
    page = client_of(eve).get(at("listing", listing.uid)).content.decode()

    assert "Entered by a member" in page
    assert ada.name not in page.replace("Canada", "")
    assert ada.email not in page


def test_bringing_is_seen_before_and_after_by_its_user_alone(ada, eve, client_of):
    client, other = client_of(ada), client_of(eve)
    table = SimpleUploadedFile("groups.csv", b"name,place\nNight owls,Leipzig\nx,y,z\n")
    look = client.post(at("bring"), {"file": table})
    page = client.get(look.url).content.decode()
    assert "1 group would come in" in page
    assert "groups.csv, line 3:" in page
    uid = Bringing.objects.get().uid
    for name in ("look", "keep", "undo", "throw_away"):
        assert other.post(at(name, uid)).status_code in (404, 405)
    assert other.get(look.url).status_code == 404

    client.post(at("keep", uid), {"checked": "1"})
    assert "Take all of it back" in client.get(look.url).content.decode()
    client.post(at("undo", uid))
    assert Listing.objects.count() == 0


def test_a_bad_file_is_told_beside_the_field_with_its_name_and_line(ada, client_of):
    bad = SimpleUploadedFile("groups.csv", b"when,why\n1,2\n")

    answer = client_of(ada).post(at("bring"), {"file": bad})

    assert answer.status_code == 422
    assert "groups.csv, line 1: No row with the names of the columns was found" in answer.content.decode()


@pytest.mark.parametrize("said", [{}, {"address": "mailto:x"}, {"address": "http://127.0.0.1:9/x.ics"}])
def test_neither_file_nor_address_or_one_of_no_use_is_told(ada, client_of, said):
    assert client_of(ada).post(at("bring"), said).status_code == 422


def test_all_entered_listings_come_out_as_a_table_that_comes_in_again(ada, listing, client_of):
    actions.change(listing, at=NOW, fields={"interests": ["chess", "=1+1"], "is_free": True, "seasons": ["retired"]})
    body = client_of(ada).get(at("table")).content
    Listing.objects.all().delete()

    client_of(ada).post(at("bring"), {"file": SimpleUploadedFile("listings.csv", body)})
    client_of(ada).post(at("keep", Bringing.objects.get().uid))

    again = Listing.objects.get()
    assert (again.name, again.url, again.place, again.is_free) == (
        "Night owls",
        "https://owls.example",
        "Leipzig",
        True,
    )
    assert (again.interests, again.seasons) == (["chess", "=1+1"], ["retired"])


def test_the_bridge_is_filled_from_what_the_user_said(ada, client_of):
    client = client_of(ada)
    assert "Where from, and where to?" in client.get(at("bridge")).content.decode()
    client.post(at("wish"), {"does": "nurse", "wants": "data scientist", "days": ["1"], "parts": ["evening"]})

    page = client.get(at("bridge")).content.decode()

    assert "The easiest way to Data Scientists: 3 steps" in page
    assert "Society for Clinical Data Management (SCDM)" in page
    assert "O*NET has no ratings of skills for Data Scientists" in page
    assert "USDOL/ETA" in page
    assert Wish.objects.get().days == [1]


def test_a_bridge_to_words_that_are_no_work_says_so(ada, client_of):
    answer = client_of(ada).get(at("bridge"), {"does": "nurse", "wants": "xqzzy"})

    assert answer.status_code == 422
    assert "does not know this occupation" in answer.content.decode()


def test_a_bridge_that_leads_nowhere_says_why(ada, client_of):
    page = client_of(ada).get(at("bridge"), {"does": "nurse", "wants": "55-3016.00"}).content.decode()

    assert "O*NET does not say what" in page


def test_a_step_is_shown_to_nobody_until_its_user_says_so(ada, eve, client_of):
    client, other = client_of(ada), client_of(eve)
    said = {"from_title": "nurse", "to_title": "data scientist", "year": "2024", "shown_to": "nobody"}
    client.post(at("steps"), {**said, "helped": "An evening course."})
    step = CareerStep.objects.get()
    way = {"does": "nurse", "wants": "data scientist"}
    assert "An evening course." not in other.get(at("bridge"), way).content.decode()
    for name in ("show_step", "remove_step"):
        assert other.post(at(name, step.uid), {"shown_to": "all"}).status_code == 404

    client.post(at("show_step", step.uid), {"shown_to": "all"})
    assert "An evening course." in other.get(at("bridge"), way).content.decode()
    client.post(at("show_step", step.uid), {"shown_to": "strangers"})
    client.post(at("remove_step", step.uid))
    assert "An evening course." not in other.get(at("bridge"), way).content.decode()


def test_a_step_between_words_that_are_no_work_is_told_beside_its_field(ada, client_of):
    said = {"from_title": "xqzzy", "to_title": "data scientist", "shown_to": "nobody"}
    answer = client_of(ada).post(at("steps"), said)

    assert answer.status_code == 422
    assert "does not know this occupation" in answer.content.decode()


def test_what_one_looks_for_is_shown_to_nobody_else(ada, eve, client_of):
    client_of(ada).post(at("wish"), {"does": "nurse", "wants": "data scientist", "interests": "falconry"})

    assert "falconry" in client_of(ada).get(at("wish")).content.decode()
    assert "falconry" not in client_of(eve).get(at("wish")).content.decode()


def test_an_address_with_words_that_mean_nothing_shows_all(ada, client_of):
    answer = client_of(ada).get(at("home"), {"kind": "cabal", "within": "far", "days": "x", "page": "99"})

    assert answer.status_code == 200


def test_a_search_without_a_match_says_what_to_do(ada, client_of):
    assert "Nothing fits all of that" in client_of(ada).get(at("home"), {"q": "xqzzy"}).content.decode()


def test_the_directory_is_for_who_signed_in(client, db):
    assert client.get(at("home")).status_code == 302
    assert client.get(at("listing", seeds.shipped()[0].uid)).status_code == 302


def test_the_page_asks_no_more_for_more_groups_that_meet_soon(ada, client_of, django_assert_max_num_queries):
    client, ben = client_of(ada), make.user("ben")
    for number in range(2):
        make.meeting(make.group(ben, f"Circle {number}"), starts_at=timezone.now() + timedelta(days=1))
    with django_assert_max_num_queries(40) as few:
        client.get(at("home"), {"q": "circle"})
    for number in range(2, 8):
        make.meeting(make.group(ben, f"Circle {number}"), starts_at=timezone.now() + timedelta(days=1))

    with django_assert_max_num_queries(len(few)):
        page = client.get(at("home"), {"q": "circle"}).content.decode()

    assert "Circle 7" in page


def test_what_members_write_is_text_and_nothing_else_in_the_directory(ada, eve, client_of):
    fields = {"purpose": "<b>We read</b>", "place": "<b>Leipzig</b>", "interests": ["<b>chess</b>"]}
    group = make.group(eve, "<b>Plots</b>", occupations=["15-2051.00"], **fields)
    make.meeting(group, starts_at=timezone.now() + timedelta(days=2))
    actions.enter(ada, at=NOW, fields={"name": "<b>Owls</b>", "meets": "<b>Tuesdays</b>", "language": "de"})
    eve.name = "<b>Eve</b>"
    eve.save()
    actions.add_step(
        eve, before="nurse", after="data scientist", at=NOW, fields={"shown_to": "all", "helped": "<b>x</b>"}
    )
    actions.say_wish(ada, fields={"does": "nurse", "wants": "data scientist", "interests": ["<b>chess</b>"]})

    for path in (at("home"), f"{at('home')}?q=%3Cb%3E", f"{at('home')}?parts=evening", at("bridge")):
        page = client_of(ada).get(path).text
        assert "<b>" not in page
    assert "&lt;b&gt;Plots&lt;/b&gt;" in client_of(ada).get(at("home")).text
    assert "&lt;b&gt;x&lt;/b&gt;" in page
