"""Taking a merge apart: the book is as it was, byte for byte; what was added since goes by rule, by answer, or stays."""

from __future__ import annotations

import functools
import io
import itertools
import os
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.archive.documents import Book
from kith.cadences import actions as cadences
from kith.cadences.models import Cadence
from kith.duplicates import actions, fields, since
from kith.duplicates.models import Merge
from kith.errors import Refused
from kith.imports import actions as imports
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction, Participation
from kith.people import actions as people
from kith.people import queries
from kith.people.models import ContactPoint, Identity, Label, Labelling, Person, Related
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from tests import make

LATER = make.NOW + timedelta(hours=1)
MONTHS_LATER = make.NOW + timedelta(days=100)


@pytest.fixture
def bob(ada) -> Person:
    return make.person(ada, "Robert Stone", points=[make.email("robert@acme.example")])


@pytest.fixture
def bobby(ada) -> Person:
    return make.person(ada, "Bobby Flint", nickname="Bobby", points=[make.email("bobby@home.example")])


def exported(owner) -> str:
    return "".join(Book(owner).lines())


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def points(person: Person) -> list[str]:
    return sorted(person.points.values_list("value", flat=True))


def add_point(person: Person, value: str, kind: str = "email") -> ContactPoint:
    present = fresh(person)
    rows = [*present.points.order_by("pk"), {"kind": kind, "value": value}]
    people.edit_person(present, version=present.version, at=LATER, fields={}, points=rows)
    return ContactPoint.objects.get(value=value)


def edit(person: Person, **values) -> None:
    present = fresh(person)
    people.edit_person(present, version=present.version, at=LATER, fields=values)


def vcard(owner, *lines: str) -> None:
    card = "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", ""])
    started = imports.start(owner, [("since.vcf", io.BytesIO(card.encode()))], now=LATER)
    imports.preview(started.pk, now=LATER)
    imports.commit(started.pk, now=LATER)


# As it was.

_words = st.sampled_from(["", "chess", "tea", "chess\n\ntea"])
_names = st.sampled_from(["Ana Ruiz", "Ana María Ruiz", "A. Ruiz", "Bo Li", "李小龙"])
_emails = st.lists(st.sampled_from(["a@x.example", "A@x.example", "b@x.example", "c@y.example"]), max_size=3)
_people = st.fixed_dictionaries(
    {
        "name": _names,
        "nickname": _words.filter(lambda word: "\n" not in word),
        "notes": _words,
        "interests": st.lists(st.sampled_from(["Chess", "chess", "tea"]), max_size=2),
        "relation": st.sampled_from(["", "friend", "mentor"]),
        "met_on": st.sampled_from(["", "2020", "2021-03"]),
        "emails": _emails,
        "jobs": st.lists(st.sampled_from([("Acme", "CTO"), ("Acme", ""), ("Globex", "cto")]), max_size=2),
        "birthday": st.sampled_from([None, (2, 29, None), (2, 29, 1992), (3, 1, 1990)]),
        "labels": st.lists(st.sampled_from(["pycon", "climbs"]), max_size=2),
        "tier": st.sampled_from([None, 1, 3]),
        "days": st.sampled_from([None, 14, 90]),
        "planned": st.booleans(),
        "edited": st.booleans(),
    }
)
_touches = st.lists(st.tuples(st.sets(st.integers(0, 3), min_size=1), st.integers(0, 400), st.booleans()), max_size=4)
_choices = st.dictionaries(
    st.sampled_from(["name", "nickname", "notes", "interests", "relation", "met_on", "met_through"]),
    st.sampled_from(["kept", "absorbed"]),
)


def made(owner, told) -> Person:
    birthday = (
        [{"kind": "birthday", "month": told["birthday"][0], "day": told["birthday"][1], "year": told["birthday"][2]}]
        if told["birthday"]
        else []
    )
    person = make.person(
        owner,
        told["name"],
        points=[make.email(value) for value in told["emails"]],
        positions=[make.job(*job) for job in told["jobs"]],
        occasions=birthday,
        labels=told["labels"],
        **{name: told[name] for name in ("nickname", "notes", "interests", "relation", "met_on")},
    )
    if told["tier"] is not None:
        ties.overrule(person, tier=told["tier"], on=make.TODAY)
    if told["days"]:
        cadences.set_cadence([person], days=told["days"], on=make.TODAY)
    if told["planned"]:
        cadences.plan(person, on=make.TODAY + timedelta(days=9), note="lunch", today=make.TODAY)
    if told["edited"]:
        edit(person, headline="CTO")
    return person


