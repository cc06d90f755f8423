"""The pages of organisers and of members about themselves."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.accounts.models import User
from kith.groups import actions, queries
from kith.groups.models import Group, InviteLink, LogEntry, Membership, Missed
from kith.outbox.models import Letter
from kith.people import actions as people
from tests import make
from tests.inbox.counting import waits
from tests.make import NOW, TODAY


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def runners(ada, ben):
    return make.group(ada, "Runners", ben)


def one(group, user) -> Membership:
    return Membership.objects.get(group=group, user=user)


def edit_fields(**changed: object) -> dict[str, object]:
    given = {"name": "Runners", "kind": "club", "format": "in_person", "joining": "open", "time_zone": "Europe/Berlin"}
    return {**given, "quiet_days": 30, **changed}


def test_an_organiser_changes_what_the_group_says_and_the_log_says_so(client_of, ada, runners):
    fields = edit_fields(skills="Running,  stretching , Running", careers="nurse", seasons=["new_parent"])
    client_of(ada).post(reverse("groups:edit", args=[runners.slug]), fields)

    group = Group.objects.get()
    assert (group.kind, group.time_zone, group.skills, group.seasons) == (
        "club",
        "Europe/Berlin",
        ["Running", "stretching"],
        ["new_parent"],
    )
    assert len(group.occupations) == 1
    assert "target careers" in LogEntry.objects.get().what


def test_a_group_that_is_saved_as_it_is_keeps_its_target_careers(client_of, ada, runners):
    codes = ["11-9199.00", "25-1011.00", "esco:2511.4"]
    Group.objects.update(occupations=codes)
    client, address = client_of(ada), reverse("groups:edit", args=[runners.slug])

    shown = client.get(address).context["form"]["careers"].value()
    client.post(address, edit_fields(careers=shown))

    assert shown == "Managers, All Other; Business Teachers, Postsecondary; data scientist (ESCO)"
    assert Group.objects.get().occupations == codes


def test_wrong_values_are_said_and_change_nothing(client_of, ada, runners):
    fields = edit_fields(time_zone="Mars/Olympus", careers="xqzzw")

    answer = client_of(ada).post(reverse("groups:edit", args=[runners.slug]), fields)

    assert answer.status_code == 422
    assert "does not know the career “xqzzw”" in answer.content.decode()
    assert Group.objects.get().kind == "community"


def test_members_open_no_page_of_organisers(client_of, ben, runners):
    names = ("organise", "edit", "log", "end", "roof")

    assert {client_of(ben).get(reverse(f"groups:{name}", args=[runners.slug])).status_code for name in names} == {404}
    assert client_of(ben).post(reverse("groups:export", args=[runners.slug])).status_code == 404


def test_roles_dues_and_removing_on_a_members_page(client_of, ada, ben, runners):
    client, uid = client_of(ada), one(runners, ben).uid
    client.post(reverse("groups:role", args=[runners.slug, uid]), {"role": "mentor"})
    client.post(reverse("groups:dues", args=[runners.slug, uid]), {"until": "2027-01-31"})
    assert (one(runners, ben).role, one(runners, ben).dues_until.isoformat()) == ("mentor", "2027-01-31")
    assert "Mentor" in client.get(reverse("groups:members", args=[runners.slug])).content.decode()

    client.post(reverse("groups:remove", args=[runners.slug, uid]))
    assert one(runners, ben).is_barred
    assert "Ben" in client.get(reverse("groups:organise", args=[runners.slug])).content.decode()
    client.post(reverse("groups:let_back", args=[runners.slug, uid]))
    assert not one(runners, ben).is_barred


def test_the_group_is_handed_over_on_a_members_page(client_of, ada, ben, runners):
    client_of(ada).post(reverse("groups:role", args=[runners.slug, one(runners, ben).uid]), {"hand": "1"})

    assert (one(runners, ada).role, one(runners, ben).role) == ("member", "organiser")


def test_a_profile_is_previewed_without_being_saved_and_shows_what_is_chosen(client_of, ben, ada, runners):
    address = reverse("groups:own_profile", args=[runners.slug])
    said = {"does": "Baker", "seeks": "Mill", "shown": ["does"]}

    preview = client_of(ben).post(address, {**said, "preview": "1"}).content.decode()
    assert "Not saved yet" in preview
    assert one(runners, ben).does == ""
    client_of(ben).post(address, said)

    seen = client_of(ada).get(reverse("groups:member", args=[runners.slug, one(runners, ben).uid])).content.decode()
    assert "Baker" in seen
    assert "Mill" not in seen


def test_members_are_found_by_name_and_by_shown_fields_only(client_of, ada, ben, runners):
    Membership.objects.filter(user=ben).update(does="Baker", seeks="Windmill", shown=["does"])
    address, uid = reverse("groups:members", args=[runners.slug]), str(one(runners, ben).uid)

    found = {q: uid in client_of(ada).get(address, {"q": q}).content.decode() for q in ("ben", "bak", "windm")}

    assert found == {"ben": True, "bak": True, "windm": False}


def asked_for(client, address: str, **query: object) -> int:
    """Return how many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


