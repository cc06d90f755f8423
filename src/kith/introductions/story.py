"""Introductions in words: what each is about, how far it is, what happened, and what the user can do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kith.introductions import queries, texts
from kith.introductions.models import Introduction, Step
from kith.introductions.moves import Actor, Door, Kind, State, possible
from kith.people.models import Person

_STANDING = {
    (Kind.ASKED, State.DRAFTED): _lazy("A draft: nobody is asked yet"),
    (Kind.ASKED, State.INTRODUCER_ASKED): _lazy("%(first)s is asked"),
    (Kind.ASKED, State.INTRODUCER_AGREED): _lazy("%(first)s said yes and passes it on"),
    (Kind.ASKED, State.OTHER_ASKED): _lazy("%(first)s has asked %(other)s"),
    (Kind.ASKED, State.OTHER_AGREED): _lazy("%(other)s said yes"),
    (Kind.ASKED, State.INTRODUCED): _lazy("You are introduced"),
    (Kind.ASKED, State.MET): _lazy("You have met"),
    (Kind.MADE, State.DRAFTED): _lazy("A draft: nobody is asked yet"),
    (Kind.MADE, State.INTRODUCER_ASKED): _lazy("%(first)s is asked"),
    (Kind.MADE, State.INTRODUCER_AGREED): _lazy("%(first)s said yes"),
    (Kind.MADE, State.OTHER_ASKED): _lazy("%(other)s is asked"),
    (Kind.MADE, State.OTHER_AGREED): _lazy("Both said yes"),
    (Kind.MADE, State.INTRODUCED): _lazy("They are introduced"),
    (Kind.MADE, State.MET): _lazy("They have met"),
}
_ENDED = {
    State.OUTCOME: _lazy("What came of it: %(outcome)s"),
    State.THANKED: _lazy("Closed with thanks: %(outcome)s"),
    State.EXPIRED: _lazy("Came to nothing"),
    State.WITHDRAWN: _lazy("Withdrawn"),
}
_STEPS = {
    (Actor.ME, "draft"): _lazy("You drafted it"),
    (Actor.ME, "ask"): _lazy("You asked"),
    (Actor.ME, "write"): _lazy("Kith wrote to %(first)s for you"),
    (Actor.ME, "asked"): _lazy("You asked %(first)s"),
    (Actor.ME, "write_other"): _lazy("Kith wrote to %(other)s for you"),
    (Actor.ME, "asked_other"): _lazy("You asked %(other)s"),
    (Actor.ME, "write_both"): _lazy("Kith introduced them by a letter to both"),
    (Actor.ME, "introduce"): _lazy("Introduced"),
    (Actor.ME, "meet"): _lazy("Met"),
    (Actor.ME, "note_outcome"): _lazy("What came of it"),
    (Actor.ME, "thank"): _lazy("Both thanked"),
    (Actor.ME, "withdraw"): _lazy("You withdrew it"),
    (Actor.INTRODUCER, "agree"): _lazy("%(first)s said yes"),
    (Actor.INTRODUCER, "asked_other"): _lazy("%(first)s asked %(other)s"),
    (Actor.INTRODUCER, "introduce"): _lazy("%(first)s introduced you"),
    (Actor.INTRODUCER, "not_now"): _lazy("%(first)s told you: not now"),
    (Actor.INTRODUCER, "not_for"): _lazy("%(first)s told you: not for this person"),
    (Actor.INTRODUCER, "never"): _lazy("%(first)s told you not to ask for introductions"),
    (Actor.PARTY, "agree"): _lazy("%(first)s said yes"),
    (Actor.PARTY, "not_now"): _lazy("%(first)s told you: not now"),
    (Actor.OTHER, "agree"): _lazy("%(other)s said yes"),
    (Actor.OTHER, "not_now"): _lazy("%(other)s would rather not now"),
    (Actor.KITH, "expire"): _lazy("No answer came, so it ended quietly"),
}
_ICONS = {
    "write": "mail",
    "write_other": "mail",
    "write_both": "mail",
    "asked": "message",
    "asked_other": "message",
    "agree": "check",
    "introduce": "introduction",
    "meet": "meeting",
    "thank": "thanks",
    "note_outcome": "star",
    "expire": "snooze",
    "withdraw": "close",
}
# How the user is offered a move: the words, and what is asked with it.
_OFFERS = {
    (Actor.ME, "write"): (_lazy("Have Kith ask %(first)s by e-mail"), ()),
    (Actor.ME, "asked"): (_lazy("I have asked %(first)s myself"), ()),
    (Actor.ME, "write_other"): (_lazy("Have Kith ask %(other)s by e-mail"), ()),
    (Actor.ME, "asked_other"): (_lazy("I have asked %(other)s myself"), ()),
    (Actor.ME, "write_both"): (_lazy("Have Kith write to both"), ()),
    (Actor.ME, "introduce"): (_lazy("We are in touch"), ("adds_person",)),
    (Actor.ME, "meet"): (_lazy("We have met"), ("on", "channel", "words", "adds_person")),
    (Actor.ME, "note_outcome"): (_lazy("Note what came of it"), ("outcome", "words")),
    (Actor.ME, "thank"): (_lazy("I have thanked them"), ("on",)),
    (Actor.ME, "withdraw"): (_lazy("Withdraw it"), ()),
    (Actor.INTRODUCER, "agree"): (_lazy("%(first)s said yes"), ("words",)),
    (Actor.INTRODUCER, "asked_other"): (_lazy("%(first)s has asked %(other)s"), ()),
    (Actor.INTRODUCER, "introduce"): (_lazy("%(first)s has introduced us"), ("adds_person",)),
    (Actor.INTRODUCER, "not_now"): (_lazy("%(first)s said: not now"), ()),
    (Actor.INTRODUCER, "not_for"): (_lazy("%(first)s said: not for this person"), ()),
    (Actor.INTRODUCER, "never"): (_lazy("%(first)s would rather never be asked"), ()),
    (Actor.PARTY, "agree"): (_lazy("%(first)s said yes"), ()),
    (Actor.PARTY, "not_now"): (_lazy("%(first)s said: not now"), ()),
    (Actor.OTHER, "agree"): (_lazy("%(other)s said yes"), ("contact",)),
    (Actor.OTHER, "not_now"): (_lazy("%(other)s said: not now"), ()),
}
_MADE_OFFERS = {
    "introduce": (_lazy("I have introduced them"), ()),
    "meet": (_lazy("They have met"), ()),
    "thank": (_lazy("It is closed"), ()),
}
_LETTERS = ("write", "write_other", "write_both")
_SIDE_MOVES = ("withdraw",)


@dataclass(frozen=True)
class Told:
    """An introduction as lists show it."""

    introduction: Introduction
    headline: str
    standing: str
    next_step: str  # what the user may do, "" where it waits for others
    on: date | None


@dataclass(frozen=True)
class Choice:
    """A move that the user can make, or write down, with what is asked for it."""

    actor: str
    move: str
    label: str
    asks: tuple[str, ...]
    is_main: bool
    is_told: bool


@dataclass(frozen=True)
class Event:
    """A step in words."""

    text: str
    on: date
    words: str
    icon: str
    is_told: bool


@dataclass(frozen=True)
class Draft:
    """A text that the user can send by any way. `mail` opens their own mail program with it."""

    title: str
    text: str
    mail: str


def told(introduction: Introduction) -> Told:
    """In a few words."""
    on = introduction.owner.today(introduction.state_at) if introduction.state_at else None
    return Told(introduction, headline(introduction), standing(introduction), next_step(introduction), on)


def headline(introduction: Introduction) -> str:
    """Whom it is about."""
    names = _names(introduction, short=False)
    if introduction.kind == Kind.MADE:
        return _("%(first)s and %(other)s") % names
    return _("%(other)s, through %(first)s") % names if introduction.introducer else names["other"]


def standing(introduction: Introduction) -> str:
    """How far it is."""
    outcome = introduction.get_outcome_display() or _("not noted")
    words = _STANDING.get((Kind(introduction.kind), State(introduction.state))) or _ENDED[State(introduction.state)]
    return str(words) % {**_names(introduction), "outcome": outcome}


def next_step(introduction: Introduction) -> str:
    """What the user does next, "" where others have the next move."""
    steps = {
        State.DRAFTED: _("Ask %(first)s"),
        State.OTHER_AGREED: _("Introduce them") if introduction.kind == Kind.MADE else _("Write to %(other)s"),
        State.INTRODUCER_AGREED: _("Ask %(other)s") if introduction.kind == Kind.MADE else "",
        State.INTRODUCED: _("Say how it went"),
        State.MET: _("Note what came of it"),
        State.OUTCOME: _("Thank them"),
    }
    return steps.get(State(introduction.state), "") % _names(introduction)


def events(introduction: Introduction) -> list[Event]:
    """What happened, the latest first."""
    names, owner = _names(introduction), introduction.owner
    steps = introduction.steps.order_by("-at", "-pk")
    return [
        Event(_step(step, names), owner.today(step.at), step.words, _ICONS.get(step.move, "note"), step.told)
        for step in steps
    ]


def choices(introduction: Introduction) -> list[Choice]:
    """What the user can do now, the best first. Letters are offered only where Kith can send them."""
    names = _names(introduction)
    own = possible(introduction.kind, introduction.state, Door.OWN)
    offered = [(actor, move) for actor, move in own if move not in _LETTERS or can_write(introduction, move)]
    offered.sort(key=lambda choice: choice[1] not in _LETTERS)
    forward = [move for _actor, move in offered if move not in _SIDE_MOVES and not _is_again(introduction, move)]
    found = [_choice(introduction, actor, move, names, move == next(iter(forward), "")) for actor, move in offered]
    others = possible(introduction.kind, introduction.state, Door.TOLD)
    return found + [_choice(introduction, actor, move, names, False, is_told=True) for actor, move in others]


def can_write(introduction: Introduction, move: str) -> bool:
    """Whether Kith may write the letter that this move is."""
    people = {
        "write": [introduction.first],
        "write_other": [introduction.other],
        "write_both": [introduction.party, introduction.other],
    }[move]
    if not queries.can_write() or not all(queries.email_of(person) for person in people):
        return False
    return move == "write_both" or not any(queries.letters_stopped(introduction.owner, one) for one in people if one)


def drafts(introduction: Introduction) -> list[Draft]:
    """The texts that the user may want to send now, by any way that suits."""
    state, is_made = introduction.state, introduction.kind == Kind.MADE
    subject = _("An introduction")
    if state in (State.DRAFTED, State.INTRODUCER_ASKED) and is_made:
        text = texts.own_words_to_side(introduction, introduction.party, "")
        return [_draft(_("To ask %(name)s yourself"), introduction.party, "", subject, text)]
    elif state in (State.DRAFTED, State.INTRODUCER_ASKED):
        text = texts.own_words(introduction)
        return [_draft(_("To ask %(name)s yourself"), introduction.first, "", subject, text)]
    elif state == State.INTRODUCER_AGREED and is_made:
        text = texts.own_words_to_side(introduction, introduction.other, introduction.other_name)
        return [_draft(_("To ask %(name)s yourself"), introduction.other, "", subject, text)]
    elif state == State.INTRODUCER_AGREED:
        text = texts.to_forward(introduction, "")
        return [_draft(_("For %(name)s to forward"), introduction.introducer, "", subject, text)]
    elif state == State.OTHER_AGREED and is_made:
        text = introduction.blurb
        return [_draft(_("To introduce them yourself"), introduction.party, "", subject, text, also=introduction.other)]
    elif state == State.OTHER_AGREED:
        text = introduction.blurb
        return [_draft(_("To write to %(name)s"), introduction.other, introduction.to, subject, text, introduction)]
    elif state in (State.MET, State.OUTCOME) and not is_made:
        return _thanks(introduction)
    return []


def _thanks(introduction: Introduction) -> list[Draft]:
    first, other = introduction.introducer, introduction.other
    found = []
    if first is not None:
        text = texts.thanks(introduction, texts.short(first), is_introducer=True)
        found.append(_draft(_("Thanks to %(name)s"), first, "", _("Thank you"), text))
    text = texts.thanks(introduction, texts.short(other, introduction.other_name), is_introducer=False)
    return [*found, _draft(_("Thanks to %(name)s"), other, introduction.to, _("Thank you"), text, introduction)]


def _draft(
    title: str,
    person: Person | None,
    name: str,
    subject: str,
    text: str,
    introduction: Introduction | None = None,
    also: Person | None = None,
) -> Draft:
    addresses = [queries.email_of(one) for one in (person, also) if one is not None]
    if introduction is not None and "@" in introduction.other_contact:
        addresses = [introduction.other_contact]
    to = ",".join(quote(address, safe="@+") for address in addresses if address)
    mail = f"mailto:{to}?subject={quote(subject)}&body={quote(text)}"
    return Draft(title % {"name": texts.short(person, name)}, text, mail)


def _choice(
    introduction: Introduction, actor: Actor, move: str, names: dict[str, str], is_main: bool, *, is_told: bool = False
) -> Choice:
    label, asks = _OFFERS[actor, move]
    if introduction.kind == Kind.MADE and move in _MADE_OFFERS:
        label, asks = _MADE_OFFERS[move]
    needed = tuple(name for name in asks if name != "adds_person" or introduction.other is None)
    return Choice(actor, move, str(label) % names, needed, is_main, is_told)


def _is_again(introduction: Introduction, move: str) -> bool:
    """Whether it is a move that only repeats what is so already."""
    again = {
        "asked": (State.INTRODUCER_ASKED,),
        "asked_other": (State.OTHER_ASKED,),
        "note_outcome": (State.OUTCOME, State.THANKED),
    }
    return introduction.state in again.get(move, ())


def _step(step: Step, names: dict[str, str]) -> str:
    words = _STEPS.get((Actor(step.actor), step.move))
    return str(words) % names if words else step.get_state_display()


def _names(introduction: Introduction, *, short: bool = True) -> dict[str, str]:
    first, other = introduction.first, introduction.other
    if short:
        return {
            "first": texts.short(first) or _("The introducer"),
            "other": texts.short(other, introduction.other_name),
        }
    return {"first": first.name if first else "", "other": introduction.to}
