"""Lines about who knows whom, as they are understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.acquaintances import saying
from kith.acquaintances.saying import Saying
from kith.interactions.capture import KnownPeople, Named

TODAY = date(2026, 11, 23)
ROWS = [
    (1, "Ana Ruiz", "", "Acme"),
    (2, "Bo Li", "", "Acme"),
    (3, "Cy Young", "", "Nova"),
    (4, "Ana Silva", "", "Initech"),
    (5, "Dee Kim", "", ""),
    (6, "Eli Fox", "", ""),
]
KNOWN = KnownPeople(ROWS)
SHORT = {1: "Ana Ruiz", 2: "Bo", 3: "Cy", 4: "Ana Silva", 5: "Dee", 6: "Eli"}
CY = Named("Cy Young", person=3)
HOW = ("not", "vaguely", "knows", "well")

# Each line, what it says, and what is not understood. "?": may be several people; a line with * is entered on Cy's page.
LINES = [
    ("Dee knows Bo and vaguely Cy", ["Dee > Bo: knows", "Dee > Cy: vaguely"], []),
    ("Dee knows Bo from school well", ["Dee > Bo: well | from school"], []),
    ("Dee says Dee knows Bo and Dee", ["Dee > Bo: knows by Dee"], []),
    (
        "Ana Ruiz knows Bo Li at Acme well, and somebody at Initech",
        ["Ana Ruiz > Bo: well", "Ana Ruiz > somebody at Initech: knows"],
        [],
    ),
    ("Ana knows Bo", ["?Ana > Bo: knows"], []),
    ("Bo Li and Cy know each other from PyCon", ["Bo > Cy: knows | from PyCon"], []),
    ("Dee worked with Gil Moss (CFO, Nova)", ["Dee > new Gil Moss (CFO, Nova): knows | worked together"], []),
    ("Dee doesn't know Bo", ["Dee > Bo: not"], []),
    ("Dee doesn’t know Bo", ["Dee > Bo: not"], []),
    ("Dee does not know Bo well", ["Dee > Bo: vaguely"], []),
    ("Dee knows Bo, Cy and Eli", ["Dee > Bo: knows", "Dee > Cy: knows", "Dee > Eli: knows"], []),
    (
        "Dee knows Bo well, Cy vaguely and a recruiter at Initech",
        ["Dee > Bo: well", "Dee > Cy: vaguely", "Dee > recruiter at Initech: knows"],
        [],
    ),
    ("Dee vaguely knows Bo and Cy", ["Dee > Bo: vaguely", "Dee > Cy: vaguely"], []),
    ("Dee knows Bo very well. She also knows Cy.", ["Dee > Bo: well", "Dee > Cy: knows"], []),
    ("Dee and Bo know Cy from PyCon", ["Dee > Cy: knows | from PyCon", "Bo > Cy: knows | from PyCon"], []),
    ("Dee, Bo and Cy know each other", ["Dee > Bo: knows", "Dee > Cy: knows", "Bo > Cy: knows"], []),
    ("Dee knows Bo but not Cy", ["Dee > Bo: knows", "Dee > Cy: not"], []),
    ("Dee knows Bo, and Cy knows Eli", ["Dee > Bo: knows", "Cy > Eli: knows"], []),
    ("Dee knows Bo, Cy, and Eli knows Bo", ["Dee > Bo: knows", "Dee > Cy: knows", "Eli > Bo: knows"], []),
    ("Dee knows Bo, and Bo and Cy worked together", ["Dee > Bo: knows", "Bo > Cy: knows | worked together"], []),
    ("Dee says Bo knows Cy", ["Bo > Cy: knows by Dee"], []),
    ("Dee said she knows the CTO of Initech", ["Dee > CTO at Initech: knows by Dee"], []),
    ("Dee told me that Bo knows somebody at Initech", ["Bo > somebody at Initech: knows by Dee"], []),
    (
        "Dee knows Bo from school and Cy from PyCon",
        ["Dee > Bo: knows | from school", "Dee > Cy: knows | from PyCon"],
        [],
    ),
    ("Dee knows somebody", [], ["Dee knows somebody"]),
    ("Dee knows a recruiter", [], ["Dee knows a recruiter"]),
    ("Hello there", [], ["Hello there"]),
    ("I know Bo", [], ["I know Bo"]),
    ("Dee knows that Bo left Acme", [], ["Dee knows that Bo left Acme"]),
    ("Dee no longer knows Bo", ["Dee > Bo: not"], []),
    ("Dee can introduce me to Gil Moss at Nova", ["Dee > new Gil Moss (Nova): knows"], []),
    ("Dee is friends with Bo", ["Dee > Bo: well | friends"], []),
    ("Dee and Bo are good friends", ["Dee > Bo: well | friends"], []),
    ("Dee and Bo worked together at Acme", ["Dee > Bo: knows | worked together, at Acme"], []),
    ("Maybe Dee knows Bo", ["Dee > Bo: knows | maybe"], []),
    ("Dee knows people at Initech and Nova", ["Dee > somebody at Initech: knows", "Dee > somebody at Nova: knows"], []),
    (
        "Dee knows someone at Initech and at Umbrella",
        ["Dee > somebody at Initech: knows", "Dee > somebody at Umbrella: knows"],
        [],
    ),
    ("dee knows bo", ["Dee > Bo: knows"], []),
    ("dee knows zed", [], ["dee knows zed"]),
    ("Dee knows Gil Moss gil@moss.example", ["Dee > new Gil Moss: knows"], []),
    ("Dee knows Gil Moss (gil@moss.example), CTO at Nova", ["Dee > new Gil Moss (CTO, Nova): knows"], []),
    ("Dee doesn't know anybody at Initech", ["Dee > somebody at Initech: not"], []),
    ("Dee knows Bo Li, who is nice, and Cy", ["Dee > Bo: knows", "Dee > Cy: knows"], ["who is nice"]),
    ("Dee knows Bo since 2019", ["Dee > Bo: knows | since 2019"], []),
    ("Dee met Bo yesterday", ["Dee > Bo: vaguely | yesterday"], []),
    (
        "Dee knows two recruiters at Initech and the head of design at Nova",
        ["Dee > recruiters at Initech: knows", "Dee > head of design at Nova: knows"],
        [],
    ),
    ("Dee knows Dr. Gil Moss", ["Dee > new Dr. Gil Moss: knows"], []),
    ("Dee knows Bo (well) and Cy (vaguely)", ["Dee > Bo: well", "Dee > Cy: vaguely"], []),
    ("Dee knows Gil Moss. Gil knows Cy", ["Dee > new Gil Moss: knows", "new Gil Moss > Cy: knows"], []),
    ("Ana Silva knows Ana Ruiz", ["Ana Silva > Ana Ruiz: knows"], []),
    ("Ana from Initech knows Bo", ["Ana Silva > Bo: knows"], []),
    ("Ana at Acme knows Bo", ["Ana Ruiz > Bo: knows"], []),
    ("Dee is married to Gil Moss", ["Dee > new Gil Moss: well | family"], []),
    ("Dee knows Bo; Cy knows Eli", ["Dee > Bo: knows", "Cy > Eli: knows"], []),
    ("Dee knows Bo too", ["Dee > Bo: knows"], []),
    ("Dee knows Bo, Cy & Eli well", ["Dee > Bo: well", "Dee > Cy: well", "Dee > Eli: well"], []),
    ("Dee", [], ["Dee"]),
    ("Dee knows people at Acmex and Cy", ["Dee > somebody at Acmex: knows", "Dee > Cy: knows"], []),
    (
        "Dee knows Gil at Acmex and Hal at Novax well",
        ["Dee > new Gil (Acmex): well", "Dee > new Hal (Novax): well"],
        [],
    ),
    ("Dee doesn't know Bo any more", ["Dee > Bo: not"], []),
    ("Dee and Bo do not know each other", ["Dee > Bo: not"], []),
    ("Dee used to work with Bo at Acme", ["Dee > Bo: knows | worked together, at Acme"], []),
    ("Dee’s boss knows Bo", [], ["Dee’s boss knows Bo"]),
    ("Dee knows Bo as well", ["Dee > Bo: knows"], []),
    ("Dee knows Bo as well as Cy", ["Dee > Bo: knows", "Dee > Cy: knows"], []),
    ("Dee hardly knows Bo, but Cy well", ["Dee > Bo: vaguely", "Dee > Cy: well"], []),
    ("Dee knows the team at Initech", ["Dee > team at Initech: knows"], []),
    ("Dee knows lots of people at Initech", ["Dee > somebody at Initech: knows"], []),
    ("Dee has known Bo for years", ["Dee > Bo: well"], []),
    ("Dee never met Bo", ["Dee > Bo: not"], []),
    ("Bo and Dee are married", ["Bo > Dee: well | family"], []),
    ("Dee isn't in touch with Bo anymore", ["Dee > Bo: not"], []),
    ("Dee worked with Bo at Acme", ["Dee > Bo: knows | worked together, at Acme"], []),
    ("Dee met Gil Moss (CTO, Nova) at PyCon", ["Dee > new Gil Moss (CTO, Nova): vaguely | at PyCon"], []),
    ("Bo and Cy know each other well, from the choir", ["Bo > Cy: well | from the choir"], []),
    (
        "Dee knows Bo through the choir and Cy through work",
        ["Dee > Bo: knows | through the choir", "Dee > Cy: knows | through work"],
        [],
    ),
    ("Dee knows Bo, and she knows Cy", ["Dee > Bo: knows", "Dee > Cy: knows"], []),
    ("Dee knows Bo. They worked together", ["Dee > Bo: knows"], ["They worked together"]),
    ("Dee knows Ruiz, Ana", ["Dee > Ana Ruiz: knows"], []),
    ("Dee knows the hiring manager at Initech", ["Dee > hiring manager at Initech: knows"], []),
    ("Dee knows somebody who works at Initech", ["Dee > somebody at Initech: knows"], []),
    ("Dee knows someone in the data team of Initech", ["Dee > data team at Initech: knows"], []),
    ("Dee is close to Bo", ["Dee > Bo: well | friends"], []),
    ("Dee knows nobody at Initech", [], ["Dee knows nobody at Initech"]),
    ("Gil Moss knows Hal Orr", ["new Gil Moss > new Hal Orr: knows"], []),
    ("Dee knows Bo (Acme)", ["Dee > Bo: knows"], []),
    ("*Bo Li at Acme, and a recruiter at Initech", ["Cy > Bo: knows", "Cy > recruiter at Initech: knows"], []),
    ("*knows Bo", ["Cy > Bo: knows"], []),
    ("*She knows Bo", ["Cy > Bo: knows"], []),
    (
        "*Gil Moss, Hal Orr at Nova, somebody in HR at Initech",
        ["Cy > new Gil Moss: knows", "Cy > new Hal Orr (Nova): knows", "Cy > HR at Initech: knows"],
        [],
    ),
    ("*She says Bo knows Eli", ["Bo > Eli: knows by Cy"], []),
    ("*nobody", [], ["nobody"]),
    ("*Yes, Bo", ["Cy > Bo: knows"], []),
    ("*Maybe Bo, at Acme?", ["Cy > Bo: knows | maybe, at Acme"], []),
    ("*Bo well, Eli vaguely", ["Cy > Bo: well", "Cy > Eli: vaguely"], []),
    ("*not Bo", [], ["not Bo"]),
    ("*She doesn't know Bo", ["Cy > Bo: not"], []),
    ("*Dee knows Bo", ["Dee > Bo: knows"], []),
    ("Dee knows Bo knows Cy", ["Dee > Bo: knows"], ["knows Cy"]),
    ("Dee knows Dee", [], ["Dee knows Dee"]),
    ("She knows Bo", [], ["She knows Bo"]),
    ("They know each other", [], ["They know each other"]),
    ("Dee knows Bo\tand", ["Dee > Bo: knows"], []),
    ("Cy", [], ["Cy"]),
]


def read(text: str) -> Saying:
    return saying.read(text.removeprefix("*"), today=TODAY, known=KNOWN, about=CY if text.startswith("*") else None)


def who(named: Named) -> str:
    if named.person is not None:
        return SHORT[named.person]
    told = ", ".join(part for part in (named.title, named.organisation) if part)
    return ("?" if named.candidates else "new ") + named.name + (f" ({told})" if told else "")


def told(said: Saying) -> list[str]:
    found = []
    for one in said.statements:
        somebody = f"{one.role or 'somebody'} at {one.organisation}"
        other = somebody if one.other is None else who(said.people[one.other])
        by = "" if one.said_by is None else f" by {who(said.people[one.said_by])}"
        note = f" | {one.note}" if one.note else ""
        found.append(f"{who(said.people[one.one])} > {other}: {HOW[one.sureness]}{by}{note}")
    return found


@pytest.mark.parametrize(("line", "says", "rest"), LINES)
def test_a_line_is_understood(line, says, rest):
    said = read(line)

    assert told(said) == says
    assert list(said.rest) == rest


def test_there_are_eighty_lines_at_least():
    assert len(LINES) >= 80


def test_ways_to_reach_somebody_new_are_kept():
    [_dee, gil] = read("Dee knows Gil Moss (gil@moss.example), CTO at Nova").people

    assert [(point.kind, point.value) for point in gil.points] == [("email", "gil@moss.example")]


def test_several_who_may_be_meant_are_all_named():
    ana = read("Ana knows Bo").people[0]

    assert ana.person is None
    assert ana.candidates == (1, 4)


def test_a_very_long_line_is_read_as_far_as_it_is_short_and_the_rest_is_said():
    line = "Dee knows Bo. " * 200

    said = read(line)

    assert len(said.statements) > 100
    assert said.rest[-1] == line[saying.MOST :]


NAMES = ["Ana", "Bo", "Cy", "Dee", "Gil Moss", "somebody", "a recruiter", "she", "they", "Acme", "Initech"]
DOING = ["knows", "know", "met", "worked with", "know each other", "says", "that", "doesn't", "not", "never"]
AROUND = [
    "well",
    "vaguely",
    "at",
    "from",
    "of",
    "since",
    "2019",
    "yesterday",
    "maybe",
    "#label",
    "x@y.example",
    "as",
    "the",
]
MARKS = ["and", "or", "but", ",", ".", ";", "(", ")"]
WORDS = st.sampled_from(NAMES + DOING + AROUND + MARKS)


def unheard(text: str, said: Saying) -> str:
    """Letters that were neither understood nor said not to be."""
    left = list(text)
    for span in said.spans:
        left[span.start : span.end] = " " * (span.end - span.start)
    remaining = "".join(left)
    for piece in said.rest:
        remaining = remaining.replace(piece, "", 1)
    return "".join(character for character in remaining if character.isalnum())


@given(st.lists(WORDS, max_size=14).map(" ".join), st.booleans())
def test_nothing_is_dropped_without_a_word(text, is_about):
    said = saying.read(text, today=TODAY, known=KNOWN, about=CY if is_about else None)

    assert unheard(text, said) == ""
    for one in said.statements:
        places = [one.one, *(each for each in (one.other, one.said_by) if each is not None)]
        assert all(0 <= place < len(said.people) for place in places)
        assert one.one != one.other
        assert (one.other is None) == bool(one.organisation)


@given(st.text(max_size=200), st.booleans())
def test_no_input_is_too_strange(text, is_about):
    said = saying.read(text, today=TODAY, known=KNOWN, about=CY if is_about else None)

    assert unheard(text, said) == ""
