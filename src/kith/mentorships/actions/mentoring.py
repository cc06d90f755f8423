"""What two do who have agreed: change what they agreed on, note a talk, end it with thanks; and being asked how it goes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.actions import note_activity
from kith.groups.models import Membership
from kith.mentorships.actions import telling
from kith.mentorships.models import Mentorship, Session

BETWEEN_CHECK_INS = timedelta(days=28)
_LATELY = timedelta(days=14)  # who noted a talk in that time is not asked
_NOT_ASKED = {"mentor_asked_on": None, "mentee_asked_on": None}


@transaction.atomic
def change_agreement(mentorship: Mentorship, fields: dict[str, Any], *, on: date) -> None:
    """Change goal, how often, until when, and what else the two agreed on. Raises ValidationError, Refused."""
    _refuse_ended(mentorship)
    for name, value in fields.items():
        setattr(mentorship, name, value)
    if mentorship.ends_on <= mentorship.starts_on:
        raise ValidationError({"ends_on": _("That is before it begins.")})
    if mentorship.check_in_on is None and mentorship.ends_on > on:
        mentorship.check_in_on = min(on + BETWEEN_CHECK_INS, mentorship.ends_on)
    mentorship.full_clean(exclude=["group", "mentor", "mentee"])
    mentorship.save(update_fields=[*fields, "check_in_on"])
    _ask_no_more(mentorship)


@transaction.atomic
def note_session(mentorship: Mentorship, by: Membership, fields: dict[str, Any], *, at: datetime) -> Session:
    """Note a talk in the log of the two. fields: on, about, next_step. Raises ValidationError, Refused."""
    _refuse_ended(mentorship)
    session = Session(mentorship=mentorship, by=by, written_at=at, **fields)
    session.full_clean(exclude=["mentorship", "by"])
    if session.on > by.user.today(at):
        raise ValidationError({"on": _("That day is still to come.")})
    session.save()
    _ask_no_more(mentorship)
    note_activity(by.group, [by.user], on=by.user.today(at))
    return session


@transaction.atomic
def end(mentorship: Mentorship, by: Membership, *, thanks: str, at: datetime) -> None:
    """End it, and leave the other a word; who was left one can thank as well. The mentee is asked to mentor."""
    is_first = (
        Mentorship.objects.running()
        .filter(pk=mentorship.pk)
        .update(ended_on=at.astimezone(mentorship.group.zone).date(), check_in_on=None, **_NOT_ASKED)
    )
    side = "thanks_of_mentor" if mentorship.is_mentor(by) else "thanks_of_mentee"
    mentorship.refresh_from_db()
    setattr(mentorship, side, thanks.strip()[:1000])
    mentorship.save(update_fields=[side])
    if is_first:
        telling.tell_end(mentorship, by, at=at)


@transaction.atomic
def check_in(mentorship_id: int, *, on: date, at: datetime) -> bool:
    """Ask both how it goes, in the inbox and by a letter, if that is due and they noted no talk lately; returns whether it was due.

    The letter and the day of the next go in one transaction, and on the last agreed day comes the last.
    """
    due = Mentorship.objects.running().select_for_update().filter(pk=mentorship_id, check_in_on__lte=on)
    if not list(due.values_list("pk", flat=True)):
        return False  # another worker had it
    found = Mentorship.objects.select_related("group", "mentor__user", "mentee__user").get(pk=mentorship_id)
    is_last = found.is_past(on)
    following = None if is_last else min(on + BETWEEN_CHECK_INS, found.ends_on)
    Mentorship.objects.filter(pk=found.pk).update(check_in_on=following)
    has_talked = found.sessions.filter(on__gte=on - _LATELY).exists()
    if found.mentor and found.mentee and (is_last or not has_talked):
        Mentorship.objects.filter(pk=found.pk).update(mentor_asked_on=on, mentee_asked_on=on)
        telling.tell_check_in(found, on, at=at)
    return True


def say_it_is_fine(mentorship: Mentorship, by: Membership) -> None:
    """Take it that one of the two has answered how it goes: they are asked again at the next check-in. The other learns nothing."""
    side = "mentor_asked_on" if mentorship.is_mentor(by) else "mentee_asked_on"
    setattr(mentorship, side, None)
    mentorship.save(update_fields=[side])


def _ask_no_more(mentorship: Mentorship) -> None:
    """Ask neither until the next check-in."""
    for side, nothing in _NOT_ASKED.items():
        setattr(mentorship, side, nothing)
    mentorship.save(update_fields=[*_NOT_ASKED])


def _refuse_ended(mentorship: Mentorship) -> None:
    if mentorship.ended_on is not None:
        raise Refused(_("This mentorship has ended."))
