"""Afterwards: whom somebody met. Those become people of their book, as far as they allow it, and the meeting a touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import Membership
from kith.interactions import actions as interactions
from kith.interactions.models import Channel, Direction, Interaction, Kind, Promise
from kith.meetings import queries
from kith.meetings.models import RSVP, Meeting, Met
from kith.people import actions as people
from kith.people.models import ContactPoint, Person

FOLLOW_UP = timedelta(days=2)


@transaction.atomic
def note_met(
    meeting: Meeting, user: User, others: Iterable[User], *, at: datetime, lines: Mapping[int, str] | None = None
) -> list[Met]:
    """Note whom the user met, and log the meeting with them as one touch; those noted before stay.

    Members who give their card come into the book with name and e-mail address, if both were there by the list; others with
    the name that the group sees.
    `lines`: by the user's id, what I said I would do for them; a promise for the next two days. Raises Refused,
    ValidationError.
    """
    _refuse_absent(meeting, user, at)
    chosen = _cards(meeting, user, others)
    cards = queries.cards_for(meeting, user, [member.user_id for member in chosen])
    met = [_met(meeting, user, member, at, gives_card=member.user_id in cards) for member in chosen]
    everyone = [each.person for each in Met.objects.filter(owner=user, meeting=meeting).select_related("person")]
    if not met:
        raise ValidationError({"met": _("Please choose whom you met.")})
    touch = _touch(meeting, user, everyone, at)
    for each in met:
        line = (lines or {}).get(each.other_id or 0, "").strip()[:500]
        if line and not Promise.objects.filter(owner=user, person=each.person, what=line).exists():
            due = user.today(at) + FOLLOW_UP
            interactions.promise(each.person, by=Promise.By.ME, what=line, due_on=due, interaction=touch)
    return met


@transaction.atomic
def keep_card(met: Met, *, at: datetime) -> Person:
    """Add the e-mail address of somebody noted by name alone, once they may be kept with it. Raises Refused."""
    cards = queries.cards_to_keep(met.meeting, met.owner) if met.meeting else []
    if met.other is None or met.uid not in {card.uid for card in cards}:
        raise Refused(_("This is for members who let others keep their card, once both stand on the list."))
    points = [*met.person.points.order_by("pk"), {"kind": "email", "value": met.other.email}]
    return people.edit_person(met.person, version=met.person.version, at=at, fields={}, points=points)


@transaction.atomic
def thank(met: Met, *, at: datetime) -> Interaction:
    """Note that the user has thanked somebody whom they met; once for each meeting."""
    Met.objects.select_for_update().filter(pk=met.pk).first()  # a button pressed twice thanks once
    key = queries.thanks_key(met)
    found: Interaction | None = Interaction.objects.visible_to(met.owner).filter(source_key=key).first()
    return found or interactions.log(
        met.owner,
        people=[met.person],
        kind=Kind.THANK_YOU,
        direction=Direction.OUTGOING,
        on=met.owner.today(at),
        summary=met.title,
        source_key=key,
        now=at,
    )


def _refuse_absent(meeting: Meeting, user: User, at: datetime) -> None:
    own = RSVP.objects.select_for_update()  # a button pressed twice notes everybody once
    mine = own.filter(meeting=meeting, user=user, answer=RSVP.Answer.YES).first()
    if at < meeting.starts_at or meeting.cancelled_at is not None:
        raise Refused(_("This is for after the meeting."))
    if mine is None or mine.attendance in (RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED):
        raise Refused(_("This is for those who were there."))


def _cards(meeting: Meeting, user: User, others: Iterable[User]) -> list[Membership]:
    """The memberships of those who were at the meeting too, and belong to the group."""
    chosen = [other.pk for other in others if other.pk != user.pk]
    there = those_there(meeting).filter(user__in=chosen).values("user")
    found = Membership.objects.current().filter(group=meeting.group, user__in=there).select_related("user")
    return list(found.order_by("joined_at", "pk"))


def those_there(meeting: Meeting) -> QuerySet[RSVP]:
    """Who was at a meeting: on the list, or, where nobody kept one, whoever said yes."""
    said = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES)
    return said.exclude(attendance__in=(RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED, RSVP.Attendance.SUBSTITUTE))


def _met(meeting: Meeting, user: User, card: Membership, at: datetime, *, gives_card: bool) -> Met:
    mine = Met.objects.visible_to(user).select_related("person")
    found: Met | None = mine.filter(meeting=meeting, other=card.user).first()
    if found is not None:
        return found
    on = _day(meeting, user, at)
    email = card.user.email if gives_card else ""
    person = _known(user, card, email) or _new_person(meeting, user, card, email, on, at)
    return Met.objects.create(owner=user, person=person, other=card.user, meeting=meeting, title=meeting.title, on=on)


def _known(user: User, card: Membership, email: str) -> Person | None:
    """Who they are in the user's book: met before, or by the address that they give."""
    mine = Met.objects.visible_to(user).filter(other=card.user, person__binned_at=None)
    before: Met | None = mine.select_related("person").first()
    if before is not None:
        return before.person
    if not email:
        return None
    points = ContactPoint.objects.visible_to(user).filter(kind="email", value__iexact=email)
    point = points.filter(person__in=Person.objects.visible_to(user).in_book()).select_related("person").first()
    return point.person if point else None


def _new_person(meeting: Meeting, user: User, card: Membership, email: str, on: date, at: datetime) -> Person:
    if not card.user.name:
        raise ValidationError({"met": _("Somebody shows no name here. Please add them to your book by hand.")})
    points = [{"kind": "email", "value": email}] if email else []
    place = _("%(title)s, %(group)s") % {"title": meeting.title, "group": meeting.group.name}
    fields = {"met_at": place[:200], "met_on": on.isoformat()}
    return people.add_person(user, name=card.user.name, at=at, fields=fields, points=points)


def _touch(meeting: Meeting, user: User, everyone: list[Person], at: datetime) -> Interaction:
    key = f"meeting:{meeting.uid}"
    found: Interaction | None = Interaction.objects.visible_to(user).filter(source_key=key).first()
    if found is not None:
        return interactions.edit(found, version=found.version, people=everyone, now=at)
    on = _day(meeting, user, at)
    mine = RSVP.objects.get(meeting=meeting, user=user)
    return interactions.log(
        user,
        people=everyone,
        kind=Kind.MEETING,
        channel=Channel.VIDEO if mine.by_call else Channel.IN_PERSON,
        on=on,
        at=min(meeting.starts_at, at),
        summary=meeting.title,
        place="" if mine.by_call else meeting.place,
        follow_up_on=user.today(at) + FOLLOW_UP,
        source_key=key,
        now=at,
    )


def _day(meeting: Meeting, user: User, at: datetime) -> date:
    """The day of the meeting where the user lives."""
    return min(meeting.starts_at.astimezone(user.zone).date(), user.today(at))
