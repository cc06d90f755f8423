"""Asking the first, and the other side: by a letter of Kith's with a link, or in the user's own words by any way."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.introductions import links, queries, texts
from kith.introductions.actions.saying import Happening
from kith.introductions.models import Introduction, Reply, Step
from kith.introductions.moves import Actor, Kind, State, first_of
from kith.outbox import actions as outbox
from kith.outbox.addresses import checked, named
from kith.people.models import Person

REMIND_AFTER = timedelta(days=5)
ANSWER_WITHIN = timedelta(days=14)
LETTERS_A_DAY = 10  # of one book: Kith is no tool for writing to strangers in bulk


def check_ask(introduction: Introduction, at: datetime) -> None:
    """Raise Refused where the introducer is not to be asked now. Who was asked already may be asked again in a talk."""
    introducer = introduction.introducer
    if introduction.kind != Kind.ASKED or introduction.state != State.DRAFTED:
        return
    if introducer is None:
        raise Refused(_("There is nobody to ask: begin with the one who shall introduce you."))
    on = introduction.owner.today(at)
    why = queries.why_not(
        introduction.owner, introducer, on, other=introduction.other, other_name=introduction.other_name
    )
    if why:
        raise Refused(why)


def check_letter_to_first(introduction: Introduction, at: datetime) -> None:
    """Raise Refused where Kith is not to write to the first."""
    check_ask(introduction, at)
    _check_letter(introduction, introduction.first, at)


def check_letter_to_other(introduction: Introduction, at: datetime) -> None:
    """Raise Refused where Kith is not to write to the second of two."""
    _check_letter(introduction, introduction.other, at)


def check_letter_to_both(introduction: Introduction, at: datetime) -> None:
    """Raise Refused where Kith cannot write to both."""
    for person in (introduction.party, introduction.other):
        _check_address(person)
    _check_day(introduction, at)


def note_ask(made: Happening) -> None:
    """Remember when the first was asked first, and how strong the tie was then."""
    made.introduction.asked_at = made.introduction.asked_at or made.at
    if made.introduction.tier is None and made.introduction.introducer is not None:
        made.introduction.tier = made.introduction.introducer.tier


def write_to_first(made: Happening) -> None:
    """Put the letter and its one reminder out, with a link for the introducer, or for the first of two."""
    note_ask(made)
    person = made.introduction.first
    if made.introduction.kind == Kind.ASKED:
        subject, text = texts.asking(made.introduction)
    else:
        subject, text = texts.asking_side(made.introduction, person, "", made.introduction.to)
    _put_asking(made.introduction, first_of(made.introduction.kind), "first", person, subject, text, made.at)


def write_to_other(made: Happening) -> None:
    """Put the letter and its one reminder to the second of two out."""
    about = made.introduction.party.name if made.introduction.party else ""
    subject, text = texts.asking_side(made.introduction, made.introduction.other, made.introduction.other_name, about)
    _put_asking(made.introduction, Actor.OTHER, "other", made.introduction.other, subject, text, made.at)


def write_to_both(made: Happening) -> None:
    """Put the one letter out that introduces two people."""
    introduction = made.introduction
    subject, text = texts.for_both(introduction)
    to = ", ".join(_address(person) for person in (introduction.party, introduction.other))
    key = queries.letter_key(introduction.uid, "both")
    outbox.put(introduction.owner, key=key, to=to, subject=subject, text=text, due_at=made.at)


def write_forward(introduction: Introduction, reply: Reply, at: datetime) -> None:
    """Send an introducer who agreed what they can forward; the page where they agreed shows it as well."""
    to = _address(introduction.introducer)
    if to and queries.can_write():
        subject, text = texts.forwarding(introduction)
        key, link = queries.letter_key(introduction.uid, "forward"), links.link_of(reply)
        outbox.put(introduction.owner, key=key, to=to, subject=subject, text=text, due_at=at, link=link)


def new_reply(introduction: Introduction, actor: Actor, expires_at: datetime) -> Reply:
    """A link for one role in this introduction."""
    wanted = {"secret": links.new_secret(), "expires_at": expires_at}
    reply, _is_new = Reply.objects.get_or_create(introduction=introduction, actor=actor, defaults=wanted)
    return reply


def _put_asking(
    introduction: Introduction, actor: Actor, what: str, person: Person | None, subject: str, text: str, at: datetime
) -> None:
    link = links.link_of(new_reply(introduction, actor, at + ANSWER_WITHIN))
    key, to = queries.letter_key(introduction.uid, what), _address(person)
    owner = introduction.owner
    outbox.put(owner, key=key, to=to, subject=subject, text=text, due_at=at, link=link)
    subject, text = texts.reminding(subject, text)
    due_at = at + REMIND_AFTER
    outbox.put(owner, key=f"{key}:reminder", to=to, subject=subject, text=text, due_at=due_at, link=link, forgets=True)


def _check_letter(introduction: Introduction, person: Person | None, at: datetime) -> None:
    _check_address(person)
    if person is not None and queries.letters_stopped(introduction.owner, person):
        raise Refused(
            _(
                "Kith has written to %(name)s before and knows of no answer, so it does not write again. Ask in your own words."
            )
            % {"name": person.name}
        )
    _check_day(introduction, at)


def _check_address(person: Person | None) -> None:
    if not queries.can_write():
        raise Refused(_("This Kith sends no mail. Copy the text, and ask in your own words."))
    if person is None or not queries.email_of(person):
        raise Refused(_("There is no e-mail address to write to. Copy the text, and ask in your own words."))
    try:
        checked(queries.email_of(person))
    except ValidationError as error:
        raise Refused(_("Their e-mail address is none that a letter can go to. Ask in your own words.")) from error


def _check_day(introduction: Introduction, at: datetime) -> None:
    moves = ("write", "write_other", "write_both")
    steps = Step.objects.visible_to(introduction.owner).filter(actor=Actor.ME, move__in=moves)
    if steps.filter(at__gt=at - timedelta(days=1)).count() >= LETTERS_A_DAY:
        raise Refused(_("Kith has sent ten letters for you within a day. Tomorrow it sends more."))


def _address(person: Person | None) -> str:
    address = queries.email_of(person)
    return named(person.name, address) if person and address else ""