def book_of(owner, told, touches) -> list[Person]:
    found = [made(owner, each) for each in told]
    for who, days_ago, has_promise in touches:
        present = [found[number] for number in who if number < len(found)] or found[:1]
        promised = [interactions.NewPromise(what="send it", by="me", due_on=None, person_id=present[0].pk)]
        notes = {person.pk: f"about {person.pk}" for person in present}
        on = make.TODAY - timedelta(days=days_ago)
        make.interaction(owner, *present, on=on, private_notes=notes, promises=promised if has_promise else [])
    one, other, *more = found
    Acquaintance.objects.create(owner=owner, one=one, other=other)
    Related.objects.create(owner=owner, person=other, kind="friend", name=one.name, other=one)
    for third in more:
        Acquaintance.objects.create(owner=owner, one=third, other=other)
        Acquaintance.objects.create(owner=owner, one=third, other=one)
        Person.objects.filter(pk=third.pk).update(met_through=other)
        Person.objects.filter(pk=one.pk).update(met_through=third)
    return found


def rolled_back(test):
    """Give each example the book as it was before: the database's own fixture does so once for all of them."""

    @functools.wraps(test)
    def run(*arguments, **more):
        with transaction.atomic():
            test(*arguments, **more)
            transaction.set_rollback(True)

    return run


