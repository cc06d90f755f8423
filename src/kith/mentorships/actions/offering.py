"""Offering to mentor, and looking for a mentor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.actions import note_activity
from kith.groups.models import Membership
from kith.mentorships.models import Match, Mentee, Mentor, Mentorship, Round, Value


@transaction.atomic
def offer(membership: Membership, fields: dict[str, Any], *, at: datetime) -> Mentor:
    """Offer to mentor, or change the offer. fields: topics, values, often, capacity. Raises ValidationError, Refused."""
    refuse_outsider(membership)
    mentor = Mentor.objects.filter(membership=membership).first() or Mentor(membership=membership, offered_at=at)
    _save(mentor, fields)
    note_activity(membership.group, [membership.user], on=membership.user.today(at))
    return mentor


@transaction.atomic
def stop_offering(membership: Membership) -> None:
    """Take no more mentees, also none of a round that goes on; mentorships that run go on."""
    Mentor.objects.filter(membership=membership).delete()
    turn_down(membership, "mentor")


@transaction.atomic
def seek(membership: Membership, fields: dict[str, Any], *, at: datetime) -> Mentee:
    """Look for a mentor, or say it differently. fields: goal, values, often. Raises ValidationError, Refused."""
    refuse_outsider(membership)
    if Mentorship.objects.running().filter(mentee=membership).exists():
        raise Refused(_("You have a mentor in this group. Once that has ended you can look for another."))
    mentee = Mentee.objects.filter(membership=membership).first() or Mentee(membership=membership, sought_at=at)
    _save(mentee, fields)
    note_activity(membership.group, [membership.user], on=membership.user.today(at))
    return mentee


@transaction.atomic
def stop_seeking(membership: Membership) -> None:
    """Look for no mentor any more, nor take one of a round that goes on."""
    Mentee.objects.filter(membership=membership).delete()
    turn_down(membership, "mentee")


def turn_down(membership: Membership, side: str) -> None:
    """Say no to what was proposed to a mentor or a mentee, whatever they had answered, and have nothing more proposed."""
    mine = Match.objects.filter(**{side: membership}, agreed_at=None)
    mine.filter(round__state=Round.State.FOUND).delete()
    mine.update(**{f"by_{side}": Match.Answer.NO})


def refuse_outsider(membership: Membership) -> None:
    """Refuse guests and those who left."""
    if not membership.is_inner:
        raise Refused(_("This is for members of the group."))


def _save(row: Mentor | Mentee, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    if not isinstance(row.values, list) or not set(row.values) <= set(Value.values):
        raise ValidationError({"values": _("There is no such value.")})
    row.full_clean()
    row.save()
