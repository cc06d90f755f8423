"""The page of one person, and what is done on it in passing."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.book.partial_dates import in_words
from kith.book.queries import introducers, person_page
from kith.book.queries.reaching import web_address
from kith.cadences import actions as cadences
from kith.duplicates import actions as duplicates
from kith.interactions.actions import NewPromise
from kith.people import actions
from kith.people.models import Label, Person
from kith.ties.models import Acquaintance
from tests import make


@pytest.fixture
def ana(ada):
    bo = make.person(ada, "Bo Li")
    return make.person(
        ada,
        "Ana Ruiz",
        nickname="Anita",
        pronouns="she/her",
        met_on="2023-05",
        met_at="PyCon",
        met_through=bo,
        met_notes="She asked about grids.",
        notes="Two kids.\n\nPrefers <mornings>.",
        interests=["climbing"],
        points=[make.email("ana@acme.example"), {"kind": "phone", "value": "+34 612 345 678"}],
        positions=[
            make.job("Acme", "CTO", started="2022-03"),
            make.job("Globex", "Engineer", ended="2021", is_current=False),
            {"organisation": "TU Berlin", "kind": "education", "started": "2011"},
        ],
        occasions=[{"kind": "birthday", "month": 2, "day": 29, "year": 1984}],
        labels=["pycon"],
    )


def text_of(answer) -> str:
    return str(answer.content.decode())


def logged(owner, person, days_ago: int, **more):
    return make.interaction(owner, person, on=owner.today() - timedelta(days=days_ago), now=timezone.now(), **more)


def test_the_page_says_who_somebody_is_and_how_you_met(client_of, ada, ana):
    page = text_of(client_of(ada).get(f"/people/{ana.pk}/"))

    for words in ["Ana Ruiz", "“Anita”", "she/her", "At PyCon, May 2023", "Bo Li", "She asked about grids."]:
        assert words in page
    assert "Prefers &lt;mornings&gt;." in page


def test_the_headline_links_the_organisation(client_of, ada, ana):
    place = ana.positions.get(title="CTO").organisation

    assert f'CTO at <a href="/organisations/{place.pk}/">Acme</a>' in text_of(client_of(ada).get(f"/people/{ana.pk}/"))


def test_every_section_that_a_reason_links_to_is_there(client_of, ada, ana):
    touch = logged(ada, ana, 3, promises=[NewPromise("the report", due_on=ada.today() + timedelta(days=2))])

    page = text_of(client_of(ada).get(f"/people/{ana.pk}/"))

    for part in ["tie", "next-touch", "promises", "occasions", "positions", "timeline", f"interaction-{touch.pk}"]:
        assert f'id="{part}"' in page


def test_ids_on_the_page_are_unique(client_of, ada, ana):
    logged(ada, ana, 3, promises=[NewPromise("the report"), NewPromise("a call", by="them")])
    page = text_of(client_of(ada).get(f"/people/{ana.pk}/"))

    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]

    assert sorted(ids) == sorted(set(ids))


def test_a_birthday_of_29_february_is_kept_on_the_28th_in_common_years(ana):
    [birthday] = person_page.page_of(ana, date(2027, 1, 1)).occasions
    [leap] = person_page.page_of(ana, date(2028, 1, 1)).occasions

    assert (birthday.on, birthday.years) == (date(2027, 2, 28), 43)
    assert (leap.on, leap.years) == (date(2028, 2, 29), 44)


def test_an_occasion_that_was_this_year_is_next_year(ana):
    [birthday] = person_page.page_of(ana, date(2027, 3, 1)).occasions

    assert birthday.on == date(2028, 2, 29)


def test_ways_to_reach_open_what_they_name(ana):
    mail, phone = person_page.page_of(ana, make.TODAY).ways

    assert mail.url == "mailto:ana@acme.example"
    assert (phone.url, phone.sms) == ("tel:+34612345678", "sms:+34612345678")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("linkedin.com/in/ana", "https://linkedin.com/in/ana"),
        ("http://a.example/x?y=1", "http://a.example/x?y=1"),
        ("javascript:alert(1)//a.b", ""),
        ("javascript://a.example/%0aalert(1)", ""),
        ("data:text/html,<b>", ""),
        ('a.example/"onclick="x', ""),
        ("http://[bad", ""),
        ("nonsense", ""),
    ],
)
def test_only_web_addresses_become_links(value, address):
    assert web_address(value) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [("2020", "2020"), ("2020-03", "March 2020"), ("2020-03-15", "15 March 2020"), ("", ""), ("once", "once")],
)
def test_a_date_is_said_as_exactly_as_it_is_known(text, words):
    assert in_words(text) == words


def test_a_tier_says_why_and_links_to_the_touch_it_counts(client_of, ada, ana):
    touch = logged(ada, ana, 3)

    page = text_of(client_of(ada).get(f"/people/{ana.pk}/"))

    assert "1 meeting in the last year" in page
    assert f'href="#interaction-{touch.pk}"' in page


def test_the_next_touch_says_why(client_of, ada, ana):
    cadences.plan(ana, on=ada.today() + timedelta(days=40), note="ask about the book", today=ada.today())

    assert "ask about the book" in text_of(client_of(ada).get(f"/people/{ana.pk}/"))


def test_the_timeline_goes_on_where_it_stopped(client_of, ada, ana):
    for days in range(1, 10):
        logged(ada, ana, days, summary=f"touch {days}.")
    client = client_of(ada)
    first = client.get(f"/people/{ana.pk}/")
    day, pk = first.context["timeline"].before

    rest = client.get(f"/people/{ana.pk}/", {"before": f"{day.isoformat()}.{pk}"}, headers={"HX-Request": "true"})

    assert "touch 5." in text_of(first)
    assert "touch 6." not in text_of(first)
    assert "touch 6." in text_of(rest)
    assert "touch 5." not in text_of(rest)
    assert "<html" not in text_of(rest)
    assert "Earlier" not in text_of(rest)


def test_an_earlier_stretch_is_a_page_too(client_of, ada, ana):
    touch = logged(ada, ana, 9, summary="long ago")

    page = text_of(client_of(ada).get(f"/people/{ana.pk}/", {"before": f"{ada.today().isoformat()}.1"}))

    assert f'id="interaction-{touch.pk}"' in page
    assert "Back to the latest" in page


@pytest.mark.parametrize("place", ["x", "2026-01-01", "2026-01-01.x", "2026-13-01.1", "2026-01-01.-1", "2026-01-01.²"])
def test_a_place_that_no_timeline_has_is_not_there(client_of, ada, ana, place):
    assert client_of(ada).get(f"/people/{ana.pk}/", {"before": place}).status_code == 404


def test_a_longer_history_makes_no_more_queries(client_of, ada, ana):
    client = client_of(ada)
    logged(ada, ana, 60, promises=[NewPromise("one")])
    client.get(f"/people/{ana.pk}/")
    with CaptureQueriesContext(connection) as short:
        client.get(f"/people/{ana.pk}/")
    for days in range(1, 13):
        logged(ada, ana, days, promises=[NewPromise(f"promise {days}")])

    with CaptureQueriesContext(connection) as long:
        client.get(f"/people/{ana.pk}/")

    assert len(long) == len(short)
    assert len(long) <= 18  # seven of them for the session, the user, and when they were last seen


def test_the_plot_comes_by_itself(client_of, ada, ana):
    logged(ada, ana, 30)
    client = client_of(ada)

    part = text_of(client.get(f"/people/{ana.pk}/course/", headers={"HX-Request": "true"}))
    page = text_of(client.get(f"/people/{ana.pk}/course/"))

    assert "plot__warmth" in part
    assert "<html" not in part
    assert "plot__warmth" in page
    assert "<html" in page


def test_the_circle_tells_a_guess_from_a_fact(client_of, ada, ana):
    dee = make.person(ada, "Dee Fact")
    make.person(ada, "Gus Guess", positions=[make.job("Acme", started="2022")])
    make.person(ada, "Ida Introduced", met_through=ana)
    Acquaintance.objects.create(owner=ada, one=ana, other=dee)

    circle = text_of(client_of(ada).get(f"/people/{ana.pk}/circle/", headers={"HX-Request": "true"}))

    facts, _heading, guesses = circle.partition("a guess")
    assert "Dee Fact" in facts
    assert "Ida Introduced" in facts
    assert "Gus Guess" not in facts
    assert "Gus Guess" in guesses


def test_a_circle_of_which_nothing_is_known_says_so(client_of, ada):
    nobody = make.person(ada, "Nobody")

    assert "Nothing is known of it yet" in text_of(client_of(ada).get(f"/people/{nobody.pk}/circle/"))


def test_labels_are_put_on_and_taken_off(client_of, ada, ana):
    client = client_of(ada)

    client.post(f"/people/{ana.pk}/label/", {"label_name": "energy"})
    client.post(f"/people/{ana.pk}/label/", {"remove": Label.objects.get(name="pycon").pk})

    assert list(ana.labels.values_list("name", flat=True)) == ["energy"]


@pytest.mark.parametrize("name", ["", "x" * 200, "bell\x07"])
def test_a_label_that_cannot_be_kept_is_explained(client_of, ada, ana, name):
    answer = client_of(ada).post(f"/people/{ana.pk}/label/", {"label_name": name}, follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert list(ana.labels.values_list("name", flat=True)) == ["pycon"]


def test_the_users_own_word_stands_and_is_dated(client_of, ada, ana):
    client_of(ada).post(f"/people/{ana.pk}/own-word/", {"tier": "3", "rating": "4"})

    ana.refresh_from_db()
    assert (ana.tier, ana.tie.own_tier_on, ana.tie.rating) == (3, ada.today(), 4)


def test_a_word_that_stays_keeps_its_day(client_of, ada, ana):
    client = client_of(ada)
    client.post(f"/people/{ana.pk}/own-word/", {"tier": "3", "rating": ""})
    ana.tie.own_tier_on = date(2020, 1, 1)
    ana.tie.save()

    client.post(f"/people/{ana.pk}/own-word/", {"tier": "3", "rating": "5"})

    ana.tie.refresh_from_db()
    assert (ana.tie.own_tier_on, ana.tie.rating) == (date(2020, 1, 1), 5)


def test_the_word_can_be_taken_back(client_of, ada, ana):
    client = client_of(ada)
    client.post(f"/people/{ana.pk}/own-word/", {"tier": "3", "rating": "0"})
    client.post(f"/people/{ana.pk}/own-word/", {"tier": "", "rating": ""})

    ana.refresh_from_db()
    assert (ana.tie.own_tier, ana.tie.rating) == (None, None)


def test_a_word_that_is_none_changes_nothing(client_of, ada, ana):
    client_of(ada).post(f"/people/{ana.pk}/own-word/", {"tier": "9", "rating": "77"})

    ana.refresh_from_db()
    assert ana.tier is None


@pytest.mark.parametrize(("rhythm", "days"), [("14", 14), ("never", None), ("rule", None)])
def test_a_rhythm_is_set(client_of, ada, ana, rhythm, days):
    client_of(ada).post(f"/people/{ana.pk}/rhythm/", {"rhythm": rhythm})

    ana.refresh_from_db()
    assert (ana.cadence.days, ana.cadence.never) == (days, rhythm == "never")


def test_a_rhythm_of_other_days_is_shown_and_kept(client_of, ada, ana):
    cadences.set_cadence([ana], days=45, on=ada.today())
    client = client_of(ada)

    assert "every 45 days" in text_of(client.get(f"/people/{ana.pk}/plan/"))
    client.post(f"/people/{ana.pk}/rhythm/", {"rhythm": "as-it-is"})

    ana.cadence.refresh_from_db()
    assert ana.cadence.days == 45


def test_an_unknown_rhythm_is_explained(client_of, ada, ana):
    answer = client_of(ada).post(f"/people/{ana.pk}/rhythm/", {"rhythm": "whenever"}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_touch_is_planned_and_the_plan_forgotten(client_of, ada, ana):
    client, day = client_of(ada), ada.today() + timedelta(days=5)

    client.post(f"/people/{ana.pk}/plan/", {"planned_on": day.isoformat(), "note": "the book"})
    ana.refresh_from_db()
    assert (ana.next_touch_on, ana.cadence.plan_note) == (day, "the book")

    assert "Forget the plan" in text_of(client.get(f"/people/{ana.pk}/plan/"))
    client.post(f"/people/{ana.pk}/plan/", {"forget": "1"})
    ana.cadence.refresh_from_db()
    assert ana.cadence.planned_on is None


@pytest.mark.parametrize("day", ["", "soon", "2001-01-01"])
def test_a_plan_for_no_day_to_come_is_explained(client_of, ada, ana, day):
    answer = client_of(ada).post(f"/people/{ana.pk}/plan/", {"planned_on": day}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_putting_somebody_into_the_bin_can_be_undone_from_the_message(client_of, ada, ana):
    client = client_of(ada)

    answer = client.post(f"/people/{ana.pk}/bin/", follow=True)
    ana.refresh_from_db()
    assert ana.binned_at is not None

    undo = next(m.extra_tags for m in answer.context["messages"]).removeprefix("undo:")
    client.post(undo)
    ana.refresh_from_db()
    assert ana.binned_at is None


def test_the_page_of_somebody_in_the_bin_offers_the_way_back(client_of, ada, ana):
    actions.bin_people([ana], at=timezone.now())
    client = client_of(ada)

    page = text_of(client.get(f"/people/{ana.pk}/"))
    assert "In the bin since" in page
    assert "Put into the bin" not in page

    client.post("/people/bin/restore/", {"people": ana.pk})
    ana.refresh_from_db()
    assert ana.binned_at is None


def test_whoever_was_merged_leads_to_whom_they_are_part_of(client_of, ada, ana):
    double = make.person(ada, "Anna Ruiz")
    duplicates.merge(ana, double, at=timezone.now())

    answer = client_of(ada).get(f"/people/{double.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/people/{ana.pk}/")


def test_a_merge_is_told_and_can_be_split_again(client_of, ada, ana):
    double = make.person(ada, "Anna Double")
    merge = duplicates.merge(ana, double, at=timezone.now())
    client = client_of(ada)

    page = text_of(client.get(f"/people/{ana.pk}/"))
    assert "Anna Double" in page
    assert f"/people/split/{merge.pk}/" in page

    client.post(f"/people/split/{merge.pk}/")
    double.refresh_from_db()
    assert double.merged_into is None


def test_the_double_is_looked_for_and_compared(client_of, ada, ana):
    double = make.person(ada, "Anna Ruiz")
    client = client_of(ada)

    offered = text_of(client.get(f"/people/{ana.pk}/double/", headers={"HX-Request": "true"}))
    found = text_of(client.get(f"/people/{ana.pk}/double/", {"q": "anna"}, headers={"HX-Request": "true"}))

    for text in (offered, found):
        assert f"?people={ana.pk}&amp;people={double.pk}" in text
        assert "<html" not in text
    assert "<form" in offered
    assert "<form" not in found


def test_the_users_own_card_has_no_tie_with_itself(client_of, ada):
    me = make.person(ada, "Ada Walker", is_self=True)

    page = text_of(client_of(ada).get(f"/people/{me.pk}/"))

    assert "This is you" in page
    assert 'id="tie"' not in page
    assert "Put into the bin" not in page


def test_what_imports_know_besides_is_shown_where_it_is_short(client_of, ada, ana):
    Person.objects.filter(pk=ana.pk).update(
        extra={"Languages": "Spanish", "Long": "x" * 999, "vcard": "X-A:1", "n": None}
    )

    page = text_of(client_of(ada).get(f"/people/{ana.pk}/"))

    assert "Spanish" in page
    assert "x" * 999 not in page
    assert "X-A:1" not in page


def test_a_bare_person_is_told_what_to_add(client_of, ada):
    dee = make.person(ada, "Dee")

    page = text_of(client_of(ada).get(f"/people/{dee.pk}/"))

    assert "Add what you know" in page
    assert "log it here" in page


def test_introducers_of_one_name_are_told_apart_by_their_organisation(ada):
    make.person(ada, "Bo Li", positions=[make.job("Acme")])
    make.person(ada, "Bo Li", positions=[make.job("Globex")])
    make.person(ada, "Bob Alone", positions=[make.job("Globex")])

    assert sorted(introducers.offered(ada, "bo")) == ["Bo Li (Acme)", "Bo Li (Globex)", "Bob Alone"]
    assert introducers.offered(ada, "  ") == []


DOORS = ["", "course/", "circle/", "photo/", "photo/change/", "edit/", "double/", "plan/", "own-word/"]
ACTS = ["label/", "own-word/", "rhythm/", "plan/", "bin/", "edit/", "photo/change/"]


@pytest.mark.parametrize("door", DOORS)
def test_eve_finds_nobody(client_of, eve, ana, door):
    assert client_of(eve).get(f"/people/{ana.pk}/{door}").status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_eve_changes_nothing(client_of, eve, ana, act):
    before = json.dumps(list(Person.objects.order_by("pk").values()), default=str)
    sent = {"label_name": "x", "tier": "3", "rating": "1", "rhythm": "7", "planned_on": "2999-01-01", "name": "Eve"}

    assert client_of(eve).post(f"/people/{ana.pk}/{act}", sent).status_code == 404
    assert json.dumps(list(Person.objects.order_by("pk").values()), default=str) == before


def test_eve_cannot_use_a_label_of_adas(client_of, eve, ana):
    own = make.person(eve, "Own Person")

    answer = client_of(eve).post(f"/people/{own.pk}/label/", {"remove": Label.objects.get(name="pycon").pk})

    assert answer.status_code == 404


def test_eve_is_offered_no_names_of_others(client_of, eve, ana):
    own, client = make.person(eve, "Own Person"), client_of(eve)
    pages = ["/people/add/", "/people/add/whole/", "/people/introducers/?met_through=a"]
    pages += [f"/people/{own.pk}/{door}" for door in ("", "edit/", "circle/", "double/?q=ana")]

    for page in pages:
        shown = text_of(client.get(page))
        assert not [word for word in ("Ana Ruiz", "Bo Li", "Acme", "pycon") if word in shown]
