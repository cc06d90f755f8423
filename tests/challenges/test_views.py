from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kith.challenges import actions
from kith.challenges.models import Challenge, Counting, Entrant, Entry, EntryFile, Statistic
from kith.groups import actions as groups
from kith.groups import reports
from kith.groups.models import Membership
from tests import make
from tests.challenges import files
from tests.make import NOW


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def club(ada, ben):
    return make.group(ada, "Runners", ben)


@pytest.fixture
def kilometres(club):
    return actions.count(club, kind="kilometres", at=NOW)


@pytest.fixture
def challenge(club, ada, kilometres):
    today = ada.today()
    return actions.begin(
        club,
        ada,
        [kilometres],
        at=NOW,
        title="Round the bay",
        starts_on=today - timedelta(days=7),
        ends_on=today + timedelta(days=7),
        group_goal=Decimal(100),
        own_goal=Decimal(20),
    )


def enter(user, statistic, amount):
    return actions.enter(user, statistic, amount=Decimal(amount), on=user.today(), today=user.today())


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_one_tap_notes_a_figure_of_today_and_leads_back(ada, kilometres, client_of):
    back = url("list", "runners")

    answer = client_of(ada).post(url("enter", "runners", kilometres.uid), {"amount": "5", "next": back})

    [entry] = Entry.objects.filter(owner=ada)
    assert (entry.amount, entry.on) == (5, ada.today())
    assert answer["Location"] == back


def test_a_link_elsewhere_is_not_followed(ada, kilometres, client_of):
    answer = client_of(ada).post(
        url("enter", "runners", kilometres.uid), {"amount": "5", "next": "https://elsewhere.example/"}
    )

    assert answer["Location"] == kilometres.get_absolute_url()


@pytest.mark.parametrize("amount", ["", "x", "-2", "0", "NaN", "Infinity", "1e30"])
def test_a_figure_that_is_none_is_said_at_its_field(ada, kilometres, client_of, amount):
    answer = client_of(ada).post(url("enter", "runners", kilometres.uid), {"amount": amount})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_amounts_for_one_tap_are_those_entered_most(ada, kilometres, client_of):
    for amount in ("4.2", "4.2", "6"):
        enter(ada, kilometres, amount)

    page = text_of(client_of(ada).get(url("list", "runners")))

    assert 'value="4.2"' in page
    assert "+4.2 km" in page
    assert "+6 km" not in page
    assert "This week: 14.4 km" in page


def test_files_are_taken_in_recognised_and_taken_back(ada, kilometres, client_of):
    client, address = client_of(ada), url("take_in", "runners", kilometres.uid)

    def send(*contents):
        sent = [SimpleUploadedFile(f"run{number}.gpx", data) for number, data in enumerate(contents)]
        return client.post(address, {"file": sent}, follow=True)

    answer = send(files.gpx(files.northwards()))
    assert "1 new entry." in text_of(answer)
    [entry] = Entry.objects.all()
    assert (entry.amount, entry.source) == (Decimal("1.11"), "file")

    assert "0 new entries. 1 was here already." in text_of(send(files.gpx(files.northwards())))

    client.post(url("take_back", EntryFile.objects.get().uid))
    assert not Entry.objects.exists()
    assert not EntryFile.objects.exists()


def test_a_bad_file_is_named_with_its_reason_and_the_others_go_on(ada, kilometres, client_of):
    sent = [SimpleUploadedFile("notes.pdf", b"%PDF-1.4"), SimpleUploadedFile("run.gpx", files.gpx(files.northwards()))]

    answer = client_of(ada).post(url("take_in", "runners", kilometres.uid), {"file": sent})

    assert answer.status_code == 422
    assert "notes.pdf: It is none of what Kith reads here" in text_of(answer)
    assert Entry.objects.count() == 1


