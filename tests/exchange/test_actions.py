"""Asking, offering, matching, helping, thanking, and forgetting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.accounts.models import User
from kith.errors import Refused
from kith.exchange import actions, queries
from kith.exchange.models import Ask, Help, Match, Offer
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.interactions.models import Interaction
from kith.people import actions as people
from tests import make
from tests.exchange.cast import ask, known, offer, proved, to


@pytest.fixture
def ben(db) -> User:
    return proved(make.user("ben"))


@pytest.fixture
def group(ada, ben):
    return make.group(ada, "Runners", ben)


def refresh(*users: User) -> None:
    for user in users:
        actions.refresh(user, now=make.NOW)


def kinds(user: User) -> list[tuple[str, str, str]]:
    return [(one.match.kind, one.match.ask.text, one.match.offer.text) for one in queries.fitting(user, make.TODAY)]


def test_an_ask_needs_a_sentence_and_a_day_that_is_not_over(ada):
    with pytest.raises(ValidationError):
        ask(ada, " ")
    with pytest.raises(ValidationError):
        ask(ada, until=make.TODAY - timedelta(days=1))


def test_nobody_asks_a_group_that_they_are_not_in(ada, eve):
    with pytest.raises(ValidationError):
        ask(eve, **to(make.group(ada, "Runners")))
    with pytest.raises(ValidationError):
        ask(eve, audience="group")


def test_what_is_noted_for_somebody_else_stays_in_the_book_and_is_of_the_book(ada, eve):
    with pytest.raises(ValidationError):
        ask(ada, person=make.person(ada, "Ana"), audience="people")
    with pytest.raises(ValidationError):
        ask(ada, person=make.person(eve, "Other"))


def test_asking_a_group_counts_as_being_there(ada, group):
    Membership.objects.filter(group=group, user=ada).update(active_on=None)

    ask(ada, **to(group))

    assert Membership.objects.get(group=group, user=ada).active_on == make.TODAY


def test_an_offer_that_means_what_is_asked_for_is_found_for_both_with_the_reason(ada, ben, group):
    ask(ada, "Our kitchen tap is leaking", **to(group))
    offer(ben, "Klempner, repariert Wasserhähne", **to(group))
    offer(ben, "Guitar lessons for beginners", **to(group))

    refresh(ada, ben)

    assert kinds(ada) == [("answer", "Our kitchen tap is leaking", "Klempner, repariert Wasserhähne")]
    assert kinds(ben) == [("help", "Our kitchen tap is leaking", "Klempner, repariert Wasserhähne")]
    assert all(one.why and all(one.why) for one in queries.fitting(ada, make.TODAY))


def test_a_refresh_says_for_whom_it_is_news_once(ada, ben, group):
    ask(ada, **to(group))
    offer(ben, **to(group))

    assert actions.refresh(ada, now=make.NOW) == {ben.pk}
    assert actions.refresh(ada, now=make.NOW) == set()


def test_what_was_set_aside_stays_so(ada, ben, group):
    ask(ada, **to(group))
    offer(ben, **to(group))
    refresh(ada)

    actions.set_aside(Match.objects.get(user=ada), at=make.NOW)
    refresh(ada)

    assert kinds(ada) == []
    assert Match.objects.filter(user=ada).count() == 1


def test_a_match_is_shown_no_more_once_one_of_the_two_left_the_group(ada, ben, group):
    ask(ada, **to(group))
    offer(ben, **to(group))
    refresh(ada, ben)

    groups.leave(Membership.objects.get(group=group, user=ben), at=make.NOW)

    assert kinds(ada) == kinds(ben) == []


def test_two_people_of_the_book_are_to_be_introduced(ada):
    one, other = make.person(ada, "Ana"), make.person(ada, "Ben")
    ask(ada, "Her leaking tap needs mending", person=one)
    offer(ada, "Plumber, small repairs", person=other)

    refresh(ada)

    (fit,) = queries.fitting(ada, make.TODAY)
    assert (fit.match.kind, fit.match.one, fit.match.other) == ("introduce", one, other)


def test_nobody_in_the_bin_is_to_be_introduced(ada):
    one, other = make.person(ada, "Ana"), make.person(ada, "Ben")
    ask(ada, person=one)
    offer(ada, person=other)
    refresh(ada)
    assert kinds(ada) != []

    people.bin_people([other], at=make.NOW)

    assert kinds(ada) == []


def test_nobody_is_introduced_to_themselves(ada):
    person = make.person(ada, "Ana")
    ask(ada, person=person)
    offer(ada, person=person)

    refresh(ada)

    assert kinds(ada) == []


def test_two_members_who_do_not_see_each_other_are_to_be_introduced_by_one_who_knows_both(ada, ben):
    cem, dot = proved(make.user("cem")), proved(make.user("dot"))
    for member in (cem, dot):
        known(ada, member)
    ask(cem, **to(make.group(cem, "Runners", ada)))
    offer(dot, **to(make.group(dot, "Readers", ada)))

    refresh(ada)

    assert [kind for kind, _, _ in kinds(ada)] == ["introduce"]


def test_two_members_who_see_each_other_need_no_introduction(ada):
    cem, dot = proved(make.user("cem")), proved(make.user("dot"))
    for member in (cem, dot):
        known(ada, member)
    both = make.group(ada, "Runners", cem, dot)
    ask(cem, **to(both))
    offer(dot, **to(both))

    refresh(ada)

    assert kinds(ada) == []


def test_an_ask_that_says_something_else_now_is_matched_anew(ada, ben, group):
    asked = ask(ada, **to(group))
    offer(ben, **to(group))
    refresh(ada)

    actions.edit(asked, text="Someone to sing duets with", at=make.NOW)
    refresh(ada)

    assert kinds(ada) == []
    assert Ask.objects.get().vector is not None


def test_everybody_who_asks_or_offers_is_looked_at_by_night(ada, ben, group):
    ask(ada, **to(group))
    offer(ben, **to(group))

    actions.refresh_all(make.NOW)

    assert Match.objects.count() == 2


def test_a_member_offers_help_it_is_taken_and_thanked_and_counted(ada, ben, group):
    known(ada, ben)
    asked = ask(ada, **to(group))

    helped = actions.offer_help(asked, ben, words="Tomorrow at ten?", at=make.NOW)
    assert [one.ask.uid for one in queries.offered(ada)] == [asked.uid]
    actions.accept(helped, at=make.NOW)
    actions.thank(helped, words="Dry at last", at=make.NOW)

    asked.refresh_from_db()
    assert asked.state == "fulfilled"
    assert queries.counts(ben) == queries.Counts(helped=1, thanked=1, introduced=0)
    logged = Interaction.objects.get(owner=ada, kind="help_received")
    assert [person.name for person in logged.people.all()] == ["Ben"]
    assert not Interaction.objects.filter(owner=ben).exists()


def test_whoever_brought_them_together_is_counted_too(ada, ben, group):
    cem = proved(make.user("cem"))
    helped = actions.offer_help(ask(ada, **to(group)), ben, words="Yes", at=make.NOW)

    actions.accept(helped, introducer=known(ada, cem), at=make.NOW)

    assert queries.counts(cem).introduced == 1


def test_help_that_is_not_needed_counts_for_nothing_and_the_ask_stands(ada, ben, group):
    asked = ask(ada, **to(group))
    helped = actions.offer_help(asked, ben, words="Yes", at=make.NOW)

    actions.decline(helped, at=make.NOW)

    asked.refresh_from_db()
    assert asked.state == "open"
    assert queries.counts(ben).helped == 0
    with pytest.raises(Refused):
        actions.accept(helped, at=make.NOW)


def test_nobody_helps_with_what_is_not_shown_to_them_nor_twice_nor_without_words(ada, ben, eve, group):
    asked = ask(ada, **to(group))

    with pytest.raises(Refused):
        actions.offer_help(asked, eve, words="Yes", at=make.NOW)
    with pytest.raises(ValidationError):
        actions.offer_help(asked, ben, words=" ", at=make.NOW)
    actions.offer_help(asked, ben, words="Yes", at=make.NOW)
    with pytest.raises(Refused):
        actions.offer_help(asked, ben, words="Again", at=make.NOW)


def test_help_of_somebody_in_the_book_is_noted_thanked_and_logged(ada):
    ana, ben = make.person(ada, "Ana"), make.person(ada, "Ben")
    helped = actions.note_help(ask(ada), ana, introducer=ben, at=make.NOW)

    actions.thank(helped, words="", at=make.NOW)

    assert helped.introducer_person == ben
    assert Interaction.objects.get(owner=ada, kind="help_received").people.get() == ana
    with pytest.raises(Refused):
        actions.thank(helped, words="", at=make.NOW)


def test_thanks_sent_twice_at_once_are_logged_once(ada, ben, group):
    known(ada, ben)
    actions.accept(actions.offer_help(ask(ada, **to(group)), ben, words="Yes", at=make.NOW), at=make.NOW)
    one, again = Help.objects.get(), Help.objects.get()

    actions.thank(one, words="Dry at last", at=make.NOW)
    with pytest.raises(Refused):
        actions.thank(again, words="Dry at last", at=make.NOW)

    assert Interaction.objects.filter(owner=ada, kind="help_received").count() == 1


def test_help_that_was_taken_in_another_window_is_not_declined(ada, ben, group):
    offered = actions.offer_help(ask(ada, **to(group)), ben, words="Yes", at=make.NOW)
    before = Help.objects.get()
    actions.accept(offered, at=make.NOW)

    with pytest.raises(Refused):
        actions.decline(before, at=make.NOW)

    assert Help.objects.get().state == Help.State.HELPED


def test_help_that_is_noted_counts_for_a_member_who_may_see_the_ask(ada, ben, group):
    person = known(ada, ben)

    actions.note_help(ask(ada, **to(group)), person, at=make.NOW)
    actions.note_help(ask(ada, "A lawyer for Maria"), person, at=make.NOW)

    assert queries.counts(ben).helped == 1
    assert [each.ask.text for each in queries.given(ben)] == ["A leaking tap needs mending"]


def test_help_that_was_offered_here_and_is_noted_by_hand_is_one_help(ada, ben, group):
    asked = ask(ada, **to(group))
    offered = actions.offer_help(asked, ben, words="Tomorrow", at=make.NOW)

    noted = actions.note_help(asked, known(ada, ben), at=make.NOW)

    assert (noted, noted.state, noted.words) == (offered, "helped", "Tomorrow")
    assert queries.counts(ben).helped == 1


def test_help_of_somebody_who_is_not_in_the_book_is_not_noted(ada, eve):
    with pytest.raises(ValidationError):
        actions.note_help(ask(ada), make.person(eve, "Other"), at=make.NOW)


def test_an_ask_with_which_somebody_helps_is_not_removed(ada, ben, group):
    asked = ask(ada, **to(group))
    helped = actions.offer_help(asked, ben, words="Yes", at=make.NOW)

    with pytest.raises(Refused):
        actions.remove(asked)
    actions.decline(helped, at=make.NOW)
    actions.remove(asked)

    assert not Ask.objects.exists()


def test_what_is_let_stand_again_has_no_day_that_is_over(ada):
    offered = offer(ada, until=make.TODAY)
    actions.close(offered, at=make.NOW)

    actions.reopen(offered, at=make.NOW + timedelta(days=9))

    assert (offered.state, offered.until) == ("open", None)


def test_nothing_of_somebody_who_is_erased_remains(ada):
    zeb = make.person(ada, "Zebulon Quirk")
    asked = ask(ada, "Somebody like Zebulon Quirk", more="As Zebulon Quirk does")
    offer(ada, person=zeb)
    Help.objects.create(owner=ada, ask=asked, helper_person=zeb, words="By Zebulon Quirk", state_at=make.NOW)
    actions.recommend(ada, at=make.NOW, name="Zebulon Quirk", words="Good")

    people.bin_people([zeb], at=make.NOW)
    people.erase_people([zeb], at=make.NOW)

    texts = [*Ask.objects.values_list("text", "more"), *Help.objects.values_list("words")]
    assert "zebulon" not in str(texts).lower()
    assert not Offer.objects.exists()


def test_a_recommendation_needs_a_name(ada):
    with pytest.raises(ValidationError):
        actions.recommend(ada, at=make.NOW, name="")


def test_whoever_made_help_possible_is_told_of_no_ask_that_its_owner_keeps(ada, ben, group):
    kept = ask(ada, "A lawyer for Maria")
    shown = ask(ada, "A decorator", **to(group))
    for one in (kept, shown):
        Help.objects.create(owner=ada, ask=one, introducer=ben, state=Help.State.HELPED, state_at=make.NOW)

    assert [each.ask for each in queries.given(ben)] == [shown]


def test_whoever_offered_help_reads_no_more_of_an_ask_once_it_is_not_shown_to_them(ada, ben, group):
    kept, back, left = (ask(ada, f"A {what}", **to(group)) for what in ("decorator", "plumber", "baker"))
    for one in (kept, back, left):
        actions.offer_help(one, ben, words="Yes", at=make.NOW)
    assert len(queries.given(ben)) == 3

    actions.edit(kept, text="A lawyer for Maria", at=make.NOW, audience="book", group=None)
    actions.close(back, at=make.NOW)
    assert [each.ask for each in queries.given(ben)] == [left]

    groups.leave(Membership.objects.get(user=ben), at=make.NOW)
    assert queries.given(ben) == []
