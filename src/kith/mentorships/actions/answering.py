"""The answers of two to whom each other was proposed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.actions import note_activity
from kith.groups.models import Membership
from kith.mentorships.actions import telling
from kith.mentorships.models import Match, Mentee, Mentorship, Round

MONTHS = 6  # that a mentorship lasts if nothing else is agreed
FIRST_CHECK_IN = timedelta(days=14)


@transaction.atomic
def answer(match: Match, membership: Membership, *, is_yes: bool, at: datetime) -> Mentorship | None:
    """Say yes or no, or change one's mind while the round goes on; the mentorship, once both have said yes.

    Nothing tells the other of a no: until the round is over it looks like no answer. Raises Refused once it is over.
    """
    held = list(Match.objects.select_for_update().filter(pk=match.pk, agreed_at=None))
    if not held or not Round.objects.filter(pk=match.round_id, state=Round.State.PROPOSED).exists():
        raise Refused(_("This is over, or both of you have said yes."))
    side = "by_mentor" if match.is_mentor(membership) else "by_mentee"
    fresh = held[0]
    setattr(fresh, side, Match.Answer.YES if is_yes else Match.Answer.NO)
    fresh.save(update_fields=[side])
    if is_yes:
        note_activity(membership.group, [membership.user], on=membership.user.today(at))
    if fresh.by_mentor == fresh.by_mentee == Match.Answer.YES:
        return _agree(fresh, at)
    return None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_year, next_month = divmod(year * 12 + month + 1, 12)
    last = (date(next_year, next_month + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _agree(match: Match, at: datetime) -> Mentorship:
    found = Match.objects.known().get(pk=match.pk)
    day = at.astimezone(found.round.group.zone).date()
    wish = Mentee.objects.filter(membership=found.mentee).first()
    mentorship: Mentorship = Mentorship.objects.create(
        group=found.round.group,
        mentor=found.mentor,
        mentee=found.mentee,
        goal=wish.goal if wish else _("To be agreed on"),
        often=found.mentor.mentor.often if hasattr(found.mentor, "mentor") else "monthly",
        starts_on=day,
        ends_on=months_later(day, MONTHS),
        check_in_on=day + FIRST_CHECK_IN,
    )
    Match.objects.filter(pk=match.pk).update(agreed_at=at)
    Mentee.objects.filter(membership=found.mentee).delete()
    telling.tell_agreed(mentorship, at=at)
    return mentorship
