"""Being there: the code, the list, the roles, and whom one met."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import Membership
from kith.interactions.models import Interaction, Promise
from kith.meetings import actions, agendas, calls, queries
from kith.meetings.actions.presence import secret_of
from kith.meetings.models import RSVP, Duty, Meeting, Met, Pledge
from kith.people.models import ContactPoint, Person
from tests import make

YES, There = RSVP.Answer.YES, RSVP.Attendance
NOW = make.NOW


@pytest.fixture
def evening(ada):
    """A meeting that began five minutes ago, and bea, cem and dan, who said that they come."""
    people = [make.user(name) for name in ("bea", "cem", "dan")]
    group = make.group(ada, "Circle", *people, is_listed=False)
    meeting = make.meeting(group, "Round", starts_at=NOW - timedelta(minutes=5), place="Hall")
    for user in people:
        actions.say(meeting, user, answer=YES, at=NOW - timedelta(days=1))
    return meeting, *people


def test_the_code_opens_a_page_with_one_button_and_a_guessed_one_opens_nothing(evening, client_of):
    meeting, bea, *_others = evening
    client = client_of(bea)
    address = reverse("meetings:here", args=[meeting.group.slug, meeting.uid, secret_of(meeting)])

    assert client.get(address).status_code == 200
    assert RSVP.objects.get(user=bea).attendance == ""
    assert client.get(address.replace(secret_of(meeting), "guessed")).status_code == 404


def test_checking_in_says_in_time_or_late_once(evening):
    meeting, bea, cem, _dan = evening

    assert actions.check_in(meeting, bea, at=NOW).attendance == There.PRESENT
    assert actions.check_in(meeting, cem, at=NOW + timedelta(minutes=20)).attendance == There.LATE
    assert actions.check_in(meeting, bea, at=NOW + timedelta(minutes=20)).attendance == There.PRESENT


def test_the_code_of_one_meeting_is_not_that_of_another(evening):
    meeting, *_people = evening

    assert secret_of(meeting) != secret_of(make.meeting(meeting.group))


def test_nobody_checks_in_a_day_before_or_after(evening):
    meeting, bea, *_others = evening

    for away in (-timedelta(days=1), timedelta(days=1)):
        with pytest.raises(Refused):
            actions.check_in(meeting, bea, at=NOW + away)


def test_the_organisers_list_notes_excused_late_and_a_substitute(evening):
    meeting, bea, cem, dan = evening
    actions.mark(meeting, bea, There.EXCUSED, at=NOW)
    actions.mark(meeting, cem, There.SUBSTITUTE, at=NOW, substitute="My sister")
    actions.mark(meeting, dan, There.PRESENT, at=NOW)

    assert RSVP.objects.get(user=cem).substitute == "My sister"
    assert queries.count_there(meeting) == 1
    with pytest.raises(ValidationError):
        actions.mark(meeting, bea, "elsewhere", at=NOW)


def test_who_never_answered_and_was_not_there_is_not_noted_with_a_yes(evening, ada):
    meeting, *_people = evening
    actions.mark(meeting, ada, There.EXCUSED, at=NOW)

    assert RSVP.objects.get(user=ada).answer == RSVP.Answer.NO
    assert ada.pk not in [member.user_id for member in queries.coming(meeting)[0]]
    assert actions.mark(meeting, ada, There.LATE, at=NOW).answer == YES


def test_when_the_list_is_closed_who_said_yes_and_is_not_on_it_was_not_there(evening):
    meeting, bea, _cem, _dan = evening
    actions.check_in(meeting, bea, at=NOW)

    assert actions.close_list(meeting, at=NOW + timedelta(hours=3)) == 2
    with pytest.raises(Refused):
        actions.close_list(meeting, at=NOW)


def test_the_list_goes_on_at_the_row_that_was_marked(evening, ada, client_of):
    meeting, bea, *_others = evening
    uid = Membership.objects.get(user=bea).uid
    client, address = client_of(ada), reverse("meetings:check_in", args=[meeting.group.slug, meeting.uid])

    answer = client.post(f"{address}?q=be", {"member": uid, "attendance": "present"})

    assert answer["Location"] == f"{address}?q=be#r-{uid}"
    assert f'<li id="r-{uid}">' in client.get(f"{address}?q=be").content.decode()


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (0, "Closed. 3 people who said yes were not there."),
        (2, "Closed. 1 person who said yes was not there."),
        (3, "Closed. Everybody who said yes is on the list."),
    ],
)
def test_closing_the_list_says_how_many_were_not_there(evening, ada, client_of, there, told):
    meeting, *people = evening
    for user in people[:there]:
        actions.check_in(meeting, user, at=NOW)
    ends = timezone.now() - timedelta(minutes=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=ends - timedelta(hours=1), ends_at=ends)

    page = client_of(ada).post(reverse("meetings:close", args=[meeting.group.slug, meeting.uid]), follow=True)

    assert told in page.content.decode()


def test_whoever_is_there_is_not_asked_when_they_leave_home(evening, client_of):
    meeting, bea, *_others = evening
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=timezone.now() + timedelta(hours=1))
    asked = re.compile(r"<details open>\s*<summary>My plan")

    assert asked.search(client_of(bea).get(meeting.get_absolute_url()).content.decode())
    actions.mark(meeting, bea, There.PRESENT, at=NOW)
    assert not asked.search(client_of(bea).get(meeting.get_absolute_url()).content.decode())


def test_members_mark_nobody(evening, client_of):
    meeting, bea, cem, _dan = evening
    uid = Membership.objects.get(user=cem).uid
    address = reverse("meetings:check_in", args=[meeting.group.slug, meeting.uid])

    assert client_of(bea).post(address, {"member": uid, "attendance": "absent"}).status_code == 404


def test_a_role_goes_to_whoever_had_it_longest_ago(evening):
    meeting, bea, cem, dan = evening
    for weeks, user in ((3, bea), (2, cem), (1, dan)):
        before = make.meeting(meeting.group, starts_at=NOW - timedelta(weeks=weeks), roles="Host")
        Duty.objects.create(meeting=before, role="Host", user=user)
    meeting.roles = "Host, Timekeeper"
    meeting.save()

    actions.fill_by_turn(meeting, at=NOW)

    assert Duty.objects.get(meeting=meeting, role="Host").user == bea
    assert Duty.objects.get(meeting=meeting, role="Timekeeper").user == cem
    assert actions.fill_by_turn(meeting, at=NOW) == []


def test_a_role_can_be_given_back_and_taken_by_another(evening):
    meeting, bea, cem, _dan = evening
    meeting.roles = "Notes"
    meeting.save()
    duty = actions.take_duty(meeting, bea, "Notes", at=NOW)

    with pytest.raises(Refused):
        actions.take_duty(meeting, cem, "Notes", at=NOW)
    actions.give_back(duty, at=NOW)
    assert actions.take_duty(meeting, cem, "Notes", at=NOW).user == cem


def test_a_role_given_back_goes_to_somebody_else_by_turn_and_stays_open_where_nobody_is_left(evening):
    meeting, bea, cem, dan = evening
    meeting = make.meeting(meeting.group, starts_at=NOW + timedelta(days=1), roles="Host, Notes")
    for user in (bea, cem):
        actions.say(meeting, user, answer=YES, at=NOW)
    actions.give_back(actions.take_duty(meeting, bea, "Host", at=NOW), at=NOW)

    actions.fill_due(NOW)
    assert dict(Duty.objects.filter(meeting=meeting).values_list("role", "user")) == {"Host": cem.pk, "Notes": bea.pk}
    actions.give_back(Duty.objects.get(meeting=meeting, role="Host"), at=NOW)

    assert actions.fill_due(NOW) == 0
    assert actions.take_duty(meeting, bea, "Host", at=NOW).user == bea
    actions.say(meeting, dan, answer=YES, at=NOW)
    assert actions.fill_due(NOW) == 0


def test_a_pledge_is_seen_by_whom_it_was_given_to_and_by_nobody_else(evening, ada, client_of):
    meeting, bea, cem, _dan = evening
    meeting = make.meeting(meeting.group, "Later", starts_at=NOW.replace(year=2200))
    rsvp = actions.say(meeting, bea, answer=YES, at=NOW, plan=actions.Plan("at six", "the docks", "ice"))
    actions.pledge(rsvp, to=[cem, make.user("eve")], words="with rolls", stake="5 euros", cause="the zoo", at=NOW)

    def seen(user) -> str:
        return client_of(user).get(meeting.get_absolute_url()).content.decode()

    assert [user.name for user in Pledge.objects.get().given_to.all()] == ["Cem"]
    assert "with rolls" in seen(cem)
    assert "5 euros" in seen(cem)
    assert "with rolls" not in seen(ada)
    for private in ("at six", "the docks", 'value="ice"'):
        assert private in seen(bea)
        assert private not in seen(cem) + seen(ada)


def test_whom_they_met_comes_into_the_book_as_far_as_they_allow_it(evening):
    meeting, bea, cem, dan = evening
    Membership.objects.filter(user=cem).update(gives_card=True)
    for user in (bea, cem):
        actions.check_in(meeting, user, at=NOW)

    actions.note_met(meeting, bea, [cem, dan], at=NOW + timedelta(hours=2), lines={cem.pk: "Send the report"})

    book = {person.name: person for person in Person.objects.filter(owner=bea)}
    assert set(book) == {"Cem", "Dan"}
    assert [point.value for point in ContactPoint.objects.filter(owner=bea)] == [cem.email]
    touch = Interaction.objects.get(owner=bea)
    assert (touch.kind, touch.place, touch.people.count()) == ("meeting", "Hall", 2)
    assert touch.follow_up_on == make.TODAY + timedelta(days=2)
    assert [(promise.what, promise.person.name) for promise in Promise.objects.filter(owner=bea)] == [
        ("Send the report", "Cem")
    ]
    assert not Person.objects.exclude(owner=bea).exists()


def test_noting_it_again_adds_only_who_is_new_to_the_same_touch(evening):
    meeting, bea, cem, dan = evening
    at = NOW + timedelta(hours=2)
    actions.note_met(meeting, bea, [cem], at=at)
    actions.note_met(meeting, bea, [cem, dan], at=at)

    assert Interaction.objects.get(owner=bea).people.count() == 2
    assert Met.objects.filter(owner=bea).count() == 2


def test_somebody_met_twice_is_one_person(evening):
    meeting, bea, cem, _dan = evening
    again = make.meeting(meeting.group, "Again", starts_at=NOW - timedelta(minutes=1))
    for each in (meeting, again):
        for user in (bea, cem):
            actions.say(each, user, answer=YES, at=NOW - timedelta(hours=1))
        actions.note_met(each, bea, [cem], at=NOW + timedelta(hours=2))

    assert Person.objects.get(owner=bea).name == "Cem"


def test_who_gives_their_card_is_the_person_of_the_book_with_that_address(evening):
    meeting, bea, cem, _dan = evening
    Membership.objects.filter(user=cem).update(gives_card=True)
    for user in (bea, cem):
        actions.check_in(meeting, user, at=NOW)
    known = make.person(bea, "Cem of the library", points=[make.email(cem.email)])

    actions.note_met(meeting, bea, [cem], at=NOW + timedelta(hours=2))

    assert Met.objects.get().person == known


def test_whoever_said_yes_and_stands_on_no_list_takes_names_and_no_addresses(evening, client_of):
    meeting, bea, cem, _dan = evening
    Membership.objects.filter(user=cem).update(gives_card=True)
    actions.check_in(meeting, cem, at=NOW)
    (met,) = actions.note_met(meeting, bea, [cem], at=NOW + timedelta(hours=2))
    address = reverse("meetings:keep", args=[meeting.group.slug, met.uid])
    client_of(bea).post(address)
    assert not ContactPoint.objects.exists()

    actions.mark(meeting, bea, There.PRESENT, at=NOW + timedelta(days=1))

    page = client_of(bea).get(reverse("meetings:met", args=[meeting.group.slug, meeting.uid])).content.decode()
    assert "Keep the e-mail address of Cem" in page
    assert client_of(cem).post(address).status_code == 404
    client_of(bea).post(address)
    assert [(point.owner, point.value) for point in ContactPoint.objects.all()] == [(bea, cem.email)]
    assert queries.cards_to_keep(meeting, bea) == []


def test_only_who_was_there_notes_whom_they_met_and_only_among_those_who_were(evening, ada):
    meeting, bea, cem, _dan = evening
    actions.mark(meeting, bea, There.ABSENT, at=NOW)
    actions.mark(meeting, cem, There.EXCUSED, at=NOW)

    with pytest.raises(Refused):
        actions.note_met(meeting, bea, [cem], at=NOW + timedelta(hours=2))
    with pytest.raises(Refused):
        actions.note_met(meeting, ada, [cem], at=NOW + timedelta(hours=2))


def test_thanks_are_logged_once(evening):
    meeting, bea, cem, _dan = evening
    (met,) = actions.note_met(meeting, bea, [cem], at=NOW + timedelta(hours=2))

    first, second = (actions.thank(met, at=NOW + timedelta(hours=3)) for _time in range(2))

    assert first == second
    assert queries.met_at(meeting, bea) == [(met, True)]


def test_the_week_says_where_one_was_whom_one_met_and_what_is_next(evening):
    meeting, bea, cem, dan = evening
    actions.check_in(meeting, bea, at=NOW)
    actions.note_met(meeting, bea, [cem, dan], at=NOW + timedelta(hours=2))
    actions.say(make.meeting(meeting.group, starts_at=NOW + timedelta(days=8)), bea, answer=YES, at=NOW)

    assert queries.week_of(bea, make.TODAY) == queries.Week(attended=1, met=2, next_week=1)


def test_the_parts_of_an_agenda_have_their_times():
    parts = agendas.parts_of("5 Welcome\n\n20 min: Round\n5' Close")

    assert [(part.minutes, part.what, part.after) for part in parts] == [
        (5, "Welcome", 0), (20, "Round", 5), (5, "Close", 25)
    ]  # fmt: skip
    assert sum(part.minutes for part in agendas.parts_of(agendas.ROUND)) == 30
    with pytest.raises(ValidationError):
        agendas.checked("Welcome")


def test_a_room_for_a_call_has_an_address_that_nobody_guesses(settings):
    settings.JITSI = "calls.example"
    first, second = calls.new_room(), calls.new_room("other.example")

    assert first.startswith("https://calls.example/kith-")
    assert calls.host_of(second) == "other.example"
    assert first.rpartition("-")[2] != second.rpartition("-")[2]
    with pytest.raises(ValidationError):
        calls.new_room("evil.example/path?")


def test_the_list_at_the_door_asks_no_more_for_more_people(evening, ada, client_of, django_assert_max_num_queries):
    meeting, *_people = evening
    client, address = client_of(ada), reverse("meetings:check_in", args=[meeting.group.slug, meeting.uid])
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    for number in range(5):
        user = make.user(f"more {number}")
        Membership.objects.create(group=meeting.group, user=user, joined_at=NOW)
        RSVP.objects.create(meeting=meeting, user=user, answered_at=NOW)

    with django_assert_max_num_queries(len(few)):
        page = client.get(address).content.decode()

    assert "more 4" in page.lower()


def test_the_list_at_the_door_goes_on_for_as_many_pages_as_it_needs(evening, ada, client_of):
    meeting, *_people = evening
    users = User.objects.bulk_create(User(email=f"z{n}@kith.example", name=f"Zoë {n:03}") for n in range(110))
    Membership.objects.bulk_create(Membership(group=meeting.group, user=user, joined_at=NOW) for user in users)
    RSVP.objects.bulk_create(RSVP(meeting=meeting, user=user, answered_at=NOW, substitute="Yva") for user in users)
    address = reverse("meetings:check_in", args=[meeting.group.slug, meeting.uid])
    pages = [client_of(ada).get(address, {"page": number}).content.decode() for number in (1, 2, 3)]

    told = [re.findall(r"Zoë \d{3}", page) for page in pages]

    assert sorted(name for names in told for name in names) == [user.name for user in users]
    assert len(told[1]) == 50
    assert "I come: Yva</span>" in pages[1]
    assert 'value="Yva"' in pages[1]


@pytest.mark.django_db(transaction=True)
def test_a_code_opened_twice_at_once_by_somebody_who_gave_no_answer_makes_one_row():
    ada, bea = make.user("ada"), make.user("bea")
    group = make.group(ada, "Circle", bea)
    for number in range(5):
        meeting, start = make.meeting(group, f"Round {number}", starts_at=NOW), Barrier(2)

        def come(_time, meeting=meeting, start=start) -> str:
            start.wait()
            try:
                return actions.check_in(meeting, bea, at=NOW).attendance
            finally:
                connections[connection.alias].close()

        with ThreadPoolExecutor(2) as both:
            assert list(both.map(come, range(2))) == [There.PRESENT, There.PRESENT]

        assert RSVP.objects.filter(meeting=meeting).count() == 1


def test_who_comes_without_being_a_member_stands_on_the_list_at_the_door(evening, ada, client_of):
    meeting, *_people = evening
    ned = make.user("ned")
    RSVP.objects.create(meeting=meeting, user=ned, answered_at=NOW)
    client, address = client_of(ada), reverse("meetings:check_in", args=[meeting.group.slug, meeting.uid])
    uid = RSVP.objects.get(user=ned).uid

    page = client.get(address).content.decode()
    client.post(address, {"member": uid, "attendance": "late"})

    assert "Not members of the group" in page
    assert f'name="member" value="{uid}"' in page
    assert RSVP.objects.get(user=ned).attendance == There.LATE
    assert '<span class="badge badge--strong">Came late</span>' in client.get(address).content.decode()
