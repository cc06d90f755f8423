"""Pledges: a promise to come, given to members by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Pledge, Standing

MOST = 6  # to so many one can promise it by name


@transaction.atomic
def pledge(
    rsvp: RSVP, *, to: Iterable[User], at: datetime, words: str = "", stake: str = "", cause: str = ""
) -> Pledge:
    """Promise members to come; they see it. A stake is noted, and never collected. Raises ValidationError, Refused."""
    if rsvp.answer != RSVP.Answer.YES:
        raise Refused(_("Say first that you come."))
    named = _members(rsvp, to)
    if not named:
        raise ValidationError({"to": _("Please choose somebody who may count on you.")})
    said = {"words": words.strip()[:300], "stake": stake.strip()[:60], "cause": cause.strip()[:160], "made_at": at}
    made, _is_new = Pledge.objects.update_or_create(rsvp=rsvp, defaults=said)
    made.given_to.set(named)
    return made


@transaction.atomic
def pledge_for_series(
    rsvps: Iterable[RSVP], *, to: Iterable[User], at: datetime, words: str = "", stake: str = "", cause: str = ""
) -> None:
    """Promise the same for these meetings of a series to which they come, and for those that are not planned yet.

    To nobody, or where they do not come, takes the promises back. Raises as pledge.
    """
    said = list(rsvps)
    named = list(to) if any(rsvp.answer == RSVP.Answer.YES for rsvp in said) else []
    for rsvp in said:
        if named and rsvp.answer == RSVP.Answer.YES:
            pledge(rsvp, to=named, at=at, words=words, stake=stake, cause=cause)
        else:
            take_back_pledge(rsvp)
    for standing in Standing.objects.filter(series__in={rsvp.meeting.series_id for rsvp in said}, user=said[0].user):
        standing.words, standing.stake, standing.cause = words.strip()[:300], stake.strip()[:60], cause.strip()[:160]
        standing.save(update_fields=Standing.WORDS)
        standing.given_to.set(_members(said[0], named))


def take_back_pledge(rsvp: RSVP) -> None:
    """Take the promise back; nobody is told."""
    Pledge.objects.filter(rsvp=rsvp).delete()


def _members(rsvp: RSVP, to: Iterable[User]) -> list[User]:
    """Those of them who belong to the group, each once, without the one who promises."""
    wanted = [user.pk for user in to if user.pk != rsvp.user_id][: MOST + 1]
    if len(wanted) > MOST:
        raise ValidationError({"to": _("At most %(n)d people.") % {"n": MOST}})
    inner = Membership.objects.inner().filter(group=rsvp.meeting.group_id, user__in=wanted).values("user")
    return list(User.objects.filter(pk__in=inner).order_by("pk"))