def test_without_a_file_the_form_says_so(ada, kilometres, client_of):
    answer = client_of(ada).post(url("take_in", "runners", kilometres.uid), {})

    assert answer.status_code == 422
    assert "Please choose a file first." in text_of(answer)


def test_a_member_takes_part_goes_by_another_name_and_stops(ben, challenge, client_of):
    client = client_of(ben)
    page = text_of(client.get(challenge.get_absolute_url()))
    assert "Take part" in page

    client.post(url("join", "runners", challenge.uid), {"own": "Shy Otter"})
    assert "You are <strong>Shy Otter</strong> here." in text_of(client.get(challenge.get_absolute_url()))

    client.post(url("rename", "runners", challenge.uid), {"own": "Calm Teal"})
    assert Entrant.objects.get().pseudonym == "Calm Teal"

    client.post(url("leave", "runners", challenge.uid))
    assert not Entrant.objects.exists()


def test_an_offered_name_will_do_and_none_will_not(ben, challenge, client_of):
    client = client_of(ben)

    assert client.post(url("join", "runners", challenge.uid), {}).status_code == 422
    client.post(url("join", "runners", challenge.uid), {"offered": "Misty Newt"})

    assert Entrant.objects.get().pseudonym == "Misty Newt"


def test_a_name_of_another_member_is_refused_on_the_page(ben, challenge, client_of):
    answer = client_of(ben).post(url("join", "runners", challenge.uid), {"own": "Ada"})

    assert answer.status_code == 422
    assert "Somebody in the group has this name." in text_of(answer)


def test_whoever_does_not_take_part_sees_the_bar_and_the_number_of_people_only(
    ada, ben, kilometres, challenge, client_of
):
    for number in range(4):
        member = make.user(f"member{number}")
        groups.join(challenge.group, member, at=NOW, invited_by=ada)
        actions.join(challenge, member, pseudonym=f"Secretname {number}", on=member.today())
        enter(member, kilometres, "7.53")
    actions.count_day(challenge, on=ada.today())

    for user in (ada, ben):
        for address in (
            challenge.get_absolute_url(),
            url("list", "runners"),
            reverse("groups:group", args=["runners"]),
        ):
            page = text_of(client_of(user).get(address))
            assert "30.12 of 100 km" in page
            assert "4 people take part" in page
            assert "Secretname" not in page
            assert "7.53" not in page


def test_that_nobody_takes_part_is_said_of_the_last_count_only(ada, ben, challenge, client_of):
    actions.count_day(challenge, on=ada.today())
    actions.join(challenge, ben, pseudonym="Late Moth", on=ben.today())

    page = text_of(client_of(ada).get(challenge.get_absolute_url()))

    assert "Nobody took part at the last daily count" in page


@pytest.mark.parametrize("is_in_it", [True, False])
def test_of_three_people_nobody_sees_another_ones_figure_nor_the_sum(
    ada, ben, kilometres, challenge, client_of, is_in_it
):
    takers = [ben, *([ada] if is_in_it else [make.user("dov")]), make.user("cem")]
    for number, user in enumerate(takers):
        actions.join(challenge, user, pseudonym=f"Secretname {number}", on=user.today())
        enter(user, kilometres, "7.53" if user != ada else "4")
    actions.count_day(challenge, on=ada.today())

    for address in (challenge.get_absolute_url(), url("list", "runners"), reverse("groups:group", args=["runners"])):
        page = text_of(client_of(ada).get(address))
        assert "3 people take part" in page
        assert not any(told in page for told in ("7.53", "19.06", "22.59", "Secretname 0", "Secretname 2"))
        assert ("Your part so far" in page and "4 of 100 km" in page) == is_in_it
    assert "The board opens from 4 people on" in text_of(client_of(ada).get(challenge.get_absolute_url()))
    [export] = [each for each in reports.exports() if each.name == "challenges"]
    [row] = export.ask(challenge.group)
    assert row["reached"] is None