def test_ten_thousand_members_are_paged_with_as_few_questions_as_two(client_of, ada, runners):
    client, members = client_of(ada), reverse("groups:members", args=[runners.slug])
    front = reverse("groups:group", args=[runners.slug])
    client.get(front)
    few = asked_for(client, members), asked_for(client, front)
    users = User.objects.bulk_create([User(email=f"m{n}@kith.example", name=f"Member {n}") for n in range(10_000)])
    Membership.objects.bulk_create(
        [Membership(group=runners, user=user, joined_at=NOW + timedelta(seconds=n)) for n, user in enumerate(users)]
    )

    assert (asked_for(client, members), asked_for(client, front)) == few
    assert asked_for(client, members, page=150) <= few[0]
    assert asked_for(client, members, q="9999") <= few[0]
    assert client.get(members, {"page": 150}).content.decode().count('class="person-chip person-chip--small"') == 50


def test_a_text_for_somebody_of_the_book_holds_a_link_that_lets_them_in(client_of, ada, ben, runners):
    person = make.person(ben, "Cora Lind", points=[make.email("cora@kith.example")])

    shown = client_of(ben).post(reverse("groups:bring", args=[runners.slug]), {"person": person.pk}).content.decode()

    assert "Hi Cora," in shown
    assert "mailto:cora@kith.example" in shown
    assert "/groups/invited/" in shown
    assert InviteLink.objects.get().name == "Cora Lind"
    assert not Letter.objects.exists()
    assert "Cora Lind" not in client_of(ada).get(reverse("groups:organise", args=[runners.slug])).content.decode()


def test_nobody_is_invited_out_of_somebody_elses_book(client_of, ada, ben, runners):
    person = make.person(ada, "Cora Lind")

    assert client_of(ben).post(reverse("groups:bring", args=[runners.slug]), {"person": person.pk}).status_code == 404


def test_whoever_is_erased_from_a_book_is_forgotten_by_its_links(ada, runners):
    person = make.person(ada, "Cora Lind")
    actions.make_link(one(runners, ada), name="Cora Lind", at=NOW)

    people.bin_people([person], at=NOW)
    people.erase_old_bin(NOW + timedelta(days=40))

    assert InviteLink.objects.get().name == ""


def test_only_the_maker_and_organisers_withdraw_a_link(client_of, ada, ben, runners):
    actions.make_link(one(runners, ada), at=NOW)
    address = reverse("groups:withdraw", args=[runners.slug, InviteLink.objects.get().uid])

    assert client_of(ben).post(address).status_code == 404
    assert InviteLink.objects.get().withdrawn_at is None
    client_of(ada).post(address, {"from": "organise"})
    assert InviteLink.objects.get().withdrawn_at


@pytest.fixture
def missed(ada, ben, runners) -> Missed:
    Membership.objects.filter(user=ben).update(active_on=TODAY - timedelta(days=90))
    actions.notice_quiet(runners, on=TODAY)
    return Missed.objects.get(helper__user=ada)


def test_whoever_is_asked_to_bring_back_is_asked_in_the_inbox_and_on_the_groups_page(client_of, ada, ben, missed):
    for address in (reverse("inbox:home"), reverse("groups:group", args=["runners"])):
        assert "bring somebody back" in client_of(ada).get(address).content.decode()
        assert "bring somebody back" not in client_of(ben).get(address).content.decode()


def test_whoever_is_made_a_guest_is_asked_to_bring_back_nobody(ada, runners, missed):
    assert waits(ada) == ["groups/inbox_missed.html"]

    Membership.objects.filter(user=ada).update(role="guest")

    assert queries.to_bring_back(ada).count() == 0
    assert waits(ada) == []


def test_a_line_to_the_missed_member_goes_as_a_letter_without_an_address(client_of, ada, ben, missed, settings):
    settings.MAIL = "smtp://mail.kith.example"
    address = reverse("groups:bring_back", args=["runners", missed.uid])

    assert client_of(ada).post(address, {"answer": "write", "words": ""}).status_code == 409
    client_of(ada).post(address, {"answer": "write", "words": "We miss your jokes"})

    letter = Letter.objects.get()
    assert (letter.owner, letter.to) == (ben, "ben@kith.example")
    assert "We miss your jokes" in letter.text
    assert "ada@kith.example" not in letter.text + letter.reply_to
    assert client_of(ada).get(address).status_code == 404


def test_an_export_holds_members_with_what_they_show(client_of, ada, ben, runners):
    Membership.objects.filter(user=ben).update(does="=1+1", seeks="Windmill", shown=["does"])

    answer = client_of(ada).post(reverse("groups:export", args=[runners.slug]))

    files = zipfile.ZipFile(io.BytesIO(answer.content))
    members = json.loads(files.read("members.json"))
    assert {"name": "Ben", "does": "=1+1", "seeks": ""}.items() <= members[0].items()
    assert "'=1+1" in files.read("members.csv").decode()
    assert "ben@kith.example" not in "".join(files.read(name).decode() for name in files.namelist())


