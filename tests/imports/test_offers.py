"""Mail and calendars add nobody by themselves: strangers are counted, offered when they are many days, and taken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.errors import Refused
from kith.imports import actions, offer_days, offers
from kith.imports.models import Import, MessageMark
from kith.imports.records import InteractionRecord, PersonRecord, PersonRef, Point
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people import tombstones
from kith.people.models import Person
from kith.suggestions import actions as suggestions
from kith.suggestions import queries
from kith.suggestions.models import Suggestion
from tests import make
from tests.imports import given
from tests.make import NOW, TODAY

State = Suggestion.State
ZOE = PersonRef("Zoe Noe", ("email:zoe@nova.example",))
ANA = PersonRef("Ana Ruiz", ("email:ana@acme.example",))
START = date(2026, 9, 1)


def digest(number: int) -> str:
    return f"{number:016x}"


def mail(number: int, marks: str, who: PersonRef = ZOE, thread: str = "t", on: date | None = None) -> InteractionRecord:
    """A day of a thread; `marks` has an s or r for each message."""
    on = on or START + timedelta(days=number)
    told = tuple(f"{mark}:{digest(100 * number + place)}" for place, mark in enumerate(marks))
    return InteractionRecord(
        *("Sent.mbox", number, "email", on, [who], "email"),
        at=datetime(on.year, on.month, on.day, 9, number % 60, tzinfo=UTC),
        sent=marks.count("s"),
        received=marks.count("r"),
        summary="The plan",
        source_key=f"mail:{thread}:{on}:{who.keys[0]}",
        only_known=True,
        marks=told,
    )


def meeting(number: int, *who: PersonRef) -> InteractionRecord:
    key, on = f"ical:{number}:", START + timedelta(days=number)
    return InteractionRecord("a.ics", number, "meeting", on, list(who), source_key=key, only_known=True)


def brought(owner, *records, now: datetime = NOW) -> Import:
    import_ = actions.commit_records(owner, records, title="mail", reader="mbox", now=now)
    import_.refresh_from_db()
    return import_


def offer(owner) -> Suggestion:
    return Suggestion.objects.get(owner=owner, kind="person")


OFTEN = (mail(1, "sr"), mail(2, "sr"))


def test_a_stranger_is_never_added_but_counted_and_then_offered(ada):
    import_ = brought(ada, mail(1, "sr"))
    assert (offer(ada).state, import_.summary["offers"]) == (State.COUNTING, {"updated": 1})

    import_ = brought(ada, mail(2, "sr"))

    assert not Person.objects.exists()
    assert not Interaction.objects.exists()
    assert offer(ada).state == State.OPEN
    assert import_.summary["offers"] == {"created": 1}
    facts = {name: value for name, value in offer(ada).facts.items() if name != "days"}
    assert facts == {
        "name": "Zoe Noe",
        "key": "email:zoe@nova.example",
        "sent": 2,
        "received": 2,
        "first": "2026-09-02",
        "last": "2026-09-03",
    }
    assert queries.open_suggestions(ada).get() == offer(ada)


@pytest.mark.parametrize(
    "records",
    [
        [mail(1, "ssr")],
        [mail(1, "srsr")],
        [mail(1, "ss"), mail(2, "ss")],
        [mail(1, "sr", on=date(2021, 1, 1)), mail(2, "sr", on=date(2021, 2, 1))],
        [meeting(1, ZOE)],
        [
            mail(1, "sr", PersonRef("Info", ("email:info@nova.example",))),
            mail(2, "sr", PersonRef("", ("email:info@nova.example",))),
        ],
    ],
    ids=["too few", "one day", "no answer", "long ago", "one meeting", "an office"],
)
def test_who_is_not_often_there_is_counted_and_not_offered(ada, records):
    brought(ada, *records)

    assert offer(ada).state == State.COUNTING


@pytest.mark.parametrize(
    "records",
    [
        [mail(1, "rr"), mail(2, "rr")],
        [mail(n, "sr", PersonRef("Acme", ("email:no-reply@acme.example",))) for n in (1, 2)],
        [mail(n, "sr", PersonRef("", ("email:mailer-daemon@acme.example",))) for n in (1, 2)],
        [meeting(n, *(PersonRef(f"P {k}", (f"email:p{k}@x.example",)) for k in range(21))) for n in (1, 2)],
        [meeting(n, PersonRef("Zoe Noe")) for n in (1, 2)],
    ],
    ids=["never written to", "machine", "daemon", "crowd", "nothing to be known by"],
)
def test_of_machines_crowds_and_those_whom_the_user_never_wrote_to_nothing_is_kept(ada, records):
    import_ = brought(ada, *records)

    assert not Suggestion.objects.exists()
    assert not import_.records.exists()
    assert import_.summary["left"] == [{"reason": "With people who are not in your book.", "count": 2}]


def test_people_met_twice_are_offered(ada):
    brought(ada, meeting(1, ZOE, ANA), meeting(2, ZOE))

    states = dict(Suggestion.objects.values_list("facts__name", "state"))
    assert states == {"Zoe Noe": "open", "Ana Ruiz": "counting"}


def test_the_same_days_again_change_nothing(ada):
    brought(ada, *OFTEN)
    once = (offer(ada).facts, offer(ada).changed_at)

    for _ in range(4):
        import_ = brought(ada, *OFTEN, now=NOW + timedelta(days=1))

    assert (offer(ada).facts, offer(ada).changed_at) == once
    assert import_.summary["offers"] == {}


def test_parts_of_a_day_from_several_sources_come_to_the_same_in_any_order(ada, eve):
    all_, inbox, sent = mail(1, "srs"), mail(1, "srs"), mail(1, "srs")
    inbox.marks, sent.marks = inbox.marks[1:2], (inbox.marks[0], inbox.marks[2])

    for owner, records in ((ada, (sent, inbox, all_)), (eve, (all_, sent, inbox))):
        for record in records:
            brought(owner, record)

    assert [(offer(o).facts["sent"], offer(o).facts["received"]) for o in (ada, eve)] == [(2, 1)] * 2


def test_only_the_latest_days_are_kept(ada):
    days = [mail(n, "s", on=date(2020, 1, 1) + timedelta(days=n)) for n in range(offer_days.MOST_DAYS + 30)]
    brought(ada, *days[:300])
    brought(ada, *days[200:])
    kept = offer(ada).facts

    brought(ada, *days)

    assert offer(ada).facts == kept
    assert (len(kept["days"]), kept["first"]) == (offer_days.MOST_DAYS, days[30].on.isoformat())


def test_taking_somebody_brings_their_days_along(ada):
    brought(ada, *OFTEN)

    import_ = offers.take_person(offer(ada), now=NOW)

    zoe = Person.objects.get(name="Zoe Noe")
    assert zoe.points.get().value == "zoe@nova.example"
    assert [(i.on, i.sent, i.received, i.direction) for i in zoe.interactions.order_by("on")] == [
        (date(2026, 9, 2), 1, 1, "mutual"),
        (date(2026, 9, 3), 1, 1, "mutual"),
    ]
    assert (zoe.touches, zoe.last_touch_on) == (2, date(2026, 9, 3))
    assert MessageMark.objects.count() == 4
    assert (offer(ada).state, offer(ada).decided_at, import_.state) == (State.TAKEN, NOW, "done")
    with pytest.raises(Refused):
        offers.take_person(offer(ada), now=NOW)


def test_several_are_taken_in_one_import(ada):
    brought(ada, meeting(1, ZOE, ANA), meeting(2, ZOE, ANA))

    import_ = offers.take_people(list(Suggestion.objects.all()), now=NOW)

    assert import_.title == "Zoe Noe and one more" or import_.title == "Ana Ruiz and one more"
    met = Interaction.objects.get(source_key="ical:1:")
    assert sorted(met.people.values_list("name", flat=True)) == ["Ana Ruiz", "Zoe Noe"]
    assert {p.touches for p in Person.objects.all()} == {2}


def test_taking_back_who_was_taken_offers_them_again(ada):
    brought(ada, *OFTEN)
    before = given.book(ada)
    facts = offer(ada).facts

    given.undone(offers.take_person(offer(ada), now=NOW))

    assert given.book(ada) == before
    assert (offer(ada).state, offer(ada).decided_at, offer(ada).facts) == (State.OPEN, None, facts)


def test_what_came_after_the_taking_is_counted_on_and_nothing_twice(ada):
    brought(ada, *OFTEN)
    offers.take_person(offer(ada), now=NOW)

    brought(ada, *OFTEN, mail(2, "srs"), mail(3, "s"))

    zoe = Person.objects.get(name="Zoe Noe")
    assert [(i.sent, i.received) for i in zoe.interactions.order_by("on")] == [(1, 1), (2, 1), (1, 0)]


def test_who_came_into_the_book_otherwise_gets_the_days_with_the_next_import(ada):
    brought(ada, *OFTEN)
    zoe = make.person(ada, "Zoe Noe-Ruiz", points=[make.email("zoe@nova.example")])

    import_ = brought(ada)

    assert zoe.interactions.count() == 2
    assert offer(ada).state == State.TAKEN
    given.undone(import_)
    assert (zoe.interactions.count(), offer(ada).state) == (0, State.OPEN)


def test_days_are_attached_by_the_very_import_that_brings_the_person(ada):
    brought(ada, meeting(1, ZOE, ANA))
    card = PersonRecord("a.vcf", 1, "Zoe Noe", points=[Point("email", "zoe@nova.example")], keys=ZOE.keys)

    brought(ada, card, meeting(2, ZOE))

    zoe = Person.objects.get(name="Zoe Noe")
    assert (zoe.interactions.count(), zoe.touches) == (2, 2)


def test_what_is_not_needed_is_never_offered_again(ada):
    brought(ada, *OFTEN)
    suggestions.dismiss(offer(ada), at=NOW)

    brought(ada, mail(3, "srsr"), mail(4, "srsr"))

    assert offer(ada).state == State.DISMISSED
    with pytest.raises(Refused):
        offers.take_person(offer(ada), now=NOW)


def test_undo_takes_only_its_own_days_away(ada):
    first, second = brought(ada, mail(1, "sr")), brought(ada, mail(2, "sr"))

    given.undone(first)
    assert (offer(ada).state, offer(ada).facts["first"], offer(ada).facts["sent"]) == (State.COUNTING, "2026-09-03", 1)

    given.undone(second)
    assert not Suggestion.objects.exists()


def test_somebody_in_the_bin_or_erased_is_neither_met_nor_offered(ada):
    people.bin_people([make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])], at=NOW)
    tombstones.bury(ada, ZOE.keys, ["Zoe Noe"], TODAY)

    brought(ada, *OFTEN, *(mail(n, "sr", ANA, "u") for n in (1, 2)), meeting(1, ZOE, ANA), meeting(2, ZOE, ANA))

    assert not Suggestion.objects.exists()
    assert not Interaction.objects.exists()


def test_an_address_is_enough_whatever_name_stands_beside_it(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    brought(ada, mail(1, "s", PersonRef("A. R. via Sign", ANA.keys)), mail(2, "s", PersonRef("", ANA.keys)))

    assert ana.interactions.count() == 2


def test_a_whole_name_that_one_person_has_is_enough_and_a_single_word_is_not(ada):
    ana, kim = make.person(ada, "Ana Ruiz"), make.person(ada, "Kim")
    brought(ada, mail(1, "s", ANA), mail(2, "s", PersonRef("Kim", ("email:kim@x.example",))))

    assert (ana.interactions.count(), kim.interactions.count()) == (1, 0)
    assert offer(ada).facts["name"] == "Kim"


def test_a_stranger_at_a_meeting_with_somebody_known_joins_it_when_taken(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    brought(ada, meeting(1, ZOE, ANA), meeting(2, ZOE, ANA))
    assert ana.interactions.count() == 2
    import_ = offers.take_person(offer(ada), now=NOW)

    zoe = Person.objects.get(name="Zoe Noe")
    assert Interaction.objects.count() == 2
    assert (zoe.touches, zoe.last_touch_on, zoe.tier is not None) == (2, date(2026, 9, 3), True)
    given.undone(import_)
    assert [person.name for met in Interaction.objects.all() for person in met.people.all()] == ["Ana Ruiz"] * 2


def test_a_stranger_learns_nothing(ada, eve):
    make.person(eve, "Zoe Noe", points=[make.email("zoe@nova.example")])
    brought(ada, *OFTEN)

    brought(eve, mail(3, "sr", ANA))

    assert not Interaction.objects.exists()
    assert not queries.open_suggestions(eve).exists()


def test_the_page_of_an_import_says_what_waits_in_the_inbox(ada, client_of):
    import_ = brought(ada, *OFTEN)

    page = client_of(ada).get(f"/imports/{import_.pk}/").content.decode()

    assert "One person you are often in touch with is not in your book" in page
    assert 'href="/inbox/"' in page
    assert "See what waits in your Inbox" in page
    assert "See what waits" not in client_of(ada).get(f"/imports/{brought(ada).pk}/").content.decode()


def test_what_is_still_to_come_is_neither_written_nor_counted(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])

    import_ = brought(ada, meeting(100, ZOE, ANA))

    assert not ana.interactions.exists()
    assert not Suggestion.objects.exists()
    assert import_.summary["left"] == [{"reason": "It is still to come.", "count": 1}]


def test_a_meeting_that_the_user_edited_gets_nobody_added(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    brought(ada, meeting(1, ZOE, ANA), meeting(2, ZOE, ANA))
    met = ana.interactions.get(source_key="ical:1:")
    interactions.edit(met, version=met.version, now=NOW, summary="Only us two")

    offers.take_person(offer(ada), now=NOW)

    assert [sorted(p.name for p in row.people.all()) for row in Interaction.objects.order_by("source_key")] == [
        ["Ana Ruiz"],
        ["Ana Ruiz", "Zoe Noe"],
    ]


def test_an_offer_says_where_it_is_from(ada):
    brought(
        ada, mail(1, "sr"), meeting(2, ZOE), meeting(3, ANA), mail(4, "s", PersonRef("Bo Li", ("email:bo@x.example",)))
    )

    assert dict(Suggestion.objects.values_list("facts__name", "source")) == {
        "Zoe Noe": "Your mail and your calendar",
        "Ana Ruiz": "Your calendar",
        "Bo Li": "Your mail",
    }


def test_somebody_may_be_known_by_a_number(ada):
    brought(ada, *(meeting(n, PersonRef("Zoe Noe", ("phone:+4915112345678",))) for n in (1, 2)))

    offers.take_person(offer(ada), now=NOW)

    zoe = Person.objects.get(name="Zoe Noe")
    assert (zoe.points.get().value, zoe.interactions.count()) == ("+4915112345678", 2)