def test_nobody_else_can_tell_who_is_behind_a_name(ada, ben, kilometres, challenge, client_of):
    """Two worlds in which the two pseudonyms are the other way round give an organiser in the circle the same page."""
    cleo, dov = make.user("cleo"), make.user("dov")
    groups.join(challenge.group, cleo, at=NOW, invited_by=ada)
    actions.join(challenge, dov, pseudonym="Fourth Wren", on=dov.today())
    pages = []

    for first, second in (("Alpine Fox", "Zesty Wren"), ("Zesty Wren", "Alpine Fox")):
        actions.join(challenge, ada, pseudonym="Organiser Owl", on=ada.today())
        for user, name in ((ben, first), (cleo, second)):
            actions.join(challenge, user, pseudonym=name, on=user.today())
            Entry.objects.filter(owner=user).delete()
            enter(user, kilometres, "5" if name == "Alpine Fox" else "6")
        actions.count_day(challenge, on=ada.today())
        pages.append(without_tokens(client_of(ada).get(challenge.get_absolute_url()).content.decode()))
        for user in (ada, ben, cleo):
            Entrant.objects.get(user=user).delete()

    assert "Alpine Fox" in pages[0]
    assert pages[0] == pages[1]


def without_tokens(page: str) -> str:
    """The page without what differs at each request: the tokens against forged ones."""
    parts = page.split('name="csrfmiddlewaretoken" value="')
    shown = parts[0] + "".join(part.partition('"')[2] for part in parts[1:])
    head, _, rest = shown.partition("X-CSRFToken")
    return head + rest[120:]


