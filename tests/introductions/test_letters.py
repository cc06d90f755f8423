"""The whole way by letters that are really sent and read: asked, agreed, forwarded, agreed, introduced, met, thanked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from kith.errors import Refused
from kith.interactions.models import Interaction
from kith.introductions import actions, links, queries
from kith.introductions.actions import Said
from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import Actor, Door
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.people.models import Person
from tests import make
from tests.introductions import given
from tests.make import NOW
from tests.outbox import office as offices
from tests.outbox.office import Office

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SOON = NOW + timedelta(minutes=1)  # the clock of the pages goes on while a test runs


@pytest.fixture
def office(settings):
    """A real SMTP server on loopback, and an address for the links."""
    kept = Office()
    server = offices.opened(kept)
    offices.use(settings, server.port)
    settings.URL = "http://testserver"
    yield kept
    server.stop()


@pytest.fixture(autouse=True)
def today(time_machine):
    """The pages ask the clock: it is the day of the tests."""
    time_machine.move_to(NOW)


def own(introduction, move, at=NOW, **said):
    return actions.act(introduction, actor=Actor.ME, move=move, door=Door.OWN, at=at, said=Said(**said))


def told(introduction, actor, move, at=NOW, **said):
    return actions.act(introduction, actor=actor, move=move, door=Door.TOLD, at=at, said=Said(**said))


def link_in(letter) -> str:
    [found] = re.findall(r"http://testserver(/introductions/answer/\S+)", letter.get_content())
    return found


def reply_in(letter) -> list[str]:
    """Which row the link is for, and its secret: the same in a reminder."""
    return link_in(letter).split("/")[3].split(".")[:2]


def test_from_the_draft_to_the_thanks_by_links_only(ada, office):
    introduction, stranger = given.asked_for(ada), Client()
    own(introduction, "write")
    outbox.send_due(SOON)
    [asking] = office.letters
    assert asking["to"].addresses[0].addr_spec == "ana@ruiz.example"
    assert asking["subject"] == "Would you introduce Ada to Bo Li?"
    page = stranger.get(link_in(asking)).content.decode()
    assert "To learn how grids are planned." in page

    answer = stranger.post(
        link_in(asking), {"move": "agree", "words": "Ada is good company.", "blurb": "Hello Bo, Ada plans grids."}
    )
    assert answer["Location"] == link_in(asking)
    outbox.send_due(SOON)
    forwarded = office.letters[1]
    assert "Ada is good company." in forwarded.get_content()
    assert "Hello Bo, Ada plans grids." in forwarded.get_content()
    shown = stranger.get(link_in(asking)).content.decode()
    assert "Ada is good company." in shown

    stranger.post(link_in(asking), {"move": "asked_other"})
    page = stranger.get(link_in(forwarded)).content.decode()
    assert "Hello Bo, Ada plans grids." in page
    stranger.post(link_in(forwarded), {"move": "agree", "contact": "bo@new.example"})

    introduction.refresh_from_db()
    assert (introduction.state, introduction.other_contact) == ("other_agreed", "bo@new.example")
    assert list(queries.waiting(ada, make.TODAY)) == [introduction]
    own(introduction, "introduce")
    own(introduction, "meet", channel="video", words="Talked of grids.")
    own(introduction, "note_outcome", outcome="advice")
    own(introduction, "thank")
    introduction.refresh_from_db()
    assert introduction.state == "thanked"
    kinds = list(Interaction.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["introduction", "meeting", "thank_you"]
    assert outbox.send_due(NOW + 30 * DAY) == 0


def test_two_are_asked_one_after_the_other_and_one_letter_goes_to_both(ada, office):
    introduction, stranger = given.of_two(ada), Client()
    own(introduction, "write")
    outbox.send_due(SOON)
    stranger.post(link_in(office.letters[0]), {"move": "agree"})
    own(introduction, "write_other")
    outbox.send_due(SOON)
    assert office.letters[1]["to"].addresses[0].addr_spec == "bo@li.example"
    stranger.post(link_in(office.letters[1]), {"move": "agree"})
    own(introduction, "write_both")
    outbox.send_due(SOON)

    assert [each.addr_spec for each in office.letters[2]["to"].addresses] == ["ana@ruiz.example", "bo@li.example"]
    assert office.letters[2]["reply-to"].addresses[0].addr_spec == "ada@kith.example"
    touch = Interaction.objects.get()
    assert (touch.kind, touch.direction, touch.people.count()) == ("introduction", "outgoing", 2)


def test_there_is_one_reminder_and_then_it_ends_quietly(ada, office):
    introduction = given.asked_for(ada)
    own(introduction, "write")
    for days in range(30):
        outbox.send_due(NOW + days * DAY)
        actions.expire_due(NOW + days * DAY)

    assert len(office.letters) == 2
    assert "the only one" in office.letters[1].get_content()
    assert reply_in(office.letters[0]) == reply_in(office.letters[1])
    introduction.refresh_from_db()
    assert (introduction.state, introduction.state_at) == ("expired", NOW + 14 * DAY)


@pytest.mark.parametrize("no", ["not_now", "not_for", "never"])
def test_whoever_says_no_gets_no_reminder_and_is_never_written_to_again(ada, office, no):
    introduction = given.asked_for(ada)
    own(introduction, "write")
    outbox.send_due(SOON)
    assert Client().post(link_in(office.letters[0]), {"move": no})["Location"] == "/introductions/answered/"
    assert Reply.objects.get().answer == no

    for days in range(30):
        outbox.send_due(NOW + days * DAY)
        actions.expire_due(NOW + days * DAY)

    assert len(office.letters) == 1
    again = actions.draft(ada, introducer=given.introducer_of(introduction), other_name="Cem", at=NOW + 200 * DAY)
    with pytest.raises(Refused):
        own(again, "write", at=NOW + 200 * DAY)
    assert own(again, "asked", at=NOW + 200 * DAY).state == "introducer_asked"


def test_a_link_is_of_no_use_twice(ada, office):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    link, stranger = link_in(office.letters[0]), Client()
    stranger.post(link, {"move": "not_now"})

    before = given.trace(Introduction.objects.get())
    answers = [stranger.get(link), *(stranger.post(link, {"move": move}) for move in ("agree", "never", "asked_other"))]

    assert {answer.status_code for answer in answers} == {404}
    assert given.trace(Introduction.objects.get()) == before


def test_who_asked_cannot_answer_by_the_link_nor_learn_from_it_whether_it_was_used(ada, office, client_of):
    introduction = given.asked_for(ada)
    own(introduction, "write")
    outbox.send_due(SOON)
    link, asker = link_in(office.letters[0]), client_of(ada)
    before = given.trace(introduction)

    answers = [asker.get(link), asker.post(link, {"move": "agree", "blurb": "Hello."})]
    assert given.trace(introduction) == before
    Client().post(link, {"move": "never"})
    answers += [asker.get(link), asker.post(link, {"move": "agree", "blurb": "Hello."})]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert len({answer.content for answer in answers}) == 1


def test_a_link_leads_to_its_own_introduction_only(ada, office):
    asked = [actions.draft(ada, introducer=given.ana(ada), other_name=name, at=NOW) for name in ("Bo Li", "Cem Acar")]
    for introduction in asked:
        own(introduction, "write")
    outbox.send_due(SOON)
    for_bo, for_cem = (links.address_of(Reply.objects.get(introduction=one)).split("/")[-2] for one in asked)
    mixed = ".".join([for_bo.split(".")[0], *for_cem.split(".")[1:]])

    assert "Cem" not in Client().get(f"/introductions/answer/{for_bo}/").content.decode()
    assert Client().get(f"/introductions/answer/{mixed}/").status_code == 404
    Client().post(f"/introductions/answer/{for_bo}/", {"move": "agree", "blurb": "Hello."})
    states = [Introduction.objects.get(pk=one.pk).state for one in asked]
    assert states == ["introducer_agreed", "introducer_asked"]


def test_what_another_part_of_kith_has_signed_is_no_link(ada, office):
    own(given.asked_for(ada), "write")
    reply = Reply.objects.get()
    for salt in ("", "kith.targets.card", "kith.sharing", "django.core.signing"):
        signer = signing.TimestampSigner(salt=salt, sep=".") if salt else signing.TimestampSigner(sep=".")
        token = signer.sign(f"{reply.pk}.{reply.secret}")
        assert Client().get(f"/introductions/answer/{token}/").status_code == 404


def test_a_link_is_closed_with_the_account_of_who_asked(ada, office):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    ada.is_active = False
    ada.save()
    assert Client().get(link_in(office.letters[0])).status_code == 404


def test_a_link_is_of_no_use_once_the_introduction_has_moved_on(ada, office):
    introduction = given.asked_for(ada)
    own(introduction, "write")
    outbox.send_due(SOON)
    own(introduction, "withdraw")
    assert Client().get(link_in(office.letters[0])).status_code == 404


def test_a_link_expires(ada, office, time_machine):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    link = link_in(office.letters[0])
    time_machine.move_to(NOW + 14 * DAY - timedelta(minutes=1))
    assert Client().get(link).status_code == 200
    time_machine.move_to(NOW + 14 * DAY)
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"move": "agree"}).status_code == 404


def test_a_link_is_for_its_role_only(ada, office):
    introduction, stranger = given.asked_for(ada), Client()
    own(introduction, "write")
    outbox.send_due(SOON)
    stranger.post(link_in(office.letters[0]), {"move": "agree"})
    outbox.send_due(SOON)
    for_other = link_in(office.letters[1])
    before = given.trace(introduction)

    for move in ("asked_other", "introduce", "never", "not_for", "withdraw", "write", "expire", ""):
        assert stranger.post(for_other, {"move": move}).status_code == 404
    for move in ("agree", "not_now", "meet"):
        assert stranger.post(link_in(office.letters[0]), {"move": move}).status_code == 404

    assert given.trace(introduction) == before


def test_a_token_with_any_sign_changed_leads_nowhere(ada, office):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    token = link_in(office.letters[0]).split("/")[3]
    gone = Client().get("/introductions/answer/nothing/")
    assert gone.status_code == 404
    for place in range(0, len(token), 7):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        answer = Client(REMOTE_ADDR=f"10.0.0.{place}").get(f"/introductions/answer/{changed}/")
        assert (answer.status_code, answer.content) == (404, gone.content)


def test_looking_at_the_page_changes_nothing(ada, office):
    introduction = given.asked_for(ada)
    own(introduction, "write")
    outbox.send_due(SOON)
    before = given.trace(introduction)
    for look in (Client().get, Client().head, Client().options, Client().get):
        answer = look(link_in(office.letters[0]))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert given.trace(introduction) == before


def test_the_public_page_wants_djangos_token_with_a_form(ada, office):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_in(office.letters[0]), {"move": "agree"}).status_code == 403


def test_a_page_that_is_asked_for_too_often_says_so(ada, office):
    own(given.asked_for(ada), "write")
    outbox.send_due(SOON)
    client = Client(REMOTE_ADDR="10.9.9.9")
    codes = [client.get(link_in(office.letters[0])).status_code for _look in range(25)]
    assert codes == [200] * 20 + [429] * 5


def test_an_introducer_is_asked_at_most_twice_within_thirty_days(ada, office):
    ana = given.ana(ada)
    for name in ("Bo", "Cem"):
        asked = own(actions.draft(ada, introducer=ana, other_name=name, at=NOW), "asked")
        told(asked, Actor.INTRODUCER, "agree")
    third = actions.draft(ada, introducer=ana, other_name="Dee", at=NOW)

    with pytest.raises(Refused, match="next from 23 December"):
        own(third, "asked", at=NOW + 29 * DAY)

    assert queries.introducers(ada, make.TODAY)[ana.pk].next_on == make.TODAY + 30 * DAY
    assert own(third, "asked", at=NOW + 30 * DAY).state == "introducer_asked"


def test_an_introducer_is_let_answer_before_the_next_ask(ada):
    ana = given.ana(ada)
    own(actions.draft(ada, introducer=ana, other_name="Bo", at=NOW), "asked")
    with pytest.raises(Refused, match="let them answer first"):
        own(actions.draft(ada, introducer=ana, other_name="Cem", at=NOW), "asked")


@pytest.mark.parametrize(
    ("no", "name", "is_refused"),
    [("never", "Cem", True), ("not_now", "Cem", True), ("not_for", "Cem", False), ("not_for", "BO LI", True)],
)
def test_what_an_introducer_told_the_user_is_kept_to(ada, no, name, is_refused):
    introduction = given.asked_for(ada)
    own(introduction, "asked")
    told(introduction, Actor.INTRODUCER, no)
    later = NOW + 91 * DAY if no == "not_for" else NOW + 40 * DAY
    again = actions.draft(ada, introducer=given.introducer_of(introduction), other_name=name, at=later)

    if is_refused:
        with pytest.raises(Refused):
            own(again, "asked", at=later)
    else:
        assert own(again, "asked", at=later).state == "introducer_asked"


def test_a_letter_that_never_arrived_does_not_count_as_unanswered(ada, office):
    introduction = given.asked_for(ada)
    office.refused["ana@ruiz.example"] = "550 No such person"
    own(introduction, "write")
    outbox.send_due(SOON)
    assert not queries.letters_stopped(ada, given.introducer_of(introduction))


def test_kith_sends_ten_letters_a_day_for_one_book(ada, office):
    people = [make.person(ada, f"Person {n}", points=[make.email(f"p{n}@kith.example")]) for n in range(11)]
    begun = [actions.draft(ada, introducer=one, other_name="Bo", at=NOW) for one in people]
    for introduction in begun[:10]:
        own(introduction, "write")
    with pytest.raises(Refused, match="ten letters"):
        own(begun[10], "write")
    assert own(begun[10], "write", at=NOW + DAY).state == "introducer_asked"


def test_without_a_mail_server_all_goes_by_the_users_own_words(ada):
    introduction = actions.draft(ada, introducer=given.ana(ada), other_name="Bo Li", at=NOW)
    with pytest.raises(Refused):
        own(introduction, "write")
    own(introduction, "asked")
    told(introduction, Actor.INTRODUCER, "agree", words="Gladly.")
    told(introduction, Actor.INTRODUCER, "asked_other")
    told(introduction, Actor.OTHER, "agree", contact="bo@li.example")
    own(introduction, "introduce", adds_person=True)
    own(introduction, "meet")

    introduction.refresh_from_db()
    bo = Person.objects.get(name="Bo Li")
    assert introduction.other == bo
    assert bo.met_through == introduction.introducer
    assert bo.points.get().value == "bo@li.example"
    assert not Letter.objects.exists()
    assert introduction.introducer_words == "Gladly."


def test_whom_the_book_has_under_the_address_they_gave_is_not_added_again(ada):
    bo = given.bo(ada)
    introduction = actions.draft(ada, introducer=given.ana(ada), other_name="B. Li", at=NOW)
    own(introduction, "asked")
    told(introduction, Actor.INTRODUCER, "agree")
    told(introduction, Actor.OTHER, "agree", contact="bo@li.example")
    assert own(introduction, "introduce", adds_person=True).other == bo
