"""Taking part, and what members may ask: off and private until the user says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.people.models import Person
from kith.sharing.actions.cutting import cut, cut_people
from kith.sharing.models import BlindAsk, Refusal, Request, Sharing, Willingness

MOST_A_MONTH = 60


@transaction.atomic
def turn_on(owner: User, *, at: datetime) -> None:
    """Take part. Nobody of the book may be asked about by that: each is private until the user says otherwise."""
    Sharing.objects.get_or_create(owner=owner)
    Sharing.objects.filter(owner=owner, is_on=False).update(is_on=True, since=at)


@transaction.atomic
def turn_off(owner: User, *, at: datetime) -> None:
    """Take no part any more: what the user asked ends, and so does what others asked of them, at once."""
    Sharing.objects.filter(owner=owner).update(is_on=False, since=None)
    cut(Request.objects.filter(introducer=owner), at)
    cut(Request.objects.filter(ask__owner=owner), at)
    BlindAsk.objects.filter(owner=owner, is_live=True).update(is_live=False, withdrawn_at=at)


@transaction.atomic
def set_limit(owner: User, a_month: int) -> None:
    """Be asked at most so often in thirty days; 0 is never. Raises ValidationError."""
    if not 0 <= a_month <= MOST_A_MONTH:
        raise ValidationError({"a_month": _("A number from 0 to %(most)s, please.") % {"most": MOST_A_MONTH}})
    Sharing.objects.filter(owner=owner).update(a_month=a_month)


@transaction.atomic
def allow(owner: User, people: Iterable[Person], *, at: datetime) -> int:
    """Let members ask the owner about these people; what was said against one of them before is taken back.

    Returns how many were private before.
    """
    own = Person.objects.in_book().filter(owner=owner, pk__in=[person.pk for person in people])
    Refusal.objects.filter(owner=owner, person__in=own).delete()
    new = list(own.filter(willingness=None).values_list("pk", flat=True))
    rows = [Willingness(owner=owner, person_id=pk, since=at) for pk in new]
    Willingness.objects.bulk_create(rows, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def keep_private(owner: User, people: Collection[Person], *, at: datetime) -> int:
    """Have nobody ask about these people any more, from now on. Returns how many could be asked about before."""
    own = [person.pk for person in people if person.owner_id == owner.pk]
    gone, _rows = Willingness.objects.filter(owner=owner, person__in=own).delete()
    cut_people(own, at)
    return gone


@transaction.atomic
def hear_again(owner: User, member: User) -> None:
    """Let a member who was muted ask again, from their next request on."""
    Refusal.objects.filter(owner=owner, member=member).delete()
