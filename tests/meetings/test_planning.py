"""The organiser's pages: plan, change, call off, and who may open them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import actions as groups
from kith.groups.models import Membership, Role
from kith.meetings import actions
from kith.meetings.models import RSVP, Meeting, Series
from tests import make

SOON = date(timezone.now().year + 1, 3, 2)  # pages ask the clock, so this is ahead of it


@pytest.fixture
def circle(ada):
    bea, gus = make.user("bea"), make.user("gus")
    group = make.group(ada, "Circle", bea, gus, is_listed=False, time_zone="Europe/Berlin")
    groups.set_role(Membership.objects.get(user=gus), Role.GUEST, by=ada, at=make.NOW)
    return group, bea, gus


def filled(**more):
    form = {"title": "Breakfast", "on": SOON.isoformat(), "starts_at": "07:00", "minutes": 60, "often": "once"}
    return {**form, "format": "in_person", "place": "Café", "guests_may_come": "on", **more}


def planned(client, group, **more):
    return client.post(reverse("meetings:plan", args=[group.slug]), filled(**more))


def test_an_organiser_plans_one_meeting_by_the_clocks_of_the_group(circle, ada, client_of):
    group, *_others = circle

    answer = planned(client_of(ada), group)

    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert meeting.starts_at.astimezone(group.zone).strftime("%d.%m. %H:%M") == "02.03. 07:00"


def test_a_series_by_a_plain_choice_and_by_a_rule_of_ones_own(circle, ada, client_of):
    group, *_others = circle
    on = (timezone.now() + timedelta(days=3)).date()
    client = client_of(ada)

    planned(client, group, on=on.isoformat(), often="workdays", title="Early")
    planned(client, group, on=on.isoformat(), often="own", rule="freq=monthly;byday=-1fr", title="Late")

    assert list(Series.objects.order_by("pk").values_list("rule", flat=True)) == [
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=MONTHLY;BYDAY=-1FR",
    ]
    assert Meeting.objects.filter(title="Early").count() > 60


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"often": "own", "rule": "FREQ=SECONDLY"}, "once a day at most"),
        ({"often": "own", "rule": ""}, "Please write the rule"),
        ({"often": "own", "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "nobody would ever meet"),
        ({"on": "2020-01-01"}, "passed already"),
        ({"format": "call", "place": ""}, "Where do people call in"),
        ({"rounds": "Welcome first"}, "does not begin with minutes"),
        ({"title": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_planned(circle, ada, client_of, wrong, told):
    group, *_others = circle

    answer = planned(client_of(ada), group, **wrong)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_series_that_begins_in_half_a_year_is_planned_once_and_shows_its_first_meeting(circle, ada, client_of):
    group, *_others = circle
    on = (timezone.now() + timedelta(days=200)).date()

    answer = planned(client_of(ada), group, on=on.isoformat(), often="date")

    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert meeting.starts_at.astimezone(group.zone).date() == on
    assert actions.plan_ahead(timezone.now()) == 0
    assert actions.plan_ahead(meeting.starts_at) > 2


@pytest.mark.parametrize(
    ("mail", "told"), [("", "please tell those who said"), ("smtp://localhost", "is told by e-mail")]
)
def test_a_letter_to_whoever_would_come_is_promised_only_where_one_goes(circle, ada, client_of, settings, mail, told):
    group, *_others = circle
    settings.MAIL = mail
    meeting = make.meeting(group, starts_at=timezone.now() + timedelta(days=3))
    address = reverse("meetings:call_off", args=[group.slug, meeting.uid])

    assert told in client_of(ada).get(address).content.decode()
    page = client_of(ada).post(address, {"scope": "one"}, follow=True).content.decode()
    assert ("Whoever would have come is told." in page) is bool(mail)


def test_series_of_one_name_are_told_apart_by_what_comes_next(circle, ada, client_of):
    group, *_others = circle
    for begins in ("07:00", "18:30"):
        planned(client_of(ada), group, often="week", starts_at=begins)

    page = client_of(ada).get(reverse("meetings:list", args=[group.slug])).content.decode()

    told = page.partition('id="series-title"')[2]
    assert [begins in told for begins in ("07:00", "18:30")] == [True, True]


def test_a_series_of_which_nothing_is_planned_can_be_ended_from_the_list(circle, ada, client_of):
    group, bea, _gus = circle
    on = (timezone.now() + timedelta(days=3)).date()
    given = {"title": "Yearly supper"}
    series = actions.plan_series(
        group, rule="FREQ=YEARLY", on=on, starts_at=time(19), minutes=60, given=given, at=timezone.now()
    )
    actions.call_off(series.meetings.get(), at=timezone.now())
    listed, address = (
        reverse("meetings:list", args=[group.slug]),
        reverse("meetings:end_series", args=[group.slug, series.uid]),
    )
    assert address in client_of(ada).get(listed).content.decode()
    assert address not in client_of(bea).get(listed).content.decode()
    assert "Yearly supper" in client_of(ada).get(address).content.decode()
    assert Series.objects.get().ended_at is None

    client_of(ada).post(address)

    assert Series.objects.get().ended_at is not None
    assert address not in client_of(ada).get(listed).content.decode()


def test_ending_a_series_calls_off_what_somebody_comes_to(circle, ada, client_of):
    group, bea, _gus = circle
    on = (timezone.now() + timedelta(days=3)).date()
    given = {"title": "Breakfast"}
    series = actions.plan_series(
        group, rule="FREQ=WEEKLY;COUNT=3", on=on, starts_at=time(7), minutes=60, given=given, at=timezone.now()
    )
    actions.say(series.meetings.order_by("starts_at")[1], bea, answer="yes", at=timezone.now())

    client_of(ada).post(reverse("meetings:end_series", args=[group.slug, series.uid]))

    assert series.meetings.get().cancelled_at is not None
    assert actions.plan_ahead(timezone.now() + timedelta(days=60)) == 0


def test_guests_are_not_asked_for_where_others_may_not_come(circle, client_of):
    group, bea, _gus = circle
    soon = timezone.now() + timedelta(days=3)
    own, open_to_all = make.meeting(group, starts_at=soon, guests_may_come=False), make.meeting(group, starts_at=soon)

    assert 'name="guests"' not in client_of(bea).get(own.get_absolute_url()).content.decode()
    assert 'name="guests"' in client_of(bea).get(open_to_all.get_absolute_url()).content.decode()


def test_whoever_cannot_come_says_who_comes_instead_and_organisers_read_it(circle, ada, client_of):
    group, bea, _gus = circle
    meeting = make.meeting(group, starts_at=timezone.now() + timedelta(days=3))
    actions.say(meeting, bea, answer="yes", plan=actions.Plan("at six"), at=timezone.now())
    assert 'name="substitute"' in client_of(bea).get(meeting.get_absolute_url()).content.decode()

    client_of(bea).post(
        reverse("meetings:answer", args=[group.slug, meeting.uid]), {"answer": "no", "substitute": "My sister"}
    )

    rsvp = RSVP.objects.get()
    assert (rsvp.answer, rsvp.substitute, rsvp.leaves) == ("no", "My sister", "at six")
    assert "My sister comes instead." in client_of(bea).get(meeting.get_absolute_url()).content.decode()
    assert (
        "My sister" in client_of(ada).get(reverse("meetings:check_in", args=[group.slug, meeting.uid])).content.decode()
    )


def test_a_room_for_the_call_is_made_on_demand(circle, ada, client_of, settings):
    group, *_others = circle
    settings.JITSI = "calls.example"

    planned(client_of(ada), group, format="hybrid", makes_room="on")

    assert Meeting.objects.get().link.startswith("https://calls.example/kith-")


def test_the_link_of_the_last_call_is_offered_again(circle, ada, client_of):
    group, *_others = circle
    client, page = client_of(ada), reverse("meetings:plan", args=[group.slug])
    assert "same_link" not in client.get(page).content.decode()
    planned(client, group, format="call", link="https://calls.example/our-room")

    assert "https://calls.example/our-room" in client.get(page).content.decode()
    planned(client, group, title="Again", format="call", same_link="on")
    planned(client, group, title="Here", format="in_person", same_link="on")

    links = dict(Meeting.objects.values_list("title", "link"))
    assert (links["Again"], links["Here"]) == ("https://calls.example/our-room", "")


def test_one_is_changed_or_all_that_follow(circle, ada, client_of):
    group, *_others = circle
    client = client_of(ada)
    on = (timezone.now() + timedelta(days=3)).date()
    planned(client, group, on=on.isoformat(), often="week")
    second = Meeting.objects.order_by("starts_at")[1]
    address = reverse("meetings:change", args=[group.slug, second.uid])
    day = second.starts_at.astimezone(group.zone).date().isoformat()
    same = {"on": day, "often": "own", "rule": second.series.rule}

    client.post(address, filled(scope="one", place="Park", **same))
    client.post(address, filled(scope="following", starts_at="08:30", **same))

    found = list(Meeting.objects.order_by("starts_at"))
    hours = [meeting.starts_at.astimezone(group.zone).strftime("%H:%M") for meeting in found[:4]]
    assert hours == ["07:00", "08:30", "08:30", "08:30"]
    assert [meeting.place for meeting in found[:3]] == ["Café", "Café", "Café"]


def test_notes_are_kept_also_when_the_meeting_is_over(circle, ada, client_of):
    group, *_others = circle
    meeting = make.meeting(group, starts_at=make.NOW - timedelta(days=9))

    client_of(ada).post(reverse("meetings:notes", args=[group.slug, meeting.uid]), {"notes": "We agreed"})

    assert Meeting.objects.get().notes == "We agreed"


def test_all_to_come_are_changed_from_any_of_them(circle, ada, client_of):
    group, *_others = circle
    client = client_of(ada)
    planned(client, group, on=(timezone.now() + timedelta(days=3)).date().isoformat(), often="week")
    fifth = Meeting.objects.order_by("starts_at")[4]
    same = {"on": fifth.starts_at.date().isoformat(), "often": "own", "rule": fifth.series.rule}

    address = reverse("meetings:change", args=[group.slug, fifth.uid])
    client.post(address, filled(scope="all", place="Park", **same))

    assert set(Meeting.objects.values_list("place", flat=True)) == {"Park"}
    assert Series.objects.count() == 1


def test_calling_off_is_asked_once_more(circle, ada, client_of):
    group, *_others = circle
    client = client_of(ada)
    planned(client, group)
    address = reverse("meetings:call_off", args=[group.slug, Meeting.objects.get().uid])

    assert client.get(address).status_code == 200
    assert Meeting.objects.get().cancelled_at is None
    client.post(address, {"scope": "one"})
    assert Meeting.objects.get().cancelled_at is not None


def test_members_and_strangers_have_no_door_to_the_organisers_pages(circle, eve, client_of):
    group, bea, gus = circle
    meeting = make.meeting(group)
    for name in ("change", "call_off", "fill_roles", "check_in", "close", "code"):
        address = reverse(f"meetings:{name}", args=[group.slug, meeting.uid])
        for user in (bea, gus, eve):
            assert {client_of(user).get(address).status_code, client_of(user).post(address).status_code} <= {404, 405}
    assert planned(client_of(bea), group).status_code == 404


def test_a_guest_sees_how_many_come_and_members_see_who(circle, client_of):
    group, bea, gus = circle
    meeting = make.meeting(group, notes="What we said", starts_at=timezone.now() + timedelta(days=3))
    actions.say(meeting, bea, answer=RSVP.Answer.YES, at=timezone.now())

    as_guest = client_of(gus).get(meeting.get_absolute_url()).content.decode()
    as_member = client_of(bea).get(meeting.get_absolute_url()).content.decode()

    assert "1 person" in as_guest
    assert "What we said" not in as_guest
    assert "What we said" in as_member


def test_the_answer_form_says_what_is_wrong_with_a_page(circle, client_of):
    group, bea, _gus = circle
    meeting = make.meeting(group, starts_at=timezone.now() + timedelta(days=3))

    answer = client_of(bea).post(
        reverse("meetings:answer", args=[group.slug, meeting.uid]), {"answer": "yes", "guests": "99"}
    )

    assert answer.status_code == 422
    assert not RSVP.objects.exists()


def test_the_page_of_a_meeting_asks_no_more_for_more_people(circle, ada, client_of, django_assert_max_num_queries):
    group, bea, _gus = circle
    now = timezone.now()
    meeting = make.meeting(group, roles="Host, Notes", starts_at=now + timedelta(days=3))
    counts = []
    client = client_of(bea)
    for wave in range(2):
        for number in range(1 + wave * 6):
            user = make.user(f"u{wave}{number}")
            groups.join(group, user, at=now, invited_by=ada)
            actions.say(meeting, user, answer="yes", at=now)
        with django_assert_max_num_queries(60) as asked:
            client.get(meeting.get_absolute_url())
        counts.append(len(asked))

    assert counts[1] <= counts[0]


def test_somebody_else_sees_where_to_call_in_once_they_come_and_the_organiser_sees_them_on_the_list(
    ada, eve, client_of
):
    group = make.group(ada, "Open circle")
    now = timezone.now()
    link = "https://calls.example/kith-secret"
    meeting = make.meeting(group, format="call", link=link, starts_at=now + timedelta(minutes=30))
    newcomer, organiser = client_of(eve), client_of(ada)
    file = reverse("meetings:event", args=[group.slug, meeting.uid])

    assert "kith-secret" not in newcomer.get(meeting.get_absolute_url()).content.decode()
    assert b"kith-secret" not in newcomer.get(file).content
    rsvp = actions.say(meeting, eve, answer=RSVP.Answer.YES, at=now)
    assert "kith-secret" in newcomer.get(meeting.get_absolute_url()).content.decode()

    address = reverse("meetings:check_in", args=[group.slug, meeting.uid])
    assert "Eve" in organiser.get(address).content.decode()
    organiser.post(address, {"member": rsvp.uid, "attendance": "present"})
    rsvp.refresh_from_db()
    assert rsvp.was_there
    assert organiser.post(address, {"member": "nobody", "attendance": "present"}).status_code == 404


def test_a_link_in_which_somebody_wrote_markup_is_shown_as_text(circle, ada, client_of):
    group, *_others = circle
    client, link = client_of(ada), "https://calls.example/<img/src=x/onerror=alert(1)>"
    planned(client, group, format="call", link=link)

    page = client.get(reverse("meetings:plan", args=[group.slug])).content.decode()

    assert Meeting.objects.get().link == link
    assert "calls.example/&lt;img/src=x/onerror=alert(1)&gt;" in page
    assert "<img/src" not in page