SLOW = settings(
    max_examples=int(os.environ.get("KITH_EXAMPLES", "5")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(told=st.lists(_people, min_size=2, max_size=4), touches=_touches, choices=_choices)
@rolled_back
def test_merge_and_split_give_the_same_export(ada, told, touches, choices):
    found = book_of(ada, told, touches)
    before = exported(ada)

    done = actions.merge(fresh(found[0]), fresh(found[1]), choices=choices, at=LATER)
    assert exported(ada) != before
    actions.split(done, at=MONTHS_LATER)

    assert exported(ada) == before


@SLOW
@given(told=st.lists(_people, min_size=3, max_size=4), touches=_touches, choices=_choices)
@rolled_back
def test_merges_on_top_of_one_another_split_from_the_last_give_the_same_export(ada, told, touches, choices):
    one, other, third, *_more = book_of(ada, told, touches)
    before = exported(ada)

    first = actions.merge(fresh(one), fresh(other), choices=choices, at=LATER)
    middle = exported(ada)
    second = actions.merge(fresh(third), fresh(one), choices=choices, at=LATER)
    actions.split(second, at=MONTHS_LATER)
    assert exported(ada) == middle
    actions.split(first, at=MONTHS_LATER)

    assert exported(ada) == before


_additions = st.lists(
    st.tuples(
        st.sampled_from(["point", "label", "touch", "job", "nickname", "notes", "interests"]), st.integers(0, 99)
    ),
    min_size=1,
    max_size=5,
)


_sides = st.lists(st.sampled_from(["kept", "absorbed"]), min_size=1, max_size=7)


def add(owner, person: Person, what: str, number: int) -> str:
    """Add something to a person; return the text by which it can be found again."""
    text = f"added{number}"
    if what == "point":
        add_point(person, f"{text}@new.example")
    elif what == "label":
        people.label_people([fresh(person)], text, at=LATER)
    elif what == "touch":
        make.interaction(owner, fresh(person), summary=text)
    elif what == "job":
        present = fresh(person)
        rows = [*present.positions.order_by("pk"), make.job(text)]
        people.edit_person(present, version=present.version, at=LATER, fields={}, positions=rows)
    elif what == "interests":
        edit(person, interests=[*fresh(person).interests, text])
    elif what == "notes":
        edit(person, notes=f"{fresh(person).notes}\n\n{text}")
    else:
        edit(person, nickname=text)
    return text


def said_of(person: Person) -> str:
    """Everything that the book says of a person."""
    own = fresh(person)
    rows = [*own.points.values_list("value", flat=True), *own.labels.values_list("name", flat=True)]
    rows += own.interactions.values_list("summary", flat=True)
    rows += own.positions.values_list("organisation__name", flat=True)
    return "\n".join([own.name, own.nickname, own.notes, *own.interests, *rows])


@SLOW
@given(told=st.lists(_people, min_size=2, max_size=2), additions=_additions, sides=_sides)
@rolled_back
def test_nothing_that_was_added_since_is_lost_however_it_is_answered(ada, told, additions, sides):
    bob, bobby = book_of(ada, told, [])
    before = [said_of(bob), said_of(bobby)]
    done = actions.merge(bob, bobby, at=LATER)
    texts = {what: add(ada, bob, what, number) for what, number in dict(additions).items()}
    present = Merge.objects.get(pk=done.pk)
    keys = [each.key for each in since.added(present)] + [each.key for each in fields.changed(present)]
    answers = dict(zip(keys, itertools.cycle(sides), strict=False))

    actions.split(done, at=MONTHS_LATER, answers=answers)

    both = said_of(bob) + "\n" + said_of(bobby)
    assert [text for text in texts.values() if text not in both] == []
    for own, was in zip((bob, bobby), before, strict=True):
        gone = set(was.split("\n")) - set(said_of(own).split("\n")) - {""}
        assert gone <= ({fresh(own).nickname, *was.split("\n")} if "nickname" in texts else set())
    assert Person.objects.in_book().filter(owner=ada).count() == 2


# What was added since.


def test_a_new_address_stays_unless_the_answer_says_otherwise(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    first, second = add_point(bob, "one@new.example"), add_point(bob, "two@new.example")

    news = since.added(Merge.objects.get())
    assert [(each.row, each.side) for each in news] == [(first, None), (second, None)]
    actions.split(done, at=MONTHS_LATER, answers={news[1].key: "absorbed"})

    assert points(bob) == ["one@new.example", "robert@acme.example"]
    assert points(bobby) == ["bobby@home.example", "two@new.example"]


def test_letters_go_to_whose_address_they_name(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    letters = {}
    for address in ("robert@acme.example", "bobby@home.example", "third@x.example"):
        letters[address] = make.interaction(ada, fresh(bob), kind="email")
        Interaction.objects.filter(pk=letters[address].pk).update(source_key=f"mail:abc:2026-11-23:{address}")

    actions.split(done, at=MONTHS_LATER)

    assert list(fresh(bobby).interactions.all()) == [letters["bobby@home.example"]]
    assert fresh(bob).interactions.count() == 2


def test_promises_go_with_the_touch_at_which_they_were_made(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    promised = [interactions.NewPromise(what="the report", by="me", due_on=None, person_id=bob.pk)]
    touch = make.interaction(ada, fresh(bob), promises=promised)
    key = f"interactions.participation.person:{Participation.objects.get(interaction=touch).pk}"

    actions.split(done, at=MONTHS_LATER, answers={key: "absorbed"})

    assert fresh(bobby).promises.get().what == "the report"


@pytest.mark.parametrize(
    ("lines", "whose"),
    [
        (["FN:Bobby Flint", "TEL:+49 30 7654321", "EMAIL:bobby@home.example"], "absorbed"),
        (["FN:Robert Stone", "TEL:+49 30 7654321", "EMAIL:robert@acme.example"], "kept"),
        (["FN:B", "TEL:+49 30 7654321", "EMAIL:robert@acme.example", "EMAIL:bobby@home.example"], None),
    ],
)
def test_what_came_with_a_record_that_names_one_of_them_is_theirs(ada, bob, bobby, lines, whose):
    actions.merge(bob, bobby, at=LATER)

    vcard(ada, *lines)

    merge = Merge.objects.get()
    assert {each.side for each in since.added(merge) if isinstance(each.row, ContactPoint)} == {whose}
    actions.split(merge, at=MONTHS_LATER)
    assert ("+49 30 7654321" in points(bobby)) == (whose == "absorbed")


def test_what_both_would_have_twice_stays_once(ada, bob, bobby):
    people.label_people([bobby], "pycon", at=LATER)
    done = actions.merge(bob, bobby, at=LATER)
    label = Label.objects.get()
    people.unlabel_people([fresh(bob)], label, at=LATER)
    people.label_people([fresh(bob)], "pycon", at=LATER)
    [added] = since.added(Merge.objects.get())

    actions.split(done, at=MONTHS_LATER, answers={added.key: "absorbed"})

    assert Labelling.objects.get().person == bobby


def test_a_field_that_was_changed_goes_where_the_answer_says(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    edit(bob, nickname="Rocky", name="Rocky Stone")
    assert {(each.field, each.now, each.mine, each.theirs) for each in fields.changed(Merge.objects.get())} == {
        ("name", "Rocky Stone", "Robert Stone", "Bobby Flint"),
        ("nickname", "Rocky", "", "Bobby"),
    }

    actions.split(done, at=MONTHS_LATER, answers={"field:nickname": "absorbed"})

    assert (fresh(bob).name, fresh(bob).nickname, fresh(bob).sort_name) == ("Rocky Stone", "", "stone, rocky")
    assert (fresh(bobby).name, fresh(bobby).nickname) == ("Bobby Flint", "Rocky")
    assert fresh(bobby).edited_at == MONTHS_LATER


def test_what_was_written_below_joined_notes_is_parted_from_them(ada, bob, bobby):
    edit(bob, notes="climbs")
    edit(bobby, notes="sings")
    done = actions.merge(fresh(bob), fresh(bobby), at=LATER)
    edit(bob, notes=f"{fresh(bob).notes}\n\nlikes tea")

    actions.split(done, at=MONTHS_LATER)

    assert (fresh(bob).notes, fresh(bobby).notes) == ("climbs\n\nlikes tea", "sings")


def test_what_was_written_below_goes_over_if_the_answer_says_so(ada, bob, bobby):
    edit(bob, notes="climbs")
    edit(bobby, notes="sings")
    done = actions.merge(fresh(bob), fresh(bobby), at=LATER)
    edit(bob, notes=f"{fresh(bob).notes}\n\nlikes tea")

    actions.split(done, at=MONTHS_LATER, answers={"field:notes": "absorbed"})

    assert (fresh(bob).notes, fresh(bobby).notes) == ("climbs", "sings\n\nlikes tea")


def test_both_are_found_by_what_is_theirs_after_a_split(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    add_point(bob, "new@since.example")
    people.rename_label(
        people.label_people([fresh(bob)], "pycon", at=LATER) or Label.objects.get(), "djangocon", at=LATER
    )

    actions.split(done, at=MONTHS_LATER)

    assert list(queries.find_people(ada, "home.example")) == [bobby]
    assert list(queries.find_people(ada, "since.example djangocon")) == [bob]


def test_touches_since_count_for_whom_they_went_to(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    touch = make.interaction(ada, fresh(bob))
    key = f"interactions.participation.person:{Participation.objects.get(interaction=touch).pk}"

    actions.split(done, at=MONTHS_LATER, answers={key: "absorbed"})

    assert (fresh(bob).touches, fresh(bobby).touches) == (0, 1)


def test_a_rhythm_set_since_stays(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    cadences.set_cadence([fresh(bob)], days=30, on=date(2026, 12, 1))

    actions.split(done, at=MONTHS_LATER)

    assert Cadence.objects.get().person == bob


# Merges on top of one another.


def test_somebody_who_came_before_is_taken_out_after_whoever_came_later(ada, bob, bobby):
    cleo = make.person(ada, "Cleo")
    first, second = (actions.merge(fresh(bob), other, at=LATER) for other in (bobby, cleo))

    with pytest.raises(Refused, match="Cleo was merged into Robert Stone after that"):
        actions.split(first, at=LATER)
    assert actions.split_merges([first, second], at=LATER) == 2

    assert Person.objects.in_book().count() == 3


def test_a_split_person_keeps_the_exact_identifiers_of_their_own(ada, bob, bobby):
    Identity.objects.create(owner=ada, person=bobby, key="uid:7")
    done = actions.merge(bob, bobby, at=LATER)
    assert queries.people_by_keys(ada, ["uid:7"]) == {"uid:7": bob.pk}

    actions.split(done, at=LATER)

    assert queries.people_by_keys(ada, ["uid:7"]) == {"uid:7": bobby.pk}
