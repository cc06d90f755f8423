"""What follows from a move: the words are kept, the other side gets a link, rules are written down, touches are logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kith.interactions import actions as interactions
from kith.interactions.actions import Details
from kith.interactions.models import Direction
from kith.interactions.models import Kind as Touch
from kith.introductions.actions import asking
from kith.introductions.actions.rules import set_rule
from kith.introductions.actions.saying import Happening
from kith.introductions.models import IntroducerRule, Introduction, Reply
from kith.introductions.moves import Actor, Door, Kind
from kith.people import actions as people
from kith.people.identity import key_of
from kith.people.models import Person
from kith.people.queries import people_by_keys

PASS_ON_WITHIN = timedelta(days=21)  # an introducer who agreed asks the other side
_FOLLOWING = timedelta(days=60)  # so long an introducer who agreed can say by the link how it went on


def introducer_agreed(made: Happening) -> None:
    """Keep their words. Who answered by a link gets the text to forward, with a link for the other side."""
    introduction = made.introduction
    introduction.introducer_words = made.said.words or introduction.introducer_words
    introduction.blurb = made.said.blurb.strip() or introduction.blurb
    asking.note_ask(made)
    if made.door is Door.LINK:
        theirs = Reply.objects.filter(introduction=introduction, actor=Actor.INTRODUCER)
        theirs.update(expires_at=made.at + _FOLLOWING)
        reply = asking.new_reply(introduction, Actor.OTHER, made.at + PASS_ON_WITHIN + asking.ANSWER_WITHIN)
        asking.write_forward(introduction, reply, made.at)


def other_agreed(made: Happening) -> None:
    """Keep how they want to be reached."""
    made.introduction.other_contact = made.said.contact.strip()[:300] or made.introduction.other_contact


def said_no(made: Happening) -> None:
    """Keep as a rule what the introducer told the user. The moves of no are called as the rules are."""
    introduction = made.introduction
    if introduction.introducer is not None:
        is_about = made.move == IntroducerRule.Kind.NOT_FOR
        set_rule(
            introduction.introducer,
            kind=made.move,
            about=introduction.other if is_about else None,
            about_name=introduction.other_name if is_about else "",
            on=introduction.owner.today(made.at),
        )


def introduced(made: Happening) -> None:
    """Note the introduction as a touch of those who are in the book; the other side is added to it, where that is wanted."""
    introduction = made.introduction
    _add_other(made)
    is_asked = introduction.kind == Kind.ASKED
    words = {"one": introduction.party or introduction.owner, "other": introduction.to}
    summary = (_("Introduction: %(one)s and %(other)s") % words)[:500]
    direction = Direction.INCOMING if is_asked else Direction.OUTGOING
    _log(made, _everyone(introduction), on=made.on, kind=Touch.INTRODUCTION, direction=direction, summary=summary)


def met(made: Happening) -> None:
    """Note the talk, where it was the user's own."""
    if made.introduction.kind == Kind.ASKED:
        _add_other(made)
        _log(
            made,
            [made.introduction.other],
            on=made.on,
            kind=Touch.MEETING,
            channel=made.said.channel,
            notes=made.said.words,
        )


def note_outcome(made: Happening) -> None:
    """Keep what came of it. Raises ValidationError for an outcome that there is not."""
    if made.said.outcome not in Introduction.Outcome.values or not made.said.outcome:
        raise ValidationError({"outcome": _("Choose what came of it.")})
    made.introduction.outcome, made.introduction.outcome_notes = made.said.outcome, made.said.words


def thanked(made: Happening) -> None:
    """Note thanks to both ends."""
    _log(made, _everyone(made.introduction), on=made.on, kind=Touch.THANK_YOU, direction=Direction.OUTGOING)


def _everyone(introduction: Introduction) -> list[Person | None]:
    return [introduction.introducer, introduction.party, introduction.other]


def _log(made: Happening, people_: list[Person | None], **details: Unpack[Details]) -> None:
    present = [one for one in people_ if one is not None and one.binned_at is None and one.merged_into_id is None]
    if present:
        interactions.log(made.introduction.owner, people=present, now=made.at, **details)


def _add_other(made: Happening) -> None:
    """Make the other side somebody of the book, if the user says so, or find them there by the address that they gave."""
    introduction = made.introduction
    if introduction.other is None and made.said.adds_person and introduction.other_name:
        address = introduction.other_contact if _is_email(introduction.other_contact) else ""
        known = people_by_keys(introduction.owner, [key_of("email", address)]) if address else {}
        found = Person.objects.filter(pk__in=known.values()).first()
        points = [{"kind": "email", "value": address}] if address else []
        introduction.other = found or people.add_person(
            introduction.owner,
            name=introduction.other_name,
            at=made.at,
            fields={"met_through": introduction.introducer},
            points=points,
        )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
