"""Taking part in a challenge, and leaving it: each member's own choice, under a name that tells nobody who it is."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.challenges import circles, sums
from kith.challenges.models import Challenge, Entrant
from kith.errors import Refused
from kith.groups.models import Group, Membership
from kith.people.folding import fold

_LOOKED_AT = 12  # entrants on either side of a newcomer's figure, by whom a circle is found


@transaction.atomic
def join(challenge: Challenge, user: User, *, pseudonym: str, on: date) -> Entrant:
    """Take part, in a circle at once; others see it from the next daily count on.

    Raises ValidationError for a name that is taken or that is somebody else's own, Refused where the challenge is over.
    """
    held = Challenge.objects.select_for_update().get(pk=challenge.pk)  # so that two do not take the last place at once
    if held.ends_on < on:
        raise Refused(_("This challenge is over."))
    entrant = Entrant.objects.filter(challenge=held, user=user).first()
    if entrant is not None:
        return entrant
    entrant = Entrant(challenge=held, user=user, pace=sums.of_one(held, user.pk, on).pace)
    _name(entrant, pseudonym)
    entrant.circle = _circle_for(entrant)
    entrant.save()
    return entrant


@transaction.atomic
def rename(entrant: Entrant, pseudonym: str) -> Entrant:
    """Go by another name. Raises ValidationError."""
    _name(entrant, pseudonym)
    entrant.save(update_fields=["pseudonym"])
    return entrant


@transaction.atomic
def leave(entrant: Entrant) -> None:
    """Take part no longer: from this commit on nothing leads to them, and from the next daily count on nobody sees the line.

    What others never saw goes at once. The entries stay their owner's.
    """
    if entrant.figure is None:
        entrant.delete()
    else:
        entrant.user = None
        entrant.save(update_fields=["user"])


def leave_group(user: User, group: Group) -> None:
    """Take part in nothing of a group any more."""
    for entrant in Entrant.objects.filter(user=user, challenge__group=group):
        leave(entrant)


def end_all(group: Group) -> None:
    """Let nobody take part in anything of a group any more."""
    Entrant.objects.filter(challenge__group=group).delete()


def _name(entrant: Entrant, pseudonym: str) -> None:
    entrant.pseudonym = " ".join(pseudonym.split())
    entrant.full_clean(exclude=["circle"])
    if _is_of_another(entrant):
        raise ValidationError({"pseudonym": _("Somebody in the group has this name. Please choose another.")})


def _is_of_another(entrant: Entrant) -> bool:
    """Whether a member of the group is called like that, who is then taken for whoever hides behind it."""
    wanted = fold(entrant.pseudonym)
    others = Membership.objects.current().filter(group=entrant.challenge.group_id).exclude(user=entrant.user_id)
    named = others.exclude(user__name="").values_list("user__name", flat=True).iterator(chunk_size=2000)
    return any(wanted in {fold(name), fold(name.split()[0])} for name in named if name.strip())


def _circle_for(entrant: Entrant) -> int:
    """The nearest circle that has room, or a new one, which the next count joins to others if it stays small."""
    others = Entrant.objects.filter(challenge=entrant.challenge).exclude(circle=None)
    near = [
        *others.filter(pace__gte=entrant.pace).order_by("pace", "-circle")[:_LOOKED_AT],
        *others.filter(pace__lt=entrant.pace).order_by("-pace", "-circle")[:_LOOKED_AT],
    ]
    sizes = _sizes(others, {each.circle for each in near})
    found = circles.nearest(
        float(entrant.pace), [(each.circle, float(each.pace), sizes[each.circle]) for each in near if each.circle]
    )
    return found or 1 + (others.aggregate(last=Max("circle"))["last"] or 0)


def _sizes(others: object, numbers: set[int | None]) -> dict[int | None, int]:
    found = others.filter(circle__in=numbers).order_by().values_list("circle").annotate(Count("pk"))  # type: ignore[attr-defined]
    return dict(found)
