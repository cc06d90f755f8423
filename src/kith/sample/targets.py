"""A target of the sample network: aims with and without anybody there, a pitch that got better, a card that was answered."""

from __future__ import annotations

from datetime import date, timedelta

from kith.imports.models import Import
from kith.people import actions as people
from kith.people.models import Person
from kith.targets import actions
from kith.targets.models import Aim, Target

SENTENCE = "Lead a small engineering team in clean energy or public transport, within a train ride of Wexmouth."
# The last two are nowhere else in the sample: nobody is there.
PLACES_OF_WORK = (
    "Greenfinch Energy",
    "Halcyon Rail",
    "Zephyr Turbines",
    "Yarrow Climate",
    "Tern & Tide Ferries",
    "Saltmarsh Trams",
)
_OCCUPATIONS = (
    (Aim.Kind.ROLE, "Architectural and Engineering Managers", "11-9041.00"),
    (Aim.Kind.FIELD, "Software Developers", "15-1252.00"),
)
_SHORT = (
    "I lead engineering teams and look for something in energy or transport.",
    "I help engineers ship, and want to do it where it saves carbon: energy or public transport. Whom should I talk to?",
)
_MEDIUM = (
    "I have built software for ten years, the last three leading a product team at Tidewater. I am looking for a small team "
    "to lead in clean energy or public transport, somewhere I can reach by train. A talk with anybody who runs engineering "
    "at a grid operator, a railway or a turbine maker would help me most, even if they are not hiring."
)
_WORKED = "People asked “saves carbon how?” and then named somebody. “Ship” alone got nods."
_ANSWERS = (
    (
        "talk_to",
        "Talk to the head of engineering at the turbine works, she is setting up a second team.",
        "Wendela Marsh",
    ),
    ("know", "My brother-in-law is at the railway. Happy to ask him over dinner on Sunday.", "Ossian Pell"),
)


def add(sample: Import, *, today: date) -> None:
    """Bring the target into the book, as a part of the sample."""
    owner = sample.owner
    target = actions.begin(owner, sentence=SENTENCE, at=sample.created_at)
    actions.edit(target, on=today, by=today + timedelta(days=150), weak_ties_first=True)
    for kind, text, code in _OCCUPATIONS:
        actions.add_aim(target, kind=kind, text=text, code=code)
    for name in PLACES_OF_WORK:
        people.find_or_add_organisation(owner, name, sample.uid)
        actions.add_aim(target, kind=Aim.Kind.ORGANISATION, text=name)
    for person in Person.objects.filter(batch=sample.uid, positions__organisation__name=PLACES_OF_WORK[0])[:1]:
        actions.add_aim(target, kind=Aim.Kind.PERSON, text=person.name, person=person)
    _say(target)
    _answers(target, sample)
    _mark(target, sample)


def remove(sample: Import) -> None:
    """Take it away, whatever the user tried out with it."""
    Target.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _say(target: Target) -> None:
    for text in _SHORT:
        said = actions.write_pitch(target, length="short", text=text)
    assert said is not None
    actions.note_worked(said, worked=_WORKED)
    actions.write_pitch(target, length="medium", text=_MEDIUM)


def _answers(target: Target, sample: Import) -> None:
    card = actions.turn_on(target, length="medium")
    for kind, words, name in _ANSWERS:
        actions.receive(card, kind=kind, words=words, name=name, contact="", at=sample.created_at)


def _mark(target: Target, sample: Import) -> None:
    """Say of every row that the sample made it."""
    for rows in (target.aims, target.pitches, target.card.answers):
        rows.update(batch=sample.uid)
    for row in (target, target.card):
        row.batch = sample.uid
        row.save(update_fields=["batch"])
