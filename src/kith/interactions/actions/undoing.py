"""Taking back what was just saved from the capture line or the log: the touch, the plan, and the people it brought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kith.accounts.models import OwnedQuerySet, User
from kith.interactions import signals
from kith.interactions.actions.logbook import bin
from kith.interactions.models import Interaction, Participation, Promise
from kith.people import actions as people_actions
from kith.people.models import Person, PersonQuerySet


@transaction.atomic
def take_back(interaction: Interaction, *, added: Iterable[int] = (), at: datetime) -> list[Person]:
    """Put an interaction away, with those of the people `added` by it who are known by nothing else; return these."""
    bin(interaction, at=at)
    return _put_away(_only_from(interaction, added), at)


@transaction.atomic
def take_back_plan(
    owner: User, *, people_ids: Iterable[int], planned_on: date, added: Iterable[int] = (), at: datetime
) -> list[Person]:
    """Take a planned touch back, with the people `added` for it who are known by nothing else; return these."""
    mine = Person.objects.visible_to(owner).in_book()
    concerned = list(mine.filter(pk__in=list(people_ids)).values_list("pk", flat=True))
    signals.follow_up_changed.send(
        Interaction,
        owner=owner,
        people_ids=concerned,
        before=planned_on,
        after=None,
        note="",
        on=owner.today(at),
    )
    return _put_away(_untouched(owner, added).filter(~Exists(_parts())), at)


def _only_from(interaction: Interaction, added: Iterable[int]) -> PersonQuerySet:
    elsewhere = _parts().exclude(interaction=interaction)
    return _untouched(interaction.owner, added, interaction).filter(
        ~Exists(elsewhere), participations__interaction=interaction
    )


def _parts() -> OwnedQuerySet:
    return Participation.objects.filter(person=OuterRef("pk"), interaction__binned_at=None)


def _untouched(owner: User, added: Iterable[int], interaction: Interaction | None = None) -> PersonQuerySet:
    """Those whom nobody has edited since, and who promised nothing elsewhere."""
    other = Q(interaction=None) | ~Q(interaction=interaction) if interaction else Q()
    promises = Promise.objects.filter(other, person=OuterRef("pk"))
    found: PersonQuerySet = Person.objects.visible_to(owner).in_book().filter(pk__in=list(added), version=1)
    return found.filter(~Exists(promises))


def _put_away(people: PersonQuerySet, at: datetime) -> list[Person]:
    leaving = list(people.select_related("owner").order_by("pk"))
    people_actions.bin_people(leaving, at=at)
    return leaving