@pytest.mark.parametrize("who", ["stranger", "guest", "ex-member", "the one who owns the instance"])
def test_nobody_but_members_comes_in(ada, ben, eve, kilometres, challenge, client_of, who):
    if who == "guest":
        groups.join(challenge.group, eve, at=NOW, role="guest", invited_by=ada)
    elif who == "ex-member":
        eve = ben
        groups.leave(Membership.objects.get(group=challenge.group, user=ben), at=NOW)
    elif who == "the one who owns the instance":
        eve.is_owner = True
        eve.save()
    client = client_of(eve)

    answers = [
        client.get(url("list", "runners")),
        client.get(url("start", "runners")),
        client.get(url("counted", "runners")),
        client.get(kilometres.get_absolute_url()),
        client.get(challenge.get_absolute_url()),
        client.post(url("join", "runners", challenge.uid), {"own": "Shy Otter"}),
        client.post(url("enter", "runners", kilometres.uid), {"amount": "5"}),
        client.post(url("counting", "runners", kilometres.uid), {"is_on": "1"}),
        client.post(url("end", "runners", challenge.uid)),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not Entrant.objects.exists()
    assert not Entry.objects.exists()


def test_an_entry_or_a_file_of_somebody_else_is_not_there(ada, ben, kilometres, client_of):
    entry = enter(ada, kilometres, 5)
    file = EntryFile.objects.create(owner=ada, format="gpx")
    client = client_of(ben)

    answers = [
        client.get(url("entry", entry.uid)),
        client.post(url("entry", entry.uid), {"amount": "1", "on": "2026-11-01"}),
        client.post(url("remove", entry.uid)),
        client.post(url("take_back", file.uid)),
    ]

    assert {answer.status_code for answer in answers} == {404}
    entry.refresh_from_db()
    assert entry.amount == 5


@pytest.mark.parametrize("name", ["start", "counted"])
def test_a_member_who_does_not_organise_starts_and_counts_nothing(ben, club, client_of, name):
    assert client_of(ben).get(url(name, "runners")).status_code == 404


def test_an_organiser_starts_a_challenge_over_something_the_group_did_not_count(ada, club, client_of):
    today = ada.today()
    sent = {
        "title": "Autumn",
        "counted": ["new:introductions", "new:touches"],
        "starts_on": today,
        "ends_on": today + timedelta(days=27),
        "group_goal": "50",
    }

    answer = client_of(ada).post(url("start", "runners"), sent, follow=True)

    made = Challenge.objects.get()
    assert [each.kind for each in made.counted] == ["touches", "introductions"]
    assert "(counts double)" in text_of(answer)


def test_a_challenge_that_fails_leaves_nothing_counted(ada, club, client_of):
    sent = {"title": "Autumn", "counted": ["new:touches"], "starts_on": "2026-11-20", "ends_on": "2026-11-01"}

    answer = client_of(ada).post(url("start", "runners"), sent)

    assert answer.status_code == 422
    assert "The last day is before the first." in text_of(answer)
    assert not Statistic.objects.exists()


def test_an_organiser_changes_and_ends_a_challenge(ada, kilometres, challenge, client_of):
    client = client_of(ada)
    assert challenge.title in text_of(client.get(url("edit", "runners", challenge.uid)))
    sent = {
        "title": "Round the lake",
        "counted": [str(kilometres.uid)],
        "starts_on": challenge.starts_on,
        "ends_on": challenge.ends_on,
    }

    client.post(url("edit", "runners", challenge.uid), sent)
    client.post(url("end", "runners", challenge.uid))

    challenge.refresh_from_db()
    assert (challenge.title, challenge.ends_on) == ("Round the lake", ada.today())


def test_what_is_counted_is_chosen_named_and_stopped(ada, club, client_of):
    client = client_of(ada)
    client.post(url("count", "runners"), {"kind": "pages"})
    client.post(url("count", "runners"), {"name": "Calls made", "unit": "calls", "side": "giving"})
    assert client.post(url("count", "runners"), {"name": "calls made", "side": "giving"}).status_code == 422
    pages, calls = Statistic.objects.order_by("pk")

    client.post(url("reword", "runners", calls.uid), {"name": "Calls", "unit": "calls", "side": "neither"})
    client.post(url("stop", "runners", pages.uid))

    assert [(each.name, each.side) for each in Statistic.objects.counted()] == [("Calls", "neither")]
    client.post(url("resume", "runners", pages.uid))
    assert Statistic.objects.counted().count() == 2


def test_a_usual_thing_is_counted_once_and_no_more_than_thirty_are(ada, club, client_of):
    client = client_of(ada)

    pressed = [client.post(url("count", "runners"), {"kind": "pages"}, follow=True) for _twice in range(2)]
    for number in range(29):
        actions.count(club, name=f"Thing {number}", at=make.NOW)
    beyond = client.post(url("count", "runners"), {"kind": "touches"}, follow=True)

    assert "something of that name already" in text_of(pressed[1])
    assert "30 things, which is the most" in text_of(beyond)
    assert Statistic.objects.counted().count() == 30


def test_counting_by_kith_is_turned_on_and_off_on_the_page(ada, club, client_of):
    touches = actions.count(club, kind="touches", at=NOW)
    make.interaction(ada, make.person(ada, "Cara"), on=ada.today(), now=timezone.now())
    client, address = client_of(ada), url("counting", "runners", touches.uid)
    assert "off until you turn it on" in text_of(client.get(touches.get_absolute_url()))

    client.post(address, {"is_on": "1"})
    assert Counting.objects.filter(user=ada).exists()
    assert "Kith counts this for you." in text_of(client.get(touches.get_absolute_url()))

    client.post(address, {})
    assert not Counting.objects.exists()


def test_the_page_of_a_statistic_shows_bests_bars_and_the_same_in_a_table(ada, kilometres, client_of):
    today = ada.today()
    for back, amount in ((0, 5), (0, 4), (14, 12), (700, 30)):
        actions.enter(ada, kilometres, amount=Decimal(amount), on=today - timedelta(days=back), today=today)

    page = text_of(client_of(ada).get(kilometres.get_absolute_url()))

    assert '<dt>Best week</dt><dd class="numbers">30 km' in page
    assert '<dt>In all</dt><dd class="numbers">51 km' in page
    assert '<dt>Last four weeks</dt><dd class="numbers">21 km' in page
    assert page.count('<rect class="share__part"') == 26
    assert "<td>12 km</td>" in page


def test_ones_own_figures_stay_when_the_group_goes(ada, kilometres, client_of):
    entry = enter(ada, kilometres, 5)
    kilometres.group.delete()
    client = client_of(ada)

    page = text_of(client.get(url("mine")))
    assert "5 km" in page
    assert "Kilometres, Runners" in page

    client.post(url("entry", entry.uid), {"amount": "6", "on": ada.today()})
    entry.refresh_from_db()
    assert entry.amount == 6
    client.post(url("remove", entry.uid))
    assert not Entry.objects.exists()


def test_ones_entries_stand_page_by_page_the_latest_first(ada, kilometres, client_of):
    for amount in range(1, 14):
        enter(ada, kilometres, amount + 0.25)
    client, where = client_of(ada), kilometres.get_absolute_url()

    first, second = (text_of(client.get(where + query)) for query in ("", "?page=2"))

    assert ">13.25 km</strong>" in first
    assert ">4.25 km</strong>" in first
    assert ">3.25 km</strong>" not in first
    assert ">3.25 km</strong>" in second
    assert "Page 2 of 2" in second


def test_challenges_that_were_have_a_page_of_their_own(ada, kilometres, challenge, client_of):
    ended = ada.today() - timedelta(days=2)
    actions.begin(challenge.group, ada, [kilometres], at=NOW, title="Spring", starts_on=ended, ends_on=ended)

    now, past = (text_of(client_of(ada).get(url("list", "runners") + query)) for query in ("", "?past=1"))

    assert "Round the bay" in now
    assert "Spring" not in now
    assert "Spring" in past
    assert "Round the bay" not in past


def test_pages_are_kind_where_nothing_is_there(ada, ben, club, client_of):
    for user in (ada, ben):
        client = client_of(user)
        assert "Nothing runs" in text_of(client.get(url("list", "runners")))
        assert "Nothing entered yet" in text_of(client.get(url("mine")))


@pytest.mark.parametrize("address", ["list", "challenge", "front"])
def test_pages_ask_no_more_questions_for_more_people_and_challenges(
    ada, kilometres, challenge, client_of, django_assert_max_num_queries, address
):
    where = {
        "list": url("list", "runners"),
        "challenge": challenge.get_absolute_url(),
        "front": reverse("groups:group", args=["runners"]),
    }[address]
    actions.join(challenge, ada, pseudonym="Quiet Heron", on=ada.today())
    client = client_of(ada)
    client.get(where)
    few = counted(client, where)

    for number in range(12):
        member = make.user(f"member{number}")
        actions.join(challenge, member, pseudonym=f"Wren {number}", on=ada.today())
        more = actions.begin(
            challenge.group, ada, [kilometres], at=NOW, title="More", starts_on=ada.today(), ends_on=ada.today()
        )
        actions.join(more, ada, pseudonym="Quiet Heron", on=ada.today())
        for _ in range(3):
            enter(member, kilometres, 3)
            enter(ada, kilometres, 3)
        actions.count(challenge.group, name=f"Thing {number}", at=NOW)

    assert counted(client, where) <= few


def counted(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_what_watches_tell_keeps_its_unit_whatever_it_is_called(ada, client_of):
    group = make.group(ada, "Walkers")
    distance = actions.count(group, kind="kilometres", at=make.NOW)
    address = reverse("challenges:reword", args=[group.slug, distance.uid])

    told = client_of(ada).post(address, {"name": "Miles", "unit": "miles", "side": "neither"})
    client_of(ada).post(address, {"name": "Distance", "unit": "km", "side": "neither"})

    distance.refresh_from_db()
    assert "read in km" in told.content.decode()
    assert (distance.name, distance.unit) == ("Distance", "km")
