"""The capture line, by examples stated by hand: 18 March 2026 is a Wednesday."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.interactions import capture
from kith.interactions.capture import CapturedPromise, KnownPeople, Named, NamedPoint
from tests.patience import within

TODAY = date(2026, 3, 18)
MEETING = ("meeting", "in_person", "mutual")
CALL_OUT = ("call", "phone", "outgoing")


@dataclass
class Expect:
    """What a line means; what is not said here is the default of a touch today with nobody."""

    what: tuple[str, str, str] = MEETING
    people: list[str | Named] = field(default_factory=list)
    on: date = TODAY
    place: str = ""
    notes: str = ""
    labels: tuple[str, ...] = ()
    promises: list[CapturedPromise] = field(default_factory=list)
    follow_up_on: date | None = None
    stated: bool = True


def mine(what: str, due_on: date | None = None) -> CapturedPromise:
    return CapturedPromise(what, "me", due_on)


def theirs(what: str, due_on: date | None = None) -> CapturedPromise:
    return CapturedPromise(what, "them", due_on)


ANA, BO, CEM = "Ana", "Bo", "Cem"
YESTERDAY, TOMORROW = date(2026, 3, 17), date(2026, 3, 19)

EXAMPLES: dict[str, Expect] = {
    "Met Ana Ruiz (CTO, Acme) and Bo Li at PyCon yesterday, climbs, promised the report, follow up in 2 weeks #pycon": Expect(
        people=[Named("Ana Ruiz", "CTO", "Acme"), "Bo Li"],
        on=YESTERDAY,
        place="PyCon",
        notes="climbs",
        labels=("pycon",),
        promises=[mine("the report")],
        follow_up_on=date(2026, 4, 1),
    ),
    "Met Ana Ruiz (CTO, Acme) at PyCon, climbs, follow up in 2 weeks": Expect(
        people=[Named("Ana Ruiz", "CTO", "Acme")], place="PyCon", notes="climbs", follow_up_on=date(2026, 4, 1)
    ),
    # What happened
    "Called Bo": Expect(CALL_OUT, [BO]),
    "Bo called me": Expect(("call", "phone", "incoming"), [BO]),
    "Call from Bo": Expect(("call", "phone", "incoming"), [BO]),
    "Had a call with Bo Li": Expect(("call", "phone", "mutual"), ["Bo Li"]),
    "Zoom with Ana": Expect(("call", "video", "mutual"), [ANA]),
    "Skype call with Bo three days ago": Expect(("call", "video", "mutual"), [BO], date(2026, 3, 15)),
    "Talked to Ana on the phone": Expect(("call", "phone", "mutual"), [ANA]),
    "Talked to Ana": Expect(people=[ANA]),
    "Spoke to Ana": Expect(people=[ANA]),
    "Chatted with Bo about climbing": Expect(people=[BO], notes="climbing"),
    "Talked about climbing with Bo": Expect(people=[BO], notes="climbing"),
    "Lunch with Ana": Expect(people=[ANA]),
    "We had lunch with Bo": Expect(people=[BO]),
    "Coffee with Ana and Cem last Friday in Berlin": Expect(people=[ANA, CEM], on=date(2026, 3, 13), place="Berlin"),
    "Coffee in Berlin with Ana": Expect(people=[ANA], place="Berlin"),
    "Coffee w/ Ana Ruiz": Expect(people=["Ana Ruiz"]),
    "1:1 with Ana": Expect(people=[ANA]),
    "Dinner: Ana, Bo": Expect(people=[ANA, BO]),
    "Had a great coffee with Ana Ruiz this morning at work": Expect(people=["Ana Ruiz"], place="work"),
    "Had a catch-up with Ana over Zoom": Expect(("meeting", "video", "mutual"), [ANA]),
    "Bumped into Bo at the airport": Expect(people=[BO], place="airport"),
    "Ran into Cem in Berlin": Expect(people=[CEM], place="Berlin"),
    "Interview with Ana Ruiz at Acme": Expect(people=["Ana Ruiz"], place="Acme"),
    "Ana and I had lunch": Expect(people=[ANA]),
    "Ana and I had a long call yesterday": Expect(("call", "phone", "mutual"), [ANA], YESTERDAY),
    "Ana, Bo and I met at PyCon": Expect(people=[ANA, BO], place="PyCon"),
    "Really enjoyed meeting Ana Ruiz at PyCon": Expect(people=["Ana Ruiz"], place="PyCon", notes="Really enjoyed"),
    "Emailed Ana about the contract": Expect(("email", "email", "outgoing"), [ANA], notes="the contract"),
    "Ana emailed me about the contract": Expect(("email", "email", "incoming"), [ANA], notes="the contract"),
    "Got an email from Ana about the job at Acme": Expect(
        ("email", "email", "incoming"), [ANA], notes="the job at Acme"
    ),
    "Wrote to Ana Ruiz": Expect(("message", "other", "outgoing"), ["Ana Ruiz"]),
    "Texted Bo": Expect(("message", "chat", "outgoing"), [BO]),
    "DM'd Bo on LinkedIn": Expect(("message", "linkedin", "outgoing"), [BO]),
    "Heard back from Bo": Expect(("message", "other", "incoming"), [BO]),
    "Checked in with Bo": Expect(("message", "other", "outgoing"), [BO]),
    "Followed up with Bo": Expect(("message", "other", "outgoing"), [BO]),
    "Sent Ana an article about Rust": Expect(("article", "other", "outgoing"), [ANA], notes="Rust"),
    "Ana sent me an article about Rust": Expect(("article", "other", "incoming"), [ANA], notes="Rust"),
    "Shared an article with Ana": Expect(("article", "other", "outgoing"), [ANA]),
    "Sent Bo the deck": Expect(("message", "other", "outgoing"), [BO], notes="the deck"),
    "Sent the deck to Bo yesterday": Expect(("message", "other", "outgoing"), [BO], YESTERDAY, notes="the deck"),
    "Sent a card to Ana": Expect(("card", "post", "outgoing"), [ANA]),
    "Christmas card to Ana": Expect(("card", "post", "outgoing"), [ANA]),
    "Received a postcard from Ana Ruiz in Lisbon": Expect(("card", "post", "incoming"), ["Ana Ruiz"], place="Lisbon"),
    "Thanked Bo for the intro": Expect(("thank_you", "other", "outgoing"), [BO], notes="the intro"),
    "Thank you note to Ana": Expect(("thank_you", "other", "outgoing"), [ANA]),
    "Ana thanked me": Expect(("thank_you", "other", "incoming"), [ANA]),
    "Introduced Ana to Bo": Expect(("introduction", "other", "outgoing"), [ANA, BO]),
    "Introduced Ana Ruiz (Acme) to Bo Li (CTO, Beta) by email": Expect(
        ("introduction", "email", "outgoing"), [Named("Ana Ruiz", "", "Acme"), Named("Bo Li", "CTO", "Beta")]
    ),
    "Ana introduced me to Cem Yılmaz": Expect(("introduction", "other", "incoming"), [ANA, "Cem Yılmaz"]),
    "Was introduced to Cem by Ana": Expect(("introduction", "other", "incoming"), [CEM, ANA]),
    "Helped Ana with her CV": Expect(("help_given", "other", "outgoing"), [ANA], notes="her CV"),
    "Bo helped me with my taxes": Expect(("help_received", "other", "incoming"), [BO], notes="my taxes"),
    "Connected with Ana on LinkedIn": Expect(("connected", "linkedin", "mutual"), [ANA]),
    "Invited Ana to the meetup": Expect(("invitation", "other", "outgoing"), [ANA], notes="the meetup"),
    "Applied to Acme": Expect(("application", "other", "outgoing"), notes="Acme"),
    "Attended PyCon with Ana": Expect(("event", "in_person", "mutual"), [ANA], place="PyCon"),
    "Call Bo on Friday": Expect(CALL_OUT, [BO], date(2026, 3, 20)),
    "I'll call Bo tomorrow": Expect(CALL_OUT, [BO], TOMORROW),
    "Lunch": Expect(),
    # No verb
    "Ana Ruiz CTO Acme": Expect(people=[Named("Ana Ruiz", "CTO", "Acme")], stated=False),
    "Ana Ruiz, CTO at Acme, climbs": Expect(people=[Named("Ana Ruiz", "CTO", "Acme")], notes="climbs", stated=False),
    "Ana Ruiz, +49 151 23456789, ana@acme.example": Expect(
        people=[
            Named("Ana Ruiz", points=(NamedPoint("phone", "+49 151 23456789"), NamedPoint("email", "ana@acme.example")))
        ],
        stated=False,
    ),
    "Bo Li and Ana Ruiz at PyCon yesterday": Expect(
        people=["Bo Li", "Ana Ruiz"], on=YESTERDAY, place="PyCon", stated=False
    ),
    "Ana Ruiz from Acme, met at PyCon": Expect(people=[Named("Ana Ruiz", "", "Acme")], place="PyCon"),
    "Ana Ruiz + Bo Li, dinner": Expect(people=["Ana Ruiz", "Bo Li"]),
    "Ana liked my post": Expect(notes="Ana liked my post", stated=False),
    "climbs": Expect(notes="climbs", stated=False),
    "": Expect(stated=False),
    # Who
    "Met Ana & Bo + Cem with Eva": Expect(people=[ANA, BO, CEM, "Eva"]),
    "Met Ana Ruiz, Bo Li, and Cem Yılmaz": Expect(people=["Ana Ruiz", "Bo Li", "Cem Yılmaz"]),
    "Met Ana; Bo; Cem": Expect(people=[ANA, BO, CEM]),
    "Met Ana Ruiz (Acme)": Expect(people=[Named("Ana Ruiz", "", "Acme")]),
    "Met Ana Ruiz (CTO)": Expect(people=[Named("Ana Ruiz", "CTO")]),
    "Met Ana Ruiz (CTO at Acme)": Expect(people=[Named("Ana Ruiz", "CTO", "Acme")]),
    "Met Ana Ruiz (CTO @ Acme)": Expect(people=[Named("Ana Ruiz", "CTO", "Acme")]),
    "Met Ana Ruiz (we climbed)": Expect(people=["Ana Ruiz"], notes="(we climbed)"),
    "Met Ana Ruiz from Acme": Expect(people=[Named("Ana Ruiz", "", "Acme")]),
    "Met Ana Ruiz, engineer at Acme, and Bo Li (Beta)": Expect(
        people=[Named("Ana Ruiz", "engineer", "Acme"), Named("Bo Li", "", "Beta")]
    ),
    "Bo Li, Head of Developer Relations at Acme Labs, likes jazz": Expect(
        people=[Named("Bo Li", "Head of Developer Relations", "Acme Labs")], notes="likes jazz", stated=False
    ),
    "Met Bo Li, VP Sales, Acme GmbH": Expect(people=[Named("Bo Li", "VP Sales", "Acme GmbH")]),
    "Met Ana Ruiz (CTO, Acme, ana@acme.example)": Expect(
        people=[Named("Ana Ruiz", "CTO", "Acme", (NamedPoint("email", "ana@acme.example"),))]
    ),
    "Met Ana Ruiz (ana@acme.example, +49 151 2345678)": Expect(
        people=[
            Named("Ana Ruiz", points=(NamedPoint("email", "ana@acme.example"), NamedPoint("phone", "+49 151 2345678")))
        ]
    ),
    "Sent Ana https://example.org/x": Expect(("message", "other", "outgoing"), [ANA], notes="https://example.org/x"),
    "Met Ana, https://example.org/ana": Expect(
        people=[Named(ANA, points=(NamedPoint("url", "https://example.org/ana"),))]
    ),
    "Met Ruth van der Berg and Seán O'Neil": Expect(people=["Ruth van der Berg", "Seán O'Neil"]),
    "Met Abd al-Rahman al-Rashid, Omar bin Said": Expect(people=["Abd al-Rahman al-Rashid", "Omar bin Said"]),
    "Met Dr. Ana de la Cruz-Peña; Prof. J. R. Stone": Expect(people=["Dr. Ana de la Cruz-Peña", "Prof. J. R. Stone"]),
    "Met 李博 and Ελένη Παππά at PyCon": Expect(people=["李博", "Ελένη Παππά"], place="PyCon"),
    "Met ANA RUIZ at PYCON": Expect(people=["ANA RUIZ"], place="PYCON"),
    "Met Ana Baker, Will Smith": Expect(people=["Ana Baker", "Will Smith"]),
    "Met Ana and her husband at PyCon": Expect(people=[ANA], place="PyCon", notes="her husband"),
    "Met a nice recruiter at PyCon": Expect(place="PyCon", notes="a nice recruiter"),
    "Saw Ana's talk": Expect(notes="Ana's talk"),
    "Met Ana, she knows Bo Li": Expect(people=[ANA], notes="she knows Bo Li"),
    # Where and when
    "Lunch with Ana at the Acme office": Expect(people=[ANA], place="Acme office"),
    "Met Ana @ PyCon": Expect(people=[ANA], place="PyCon"),
    "Met Ana @pycon": Expect(people=[ANA], place="pycon"),
    "Met Ana at PyCon in Berlin on 3 March": Expect(people=[ANA], place="PyCon, Berlin", on=date(2026, 3, 3)),
    "At PyCon, met Ana and Bo": Expect(people=[ANA, BO], place="PyCon"),
    "Yesterday: coffee with Ana": Expect(people=[ANA], on=YESTERDAY),
    "Met Ana in German": Expect(people=[ANA], notes="in German"),
    "Had lunch with Ana who works at Acme": Expect(people=[ANA], notes="who works at Acme"),
    "Meeting with Ana Ruiz, Bo Li and Cem Yılmaz tomorrow at 3pm": Expect(
        people=["Ana Ruiz", "Bo Li", "Cem Yılmaz"], on=TOMORROW
    ),
    "Met Ana on 31 February": Expect(people=[ANA], notes="on 31 February"),
    "Saw Bo on 3/4/2026": Expect(people=[BO], notes="on 3/4/2026"),
    "Met Ana yesterday, her birthday is 3 March": Expect(people=[ANA], on=YESTERDAY, notes="her birthday is 3 March"),
    "Emailed Ana about her talk next week": Expect(("email", "email", "outgoing"), [ANA], notes="her talk next week"),
    "Emailed Ana about her talk yesterday": Expect(("email", "email", "outgoing"), [ANA], YESTERDAY, notes="her talk"),
    # Labels
    "Met Ana #pycon #berlin-2026": Expect(people=[ANA], labels=("pycon", "berlin-2026")),
    "#pycon met Ana, likes C#, ticket #12": Expect(people=[ANA], labels=("pycon",), notes="likes C#, ticket #12"),
    # Promises
    "I promised to send the deck by Friday": Expect(promises=[mine("send the deck", date(2026, 3, 20))], stated=False),
    "Met Ana. I'll send her the deck by Friday. She promised an intro.": Expect(
        people=[ANA], promises=[mine("send her the deck", date(2026, 3, 20)), theirs("an intro")]
    ),
    "Met Ana, owe her an intro": Expect(people=[ANA], promises=[mine("an intro")]),
    "Met Ana, she owes me a coffee": Expect(people=[ANA], promises=[theirs("a coffee")]),
    "Promised Ana the report": Expect(people=[ANA], promises=[mine("the report")], stated=False),
    "Ana promised me an intro to Bo Li": Expect(people=[ANA], promises=[theirs("an intro to Bo Li")], stated=False),
    "Ana will send the slides next week": Expect(
        people=[ANA], promises=[theirs("send the slides", date(2026, 3, 25))], stated=False
    ),
    "Met Bo, Ana will send the slides": Expect(people=[BO], promises=[theirs("send the slides")]),
    "Met Ana, will introduce her to Bo": Expect(people=[ANA], promises=[mine("introduce her to Bo")]),
    "Met Ana, as promised": Expect(people=[ANA], notes="as promised"),
    # Follow-ups
    "Met Ana, follow up on 3 March": Expect(people=[ANA], follow_up_on=date(2027, 3, 3)),
    "Met Ana, ping again next month": Expect(people=[ANA], follow_up_on=date(2026, 4, 18)),
    "Met Ana, next touch in 6 weeks": Expect(people=[ANA], follow_up_on=date(2026, 4, 29)),
    "Met Ana, follow up Tuesday": Expect(people=[ANA], follow_up_on=date(2026, 3, 24)),
    "Met Ana, follow-up: 2026-04-01": Expect(people=[ANA], follow_up_on=date(2026, 4, 1)),
    "Lunch with Ana, remind me in 3 days to send the report": Expect(
        people=[ANA], follow_up_on=date(2026, 3, 21), notes="to send the report"
    ),
    "Follow up with Ana in 2 weeks": Expect(people=[ANA], follow_up_on=date(2026, 4, 1), stated=False),
    "In 2 weeks follow up with Ana": Expect(people=[ANA], follow_up_on=date(2026, 4, 1), stated=False),
    "Met Ana, follow up with her about the grant on 12 May.": Expect(
        people=[ANA], follow_up_on=date(2026, 5, 12), notes="about the grant"
    ),
    "Met Ana\nclimbs\nfollow up tomorrow": Expect(people=[ANA], notes="climbs", follow_up_on=TOMORROW),
    "Met Ana, follow up soon": Expect(people=[ANA], notes="follow up soon"),
    # Notes
    "Met Ana Ruiz - climbs - follow up in a month": Expect(
        people=["Ana Ruiz"], notes="climbs", follow_up_on=date(2026, 4, 18)
    ),
    "Met Ana, Bo and Cem; great talk about Rust. Knows C++ and .NET": Expect(
        people=[ANA, BO, CEM], notes="great talk about Rust. Knows C++ and .NET"
    ),
    "Met Ana and talked about Berlin": Expect(people=[ANA], notes="talked about Berlin"),
    "Met Ana for coffee at PyCon yesterday": Expect(people=[ANA], on=YESTERDAY, place="PyCon", notes="for coffee"),
}

BOOK = KnownPeople(
    [
        (1, "Ana Ruiz", "", "Acme"),
        (2, "Bo Li", "", "Beta"),
        (3, "Cem Yılmaz", "Jimmy", "Acme"),
        (4, "Berg, Eva", "", ""),
        (5, "Eva María Stone, PhD", "", "Beta"),
        (6, "Jean-Luc O’Neil", "", ""),
        (7, "Ruth van der Berg", "", "Acme Labs"),
    ]
)

# name as written -> (the one person, candidates)
KNOWN = {
    "Met Ana": (1, ()),
    "met ana": (1, ()),
    "coffee with ana": (1, ()),
    "ana emailed me": (1, ()),
    "Met Ana Ruiz": (1, ()),
    "Met Ruiz, Ana": (1, ()),
    "Met Ruiz": (1, ()),
    "Met Ana R.": (1, ()),
    "Met A. Ruiz": (1, ()),
    "Met Dr. Ana Ruiz": (1, ()),
    "Met Ana Smith": (None, ()),
    "Met Zoe": (None, ()),
    "Met Ana from Acme": (1, ()),
    "Met Ana from Zeta": (None, (1,)),
    "Met Ana Ruiz from Zeta": (1, ()),
    "Met cem yilmaz": (3, ()),
    "Met CEM YILMAZ": (3, ()),
    "lunch with jimmy": (3, ()),
    "Met Eva": (None, (4, 5)),
    "Met Eva S.": (5, ()),
    "Met Eva (Beta)": (5, ()),
    "Met Eva from Beta": (5, ()),
    "Met Eva Berg": (4, ()),
    "Met Eva Stone": (5, ()),
    "Met Jean Luc O'Neil": (6, ()),
    "Met ruth van der berg": (7, ()),
    "Met Ruth (Acme)": (7, ()),
}


@pytest.mark.parametrize(("line", "expected"), EXAMPLES.items(), ids=EXAMPLES)
def test_a_line_is_read_as_people_would(line, expected):
    read = capture.read_line(line, today=TODAY)

    assert (read.kind, read.channel, read.direction) == expected.what
    assert list(read.people) == [Named(who) if isinstance(who, str) else who for who in expected.people]
    assert (read.on, read.place, read.notes) == (expected.on, expected.place, expected.notes)
    assert (read.labels, list(read.promises)) == (expected.labels, expected.promises)
    assert (read.follow_up_on, read.is_kind_stated) == (expected.follow_up_on, expected.stated)
    assert read.is_planned == (expected.on > TODAY)


@pytest.mark.parametrize(("line", "expected"), KNOWN.items(), ids=KNOWN)
def test_a_name_means_the_one_person_of_the_book_who_bears_it(line, expected):
    (named,) = capture.read_line(line, today=TODAY, known=BOOK).people

    assert (named.person, named.candidates) == expected


def test_a_known_organisation_after_a_name_is_no_second_person():
    read = capture.read_line("Met Zoe Park, Acme, and Bo", today=TODAY, known=BOOK)

    assert [(named.name, named.organisation) for named in read.people] == [("Zoe Park", "Acme"), ("Bo", "")]


def test_several_known_people_are_found_in_lower_case():
    read = capture.read_line("lunch with jimmy, bo li and eva stone yesterday", today=TODAY, known=BOOK)

    assert [named.person for named in read.people] == [3, 2, 5]
    assert (read.on, read.notes) == (YESTERDAY, "")


def test_somebody_written_twice_is_one_person():
    read = capture.read_line("Met Ana and Ana Ruiz", today=TODAY, known=BOOK)

    assert [named.person for named in read.people] == [1]


def test_a_common_word_is_not_taken_for_a_name_of_the_book():
    known = KnownPeople([(1, "Will May", "Mark", "")])

    read = capture.read_line("Met Ana, will follow up in 2 weeks, may call", today=TODAY, known=known)

    assert [named.name for named in read.people] == ["Ana"]
    assert (read.follow_up_on, read.notes) == (date(2026, 4, 1), "may call")


def test_the_hour_of_a_meeting_is_kept():
    assert capture.read_line("Meeting with Ana tomorrow at 3pm", today=TODAY).time == time(15)


def test_a_date_with_slashes_is_read_when_the_order_is_known():
    assert capture.read_line("Met Ana on 3/2/2026", today=TODAY, day_first=True).on == date(2026, 2, 3)


def test_the_page_can_mark_what_was_understood():
    line = "Met Ana Ruiz (CTO, Acme) at PyCon yesterday, climbs, promised the report, follow up in 2 weeks #pycon"

    spans = capture.read_line(line, today=TODAY).spans

    assert [(line[span.start : span.end], span.role) for span in spans if span.role != "joining"] == [
        ("Met", "kind"),
        ("Ana Ruiz", "person"),
        ("CTO", "title"),
        ("Acme", "organisation"),
        ("at PyCon", "place"),
        ("yesterday", "date"),
        ("promised the report", "promise"),
        ("follow up in 2 weeks", "follow_up"),
        ("#pycon", "label"),
    ]


PIECES = (
    "Met|Ana|Ruiz|ana|(|CTO|,|Acme|)|and|Bo|at|PyCon|yesterday|promised|the report|follow up|in 2 weeks|#x|.|with|about"
    "|a@b.example|+49 151 2345678|will send|owe|@|next|Friday|I'll send|I|w/|on LinkedIn|emailed me|31 February|\n|&|'s"
)


def assert_nothing_is_lost(line):
    read = capture.read_line(line, today=TODAY, known=BOOK)

    ends = [0] + [span.end for span in read.spans]
    assert all(end <= span.start < span.end for end, span in zip(ends, read.spans, strict=False))
    understood = {i for span in read.spans for i in range(span.start, span.end)}
    notes = iter(read.notes)
    assert all(letter in notes for i, letter in enumerate(line) if i not in understood and not letter.isspace())


@given(st.text())
def test_every_character_of_any_text_is_understood_or_in_the_notes(line):
    assert_nothing_is_lost(line)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map(" ".join))
def test_every_character_of_any_mixture_is_understood_or_in_the_notes(line):
    assert_nothing_is_lost(line)


def test_naughty_strings_are_read():
    naughty = Path(os.environ.get("KITH_SHARED", "../shared")) / "data/torture/blns/blns.json"
    if not naughty.exists():
        pytest.skip("the list of naughty strings is not on this machine")

    for line in json.loads(naughty.read_text()):
        assert_nothing_is_lost(f"Met {line} yesterday, {line}")


@pytest.mark.parametrize(
    "piece", ["a", "A ", "@", "(", "Ana, ", "owe x, ", "Met Ana (CTO, ", "#a", "1.", "de la ", "-, "]
)
def test_a_very_long_line_is_read_in_time(piece):
    with within():
        capture.read_line((piece * 30_000)[:30_000], today=TODAY)


def test_one_of_ten_thousand_people_is_found():
    known = KnownPeople((i, f"First{i % 3000} Last{i}", "", f"Org{i % 500}") for i in range(10_000))

    assert known.find("first7 last7") == (7,)
