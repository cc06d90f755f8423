"""What two have once both said yes: their agreement, their log, being asked how it goes, and the end."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from kith import sql
from kith.errors import Refused
from kith.groups import actions as groups
from kith.mentorships import actions
from kith.mentorships.actions.answering import months_later
from kith.mentorships.models import Mentorship
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.ui import waiting
from tests import make
from tests.mentorships import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    settings.MAIL = True


@pytest.fixture
def two(ada, mail_server):
    group = made.club(ada, "ben", "cleo")
    made.offers(group, "ben")
    made.seeks(group, "cleo")
    group.memberships.filter(user__name="Ben").update(gives_card=True)
    match = made.proposed(group, ada)
    actions.tell_round(match.round, at=make.NOW)
    actions.answer(match, match.mentor, is_yes=True, at=make.NOW)
    return actions.answer(match, match.mentee, is_yes=True, at=make.NOW)


def subjects(name):
    letters = Letter.objects.filter(owner__email=f"{name}@kith.example")
    return list(letters.order_by("pk").values_list("subject", flat=True))


def days(number):
    return make.NOW + timedelta(days=number)


def test_both_are_written_to_when_it_is_proposed_and_when_both_have_said_yes(two):
    assert subjects("ben") == ["Would you mentor Cleo?", "You and Cleo have both said yes"]
    assert subjects("cleo") == ["A mentor for you? Ben", "You and Ben have both said yes"]
    assert Letter.objects.get(subject="You and Ben have both said yes").reply_to == "ben@kith.example"
    assert (
        Letter.objects.get(subject="You and Cleo have both said yes").reply_to == ""
    )  # she gives her address to nobody


def test_a_letter_that_proposes_goes_only_while_there_is_no_answer(two):
    outbox.send_due(make.NOW)

    assert sorted(letter.subject for letter in mail.outbox) == [
        "You and Ben have both said yes",
        "You and Cleo have both said yes",
    ]


def test_a_letter_does_not_go_to_somebody_who_has_left(two):
    groups.leave(two.mentee, at=make.NOW)

    outbox.send_due(make.NOW)

    assert mail.outbox == []


def test_the_two_are_asked_how_it_goes_after_two_weeks_then_every_four_and_at_the_end(two):
    for number in range(200):
        actions.keep_going(days(number))
        actions.keep_going(days(number))

    asked = [subject for subject in subjects("cleo") if subject.startswith("How")]
    assert len(asked) == 6
    assert subjects("cleo")[-1] == "The time you agreed on with Ben is over"
    assert Letter.objects.filter(subject__startswith="The time").count() == 2


def test_who_noted_a_talk_lately_is_not_asked(two):
    actions.note_session(two, two.mentor, {"on": make.TODAY + timedelta(days=9), "about": "Ovens"}, at=days(9))

    actions.keep_going(days(14))

    assert not Letter.objects.filter(subject__startswith="How").exists()
    assert Mentorship.objects.get().check_in_on == make.TODAY + timedelta(days=42)


def asked(two) -> dict[str, bool]:
    """Who is asked how it goes in the inbox; the count beside it says the same."""
    kind = next(kind for kind in waiting.kinds() if kind.template == "mentorships/inbox_asked.html")
    users = {"mentor": two.mentor.user, "mentee": two.mentee.user}
    counts = {side: len(sql.rows(kind.rows, owner=user.pk)) for side, user in users.items()}
    found = {side: bool(kind.ask(user)) for side, user in users.items()}
    assert counts == {side: int(is_asked) for side, is_asked in found.items()}
    return found


NOBODY, BOTH = {"mentor": False, "mentee": False}, {"mentor": True, "mentee": True}


def test_from_the_day_of_a_check_in_both_are_asked_in_the_inbox(two):
    actions.keep_going(days(13))
    assert asked(two) == NOBODY

    actions.keep_going(days(14))
    actions.keep_going(days(20))

    assert asked(two) == BOTH


def test_each_answers_for_themselves_and_is_asked_again_at_the_next_check_in(two):
    actions.keep_going(days(14))

    two.refresh_from_db()
    actions.say_it_is_fine(two, two.mentee)

    assert asked(two) == {"mentor": True, "mentee": False}
    actions.keep_going(days(42))
    assert asked(two) == BOTH


@pytest.mark.parametrize(
    "happens", ["a talk", "a longer time", "the end", "one leaves", "one becomes a guest", "the group ends"]
)
def test_they_are_asked_no_more_once_that_is_answered_otherwise(ada, two, happens):
    actions.keep_going(days(14))
    two.refresh_from_db()

    if happens == "a talk":
        actions.note_session(two, two.mentor, {"on": make.TODAY, "about": "Ovens"}, at=days(15))
    elif happens == "a longer time":
        actions.change_agreement(two, {"ends_on": make.TODAY + timedelta(days=365)}, on=make.TODAY)
    elif happens == "the end":
        actions.end(two, two.mentee, thanks="", at=days(15))
    elif happens == "one leaves":
        groups.leave(two.mentor, at=days(15))
    elif happens == "one becomes a guest":
        groups.set_role(two.mentor, "guest", by=ada, at=days(15))
    else:
        groups.end_group(two.group, by=ada, at=days(15))

    assert asked(two) == (NOBODY if happens != "one becomes a guest" else {"mentor": False, "mentee": True})


def test_who_noted_a_talk_lately_is_not_asked_in_the_inbox_and_at_the_end_both_are(two):
    actions.note_session(two, two.mentor, {"on": make.TODAY + timedelta(days=9), "about": "Ovens"}, at=days(9))
    actions.keep_going(days(14))
    assert asked(two) == NOBODY

    Mentorship.objects.update(check_in_on=two.ends_on)
    actions.keep_going(days(190))

    assert asked(two) == BOTH


def test_a_talk_that_is_still_to_come_is_not_noted(two):
    with pytest.raises(ValidationError):
        actions.note_session(two, two.mentor, {"on": make.TODAY + timedelta(days=1), "about": "Ovens"}, at=make.NOW)


def test_the_two_change_what_they_agreed_on_and_a_longer_time_is_asked_about_again(two):
    Mentorship.objects.update(check_in_on=None)
    two.refresh_from_db()

    actions.change_agreement(
        two, {"ends_on": make.TODAY + timedelta(days=365), "agreement": "Between us"}, on=make.TODAY
    )

    assert Mentorship.objects.get().check_in_on == make.TODAY + timedelta(days=28)
    with pytest.raises(ValidationError):
        actions.change_agreement(two, {"ends_on": two.starts_on}, on=make.TODAY)


def test_it_ends_with_thanks_and_the_mentee_is_asked_to_mentor(two):
    actions.end(two, two.mentor, thanks="It was a joy.", at=days(100))

    ended = Mentorship.objects.get()
    assert (ended.ended_on, ended.thanks_of_mentor) == (days(100).date(), "It was a joy.")
    assert subjects("cleo")[-2:] == [
        "Ben has ended your mentorship, with thanks",
        "Would you mentor somebody in Bakers?",
    ]
    assert "It was a joy." in Letter.objects.get(subject__startswith="Ben has ended").text


def test_the_other_can_thank_as_well_and_nothing_else_changes_after_the_end(two):
    actions.end(two, two.mentor, thanks="", at=days(1))
    actions.end(two, two.mentee, thanks="Thank you, Ben.", at=days(5))

    ended = Mentorship.objects.get()
    assert (ended.ended_on, ended.thanks_of_mentee) == (days(1).date(), "Thank you, Ben.")
    assert Letter.objects.filter(subject__startswith="Would you mentor somebody").count() == 1
    with pytest.raises(Refused):
        actions.note_session(ended, two.mentor, {"on": make.TODAY, "about": "Ovens"}, at=days(5))


def test_it_ends_when_one_of_them_leaves_and_stays_when_an_account_goes(two):
    groups.leave(two.mentor, at=days(3))
    assert Mentorship.objects.get().ended_on == days(3).date()

    two.mentor.user.delete()

    assert Mentorship.objects.get().other_than(two.mentee) is None


def test_without_a_mail_server_all_goes_on_in_silence(ada, settings):
    settings.MAIL = None
    group = made.club(ada, "ben", "cleo")
    made.offers(group, "ben")
    made.seeks(group, "cleo")
    match = made.proposed(group, ada)

    actions.keep_going(make.NOW)
    for one in (match.mentor, match.mentee):
        actions.answer(match, one, is_yes=True, at=make.NOW)
    actions.keep_going(days(20))

    assert Mentorship.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_later(day, months) == later


def test_a_talk_is_shown_as_it_was_written_and_is_text_and_nothing_else(two, client_of):
    said = {"on": make.TODAY, "about": "Ovens,\n<b>flour</b>", "next_step": "<b>Bake</b>"}
    actions.note_session(two, two.mentor, said, at=make.NOW)

    page = client_of(two.mentee.user).get(two.get_absolute_url()).text

    assert "Ovens,<br>&lt;b&gt;flour&lt;/b&gt;" in page
    assert "Next step: &lt;b&gt;Bake&lt;/b&gt;" in page
    assert "<b>" not in page
