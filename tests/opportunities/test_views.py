"""The pages of opportunities: they show what there is, take what is filled in, and say what is wrong."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.opportunities import actions, cases, queries
from kith.opportunities.models import Opportunity
from kith.opportunities.what_worked import what_worked
from kith.people import actions as people
from kith.targets.models import Target
from tests import make
from tests.make import NOW, TODAY
from tests.opportunities.given import chain_of, introduction, opportunity

pytestmark = pytest.mark.django_db


def url(name: str, *args, **query) -> str:
    text = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"opportunities:{name}", args=args) + (f"?{text}" if text else "")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def new(**more) -> dict[str, str]:
    given = {"title": "Data engineer", "kind": "opening", "source": "person", "stage": "heard"}
    return {**given, "began_on": (TODAY - timedelta(days=1)).isoformat(), **more}


@pytest.fixture
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def client(client_of, ada, today):
    return client_of(ada)


# The list


def test_an_empty_list_says_what_to_do(client):
    assert "Nothing here yet" in text_of(client.get(url("list")))


def test_open_ones_stand_at_their_stage_and_next_steps_stand_first(client, ada):
    opportunity(ada, "At Acme", stage="applied", next_step="Write to them", next_on=TODAY)
    opportunity(ada, "At Globex", stage="lost", next_step="Ring them", next_on=TODAY)

    text = text_of(client.get(url("list")))

    assert text.index("Write to them") < text.index("Applied</h2>")
    assert "<summary>Closed ones</summary>" in text
    assert "Ring them" not in text


def test_a_long_stage_is_shown_in_part_and_page_by_page(client, ada):
    for number in range(45):
        opportunity(ada, f"Job {number:02}", stage="applied", on=TODAY - timedelta(days=number))
    assert "37 more" in text_of(client.get(url("list")))

    first, second = (text_of(client.get(url("list", stage="applied", page=page))) for page in (1, 2))

    assert ("Job 00" in first, "Job 39" in first, "Job 40" in first) == (True, True, False)
    assert "Job 44" in second


def test_closed_ones_have_a_page_and_there_is_none_of_a_stage_that_there_is_not(client, ada):
    opportunity(ada, "Came true", stage="won")
    assert "Came true" in text_of(client.get(url("list", stage="closed")))
    assert client.get(url("list", stage="limbo")).status_code == 404


@pytest.mark.parametrize("name", ["list", "figures", "export", "binned"])
def test_the_number_of_queries_does_not_grow(client, ada, name):
    client.get(url(name))
    asked = []
    for count in (2, 30):
        for number in range(count):
            bo = make.person(ada, f"Bo {count} {number}")
            one = opportunity(ada, people=[bo], source="person", next_step="Write", next_on=TODAY)
            actions.link(one, interaction=make.interaction(ada, bo), at=NOW)
            actions.bin(opportunity(ada), at=NOW)
        with CaptureQueriesContext(connection) as counted:
            client.get(url(name))
        asked.append(len(counted))
    assert asked[0] == asked[1]


# A new one


def test_it_is_noted_with_all_that_is_filled_in(client, ada):
    ana = make.person(ada, "Ana Ruiz")
    target = Target.objects.create(owner=ada, sentence="Data work")
    given = new(person="Ana Ruiz", organisation="Acme", next_step="Call", next_on="2026-11-30", target=target.pk)

    answer = client.post(url("new"), given)

    one = Opportunity.objects.visible_to(ada).get()
    assert answer["Location"] == url("opportunity", one.pk)
    assert (one.title, one.organisation.name, one.next_step, one.target) == ("Data engineer", "Acme", "Call", target)
    assert [part.person for part in one.involvements.all()] == [ana]


def test_the_address_of_an_introduction_fills_the_form_in(client, ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe", positions=[make.job("Initech")])
    target = Target.objects.create(owner=ada, sentence="Data work")
    asked = introduction(ada, bo, cy, target=target)

    form = client.get(url("new", introduction=asked.pk)).context["form"]
    assert form.initial["person"] == "Cy Moe (Initech)"
    assert (form.initial["organisation"], form.initial["source"], form.initial["target"]) == (
        "Initech",
        "introduction",
        target.pk,
    )

    client.post(url("new", introduction=asked.pk), new(person="Cy Moe (Initech)", source="introduction"))
    assert [link.introduction for link in Opportunity.objects.get().chain.all()] == [asked]


@pytest.mark.parametrize("name", ["introduction", "person", "organisation", "target"])
@pytest.mark.parametrize("value", ["999999", "x", "9" * 30])
def test_an_address_that_names_nothing_of_ones_own_is_not_there(client, name, value):
    assert client.get(url("new", **{name: value})).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"person": "Nobody Known"}, "Nobody called Nobody Known is in your book"),
        ({"began_on": "2027-01-01"}, "This day is still to come"),
        ({"next_on": "2026-12-01"}, "What comes next?"),
        ({"stage": "limbo"}, "not one of the available choices"),
        ({"notes": "a\x01b"}, "character"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_noted(client, wrong, said):
    answer = client.post(url("new"), new(**wrong))
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert not Opportunity.objects.exists()


def test_of_two_of_one_name_it_asks_where(client, ada):
    for place in ("Acme", "Globex"):
        make.person(ada, "Ana Ruiz", positions=[make.job(place)])

    assert "Ana Ruiz (Acme), Ana Ruiz (Globex)" in text_of(client.post(url("new"), new(person="Ana Ruiz")))

    client.post(url("new"), new(person="Ana Ruiz (Globex)"))
    assert Opportunity.objects.get().involvements.get().person.positions.get().organisation.name == "Globex"


# One of them


def test_its_page_shows_the_chain_in_order_each_link_with_its_page(client, ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    talk, asked = make.interaction(ada, bo, summary="About grids"), introduction(ada, bo, cy)
    one = opportunity(ada)
    for link in ({"interaction": talk}, {"introduction": asked}, {"person": cy}, {"text": "They wrote to me"}):
        actions.link(one, at=NOW, **link)

    text = text_of(client.get(url("opportunity", one.pk)))

    chain = text[text.index('<ol class="timeline chain') :]
    places = [
        chain.index(each) for each in ("Meeting with Bo Li", "Bo Li introduced you", "Through Cy Moe", "They wrote")
    ]
    assert places == sorted(places)
    assert "About grids" in chain
    assert f"/people/{bo.pk}/?before={talk.on}.{talk.pk + 1}#interaction-{talk.pk}" in chain
    timeline = client.get(f"/people/{bo.pk}/?before={talk.on}.{talk.pk + 1}")
    assert f'id="interaction-{talk.pk}"' in text_of(timeline)


def test_a_move_can_be_undone_by_its_message(client, ada):
    one = opportunity(ada, on=TODAY - timedelta(days=3))
    answer = client.post(url("move", one.pk), {"move-stage": "won", "move-on": TODAY.isoformat()}, follow=True)
    assert "Now at: Came true." in text_of(answer)

    client.post(url("take_back_move", one.stages.get(stage="won").pk))
    one.refresh_from_db()
    assert one.stage == "heard"


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("move", {"move-stage": "won", "move-on": "2027-01-01"}, "still to come"),
        ("next", {"next-step": "", "next-on": "2026-12-01"}, "What comes next?"),
        ("next", {"next-step": "Call", "next-on": "soon"}, "Enter a valid date"),
        ("involve", {"involve-person": "Nobody Known"}, "Nobody called"),
        ("link", {}, "Choose what happened"),
        ("link", {"link-what": "interaction:999999"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_on_its_page_is_said_there(client, ada, name, sent, said):
    answer = client.post(url(name, opportunity(ada).pk), sent)
    assert (answer.status_code, said in text_of(answer)) == (422, True)


def test_a_step_is_noted_done_and_undone(client, ada):
    one = opportunity(ada)
    client.post(url("next", one.pk), {"next-step": "Call Ana", "next-on": "2026-12-01"})
    client.post(url("done", one.pk))
    assert one.done_steps.get().what == "Call Ana"
    client.post(url("undo_next", one.done_steps.get().pk))
    one.refresh_from_db()
    assert one.next_step == "Call Ana"


def test_somebody_is_added_left_out_and_put_back(client, ada):
    ana, one = make.person(ada, "Ana Ruiz"), opportunity(ada)
    client.post(url("involve", one.pk), {"involve-person": "Ana Ruiz", "involve-role": "manager"})
    answer = client.post(url("leave_out", one.involvements.get().pk), follow=True)
    assert one.involvements.count() == 0

    again = url("involve_again", one.pk, person=ana.pk, role="manager")
    assert again.replace("&", "&amp;") in text_of(answer)
    client.post(again)

    assert [(part.person, part.role) for part in one.involvements.all()] == [(ana, "manager")]


def test_links_are_added_moved_taken_out_and_put_back(client, ada):
    bo, one = make.person(ada, "Bo Li"), opportunity(ada)
    talk = make.interaction(ada, bo)
    client.post(url("link", one.pk), {"link-what": f"interaction:{talk.pk}", "link-text": "Where it began"})
    client.post(url("link", one.pk), {"link-person": "Bo Li", "link-place": "0", "link-on": "2026-11-01"})
    client.post(url("link", one.pk), {"link-text": "They wrote"})
    assert chain_of(one) == ["Bo Li", "Where it began", "They wrote"]

    client.post(url("shift", one.chain.get(text="They wrote").pk), {"towards": "earlier"})
    assert chain_of(one) == ["Bo Li", "They wrote", "Where it began"]

    gone = one.chain.get(interaction=talk)
    client.post(url("unlink", gone.pk))
    client.post(url("link_again", one.pk, interaction=talk.pk, text="Where it began", place=2))
    assert chain_of(one) == ["Bo Li", "They wrote", "Where it began"]
    assert one.chain.get(text="Where it began").interaction == talk


def test_only_what_is_ticked_of_the_proposals_is_taken(client, ada):
    bo = make.person(ada, "Bo Li")
    cy = make.person(ada, "Cy Moe", met_through=bo)
    talk = make.interaction(ada, cy)
    one = opportunity(ada, people=[cy])
    assert "Your book says that it may have come this way" in text_of(client.get(url("opportunity", one.pk)))

    client.post(url("accept", one.pk), {"link": [f"interaction:{talk.pk}", "interaction:999"]})

    assert [link.interaction for link in one.chain.all()] == [talk]


def test_it_is_edited_put_away_and_taken_out_again(client, ada):
    one = opportunity(ada)
    client.post(url("edit", one.pk), new(title="Data lead", source="recruiter", channel="phone"))
    one.refresh_from_db()
    assert (one.title, one.source, one.channel) == ("Data lead", "recruiter", "phone")

    client.post(url("bin", one.pk))
    assert "Data lead" not in text_of(client.get(url("list", stage="heard")))
    assert "Data lead" in text_of(client.get(url("binned")))

    client.post(url("restore", one.pk))
    assert "Data lead" in text_of(client.get(url("list")))


def test_a_web_address_is_linked_only_if_it_is_one(client, ada):
    one = opportunity(ada, url="javascript:alert(1)")
    assert 'href="javascript' not in text_of(client.get(url("opportunity", one.pk)))


def test_another_book_learns_and_changes_nothing(ada, eve, client_of):
    one = opportunity(ada, next_step="Write", next_on=TODAY)
    hers = client_of(eve)
    assert hers.get(url("opportunity", one.pk)).status_code == 404
    assert hers.post(url("move", one.pk), {"move-stage": "won", "move-on": TODAY.isoformat()}).status_code == 404
    assert hers.post(url("bin", one.pk)).status_code == 404
    one.refresh_from_db()
    assert (one.stage, one.binned_at) == ("heard", None)


def test_they_stand_on_the_page_of_their_organisation(client, ada):
    place = people.find_or_add_organisation(ada, "Acme")
    opportunity(ada, "Data lead", organisation=place)
    actions.bin(opportunity(ada, "Gone", organisation=place), at=NOW)
    text = text_of(client.get(reverse("book:organisation", args=[place.pk])))
    assert "Opportunities there" in text
    assert "Data lead" in text
    assert "Gone" not in text


def test_they_stand_on_the_pages_of_their_people(client, ada):
    ana = make.person(ada, "Ana Ruiz")
    one = opportunity(ada, people=[ana])
    text = render_to_string("opportunities/about_person.html", {"opportunities": queries.about(ana), "person": ana})
    assert url("opportunity", one.pk) in text
    assert url("new", person=ana.pk) in text


# What worked


def test_with_few_it_says_so_and_names_no_share(client, ada):
    opportunity(ada, stage="won", source="application")
    text = text_of(client.get(url("figures")))
    assert "1 offer so far; Kith will say more from 10 on." in text
    assert "Too few to say yet: Applications of your own, without a contact (1)" in text
    assert " %" not in text


def test_with_enough_it_says_how_many_of_how_many(client, ada):
    for number in range(12):
        stage = "won" if number < 3 else "lost"
        opportunity(ada, f"Job {number}", stage="applied", since=[(stage, TODAY)], source="application")
    text = text_of(client.get(url("figures")))
    assert "25 %: 3 of 12; likely 9 to 53 %" in text
    assert 'rect class="share__part" width="25"' in text


def test_a_claim_is_weighed_on_the_users_own_figures(ada):
    for number in range(10):
        bo = make.person(ada, f"Bo {number}")
        one = opportunity(ada, source="person", on=TODAY - timedelta(days=9), since=[("won", TODAY)])
        actions.link(one, interaction=make.interaction(ada, bo, on=TODAY - timedelta(days=20)), at=NOW)
    found = what_worked([told.case for told in cases.load(ada)], TODAY)
    assert [(claim.verdict, claim.is_enough) for claim in found.claims] == [
        ("Your figures say otherwise.", True),
        ("Your figures agree.", True),
        ("Too early to say.", False),
    ]
    assert "100 %: 10 of 10" in found.claims[1].words
    assert "10 through people of level 3, 0 through people you knew" in found.claims[2].words


def test_the_table_has_a_line_for_each_and_no_formula(client, ada):
    bo = make.person(ada, "Bo Li")
    opportunity(ada, "=1+1", people=[bo], source="person", stage="heard", since=[("won", TODAY)])
    answer = client.get(url("export"))
    [header, line] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    row = dict(zip(header, line, strict=True))
    assert (row["what"], row["through"], row["offer"], row["level then"]) == (
        "'=1+1",
        "Bo Li",
        "yes",
        "Level 3: not known yet",
    )
    assert answer["Content-Disposition"].endswith('filename="opportunities.csv"')


# What the rules say no to


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("move", {"move-stage": "heard", "move-on": TODAY.isoformat()}, "It stands there already."),
        ("done", {}, "There is no next step."),
        ("accept", {}, "Nothing was chosen."),
    ],
)
def test_what_cannot_be_done_is_said(client, ada, name, sent, said):
    assert said in text_of(client.post(url(name, opportunity(ada).pk), sent, follow=True))


def test_the_only_stage_and_the_ends_of_a_chain_stay_where_they_are(client, ada):
    one = opportunity(ada)
    first = actions.link(one, text="A talk", at=NOW)
    assert "at least one stage" in text_of(client.post(url("take_back_move", one.stages.get().pk), follow=True))
    assert "end of the chain" in text_of(client.post(url("shift", first.pk), {"towards": "later"}, follow=True))


@pytest.mark.parametrize("wrong", [{"title": ""}, {"notes": "a\x01b"}])
def test_an_edit_that_is_wrong_changes_nothing(client, ada, wrong):
    one = opportunity(ada)
    assert client.post(url("edit", one.pk), new(**wrong)).status_code == 422
    one.refresh_from_db()
    assert (one.title, one.notes, one.edited_at) == ("Data engineer at Acme", "", None)


def test_the_form_to_change_it_is_filled_in(client, ada):
    one = opportunity(ada, notes="Four days", organisation=people.find_or_add_organisation(ada, "Acme"))
    initial = client.get(url("edit", one.pk)).context["form"].initial
    assert (initial["title"], initial["organisation"], initial["notes"]) == (one.title, "Acme", "Four days")


def test_the_user_is_not_involved_by_their_own_name(client, ada):
    make.person(ada, "Ada Walker", is_self=True)
    answer = client.post(url("involve", opportunity(ada).pk), {"involve-person": "Ada Walker"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("name", "query"),
    [("involve_again", {}), ("involve_again", {"person": 999}), ("link_again", {}), ("link_again", {"on": "soon"})],
)
def test_nothing_is_put_back_that_was_not_taken_out(client, ada, name, query):
    assert client.post(url(name, opportunity(ada).pk, **query)).status_code == 404


def test_of_a_large_talk_a_few_are_named_and_what_is_gone_says_so(client, ada):
    talk = make.interaction(ada, *(make.person(ada, f"P{number} Roe") for number in range(5)))
    one, other = opportunity(ada), make.person(ada, "Ana Ruiz")
    actions.link(one, interaction=talk, at=NOW)
    actions.link(one, introduction=introduction(ada, other, other), at=NOW)
    one.chain.filter(interaction=None).update(introduction=None)
    text = text_of(client.get(url("opportunity", one.pk)))
    assert "Meeting with P0 Roe, P1 Roe, P2 Roe and 2 more" in text
    assert "Something that is gone" in text


def test_levels_are_compared_where_there_are_ten_of_each(ada):
    for number in range(20):
        bo = make.person(ada, f"Bo {number}")
        if number % 2:
            make.interaction(ada, bo, on=TODAY - timedelta(days=90))
        since = [("won" if number % 2 == 0 else "lost", TODAY)]
        opportunity(ada, people=[bo], source="person", on=TODAY - timedelta(days=9), since=since)
    [_close, _new, best] = what_worked([told.case for told in cases.load(ada)], TODAY).claims
    assert best.verdict == "Your figures agree."
    assert "level 3: 100 %: 10 of 10" in best.words
    assert "you knew: 0 %: 0 of 10" in best.words