def test_a_member_reads_and_takes_what_the_group_holds_about_them(client_of, ada, ben, runners):
    Membership.objects.filter(user=ben).update(seeks="Windmill", answers="I run fast")
    actions.set_role(one(runners, ben), "mentor", by=ada, at=NOW)
    address = reverse("groups:held", args=[runners.slug])

    assert "Windmill" in client_of(ben).get(address).content.decode()
    file = json.loads(client_of(ben).get(address, {"file": "1"}).content)

    assert file["membership"][0]["answers"] == "I run fast"
    assert file["log"][0]["what"] == "is now: Mentor"


def test_a_group_that_has_ended_is_read_by_its_members_and_changed_by_nobody(client_of, ada, ben, runners):
    client_of(ada).post(reverse("groups:end", args=[runners.slug]))
    assert Group.objects.get().ended_at is None
    client_of(ada).post(reverse("groups:end", args=[runners.slug]), {"sure": "1"})

    assert "This group has ended" in client_of(ben).get(reverse("groups:group", args=[runners.slug])).content.decode()
    assert client_of(ben).get(reverse("groups:members", args=[runners.slug])).status_code == 200
    client_of(ben).post(reverse("groups:own_profile", args=[runners.slug]), {"does": "Baker"})
    assert one(runners, ben).does == ""
    client_of(ada).post(reverse("groups:reopen", args=[runners.slug]))
    assert Group.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("mail", "told"), [("", "please tell those who said"), ("smtp://localhost", "is told by e-mail")]
)
def test_the_end_of_a_group_promises_letters_only_where_they_go(client_of, ada, runners, settings, mail, told):
    settings.MAIL = mail

    assert told in client_of(ada).get(reverse("groups:end", args=[runners.slug])).content.decode()


def test_only_an_organiser_lets_an_ended_group_go_on(client_of, ada, ben, runners):
    actions.set_role(one(runners, ben), "co_organiser", by=ada, at=NOW)
    actions.end_group(runners, by=ada, at=NOW)

    client_of(ben).post(reverse("groups:reopen", args=[runners.slug]))

    assert Group.objects.get().ended_at == NOW


def test_a_group_that_goes_on_is_not_opened_again(client_of, ada, runners):
    page = client_of(ada).post(reverse("groups:reopen", args=[runners.slug]), follow=True).content.decode()

    assert "goes on already" in page
    assert not LogEntry.objects.filter(what__contains="opened").exists()


def test_where_each_trade_is_one_members_nobody_takes_theirs_out(client_of, ada, ben, runners):
    Group.objects.update(is_one_per_trade=True)
    address = reverse("groups:own_profile", args=[runners.slug])
    client_of(ben).post(address, {"trade": "Baker"})

    assert client_of(ben).post(address, {"trade": " "}).status_code == 422
    with pytest.raises(ValidationError):
        actions.change_profile(one(runners, ben), {"trade": " "})
    assert one(runners, ben).holds_trade == "baker"


def test_a_group_that_has_ended_is_not_there_for_strangers(client_of, ada, eve, runners):
    actions.end_group(runners, by=ada, at=NOW)

    assert client_of(eve).get(reverse("groups:group", args=[runners.slug])).status_code == 404
    assert client_of(eve).post(reverse("groups:join", args=[runners.slug])).status_code == 404


def test_a_child_comes_under_a_roof_when_its_organiser_agrees(client_of, ada, ben, runners):
    child = make.group(ben, "Leith")
    client_of(ada).post(reverse("groups:roof", args=[runners.slug]), {"group": "/groups/leith/", "as": "roof"})
    assert "stand under its roof" in client_of(ben).get(reverse("inbox:home")).content.decode()

    page = client_of(ben).get(reverse("groups:roof", args=[child.slug])).content.decode()
    uid = page.split("organise/roof/")[1].split("/")[0]
    client_of(ben).post(reverse("groups:answer_roof", args=[child.slug, uid]), {"answer": "yes"})

    assert Group.objects.get(slug="leith").parent == runners
    assert "Leith" in client_of(ada).get(reverse("groups:roof", args=[runners.slug])).content.decode()
    client_of(ben).post(reverse("groups:part", args=[child.slug]))
    assert Group.objects.get(slug="leith").parent is None


def test_whoever_asked_cannot_answer_for_the_other_side(client_of, ada, ben, runners):
    child = make.group(ben, "Leith")
    ask = actions.ask_roof(roof=runners, child=child, by=ada, from_roof=True, at=NOW)
    assert ask is not None

    client_of(ada).post(reverse("groups:answer_roof", args=[runners.slug, ask.uid]), {"answer": "yes"})

    assert Group.objects.get(slug="leith").parent is None
