"""What can be done with the sample network: add it to a book, and take it away again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.cadences import actions as cadences
from kith.errors import Refused
from kith.imports import actions as imports
from kith.imports.models import Import, ImportRecord
from kith.imports.records import PersonRecord
from kith.interactions.models import Participation
from kith.people import actions as people
from kith.people.models import ContactPoint, Person
from kith.sample import (
    acquaintances,
    challenges,
    exchange,
    groups,
    introductions,
    mentorships,
    opportunities,
    posts,
    tables,
    targets,
)
from kith.sample.network import generate
from kith.sample.queries import sample_of
from kith.ties import actions as ties

READER = "sample"


@transaction.atomic
def add_sample(owner: User, *, now: datetime, size: int = 400) -> Import:
    """Bring so many invented people, and three years with them, into the book. Raises Refused if they are there."""
    User.objects.select_for_update().get(pk=owner.pk)  # of two clicks at once the second one waits here
    if sample_of(owner) is not None:
        raise Refused(str(_("The sample network is in your book already.")))
    today = owner.today(now)
    has_self = Person.objects.visible_to(owner).filter(is_self=True).exists()
    records = generate(today=today, people=size)
    wanted = (each for each in records if not (has_self and isinstance(each, PersonRecord) and each.is_self))
    made = imports.commit_records(owner, wanted, title=str(_("Sample network")), reader=READER, now=now)
    _plan_follow_ups(made, today)
    targets.add(made, today=today)
    introductions.add(made, now=now)
    opportunities.add(made, today=today)
    acquaintances.add(made, today=today)
    exchange.add(made, now=now)
    groups.add(made, now=now)
    challenges.add(made, mark=groups.MARK, now=now)
    mentorships.add(made, mark=groups.MARK, now=now)
    tables.add(made, mark=groups.MARK, now=now)
    posts.add(made, mark=groups.MARK, now=now)
    return made


def remove_sample(owner: User, *, now: datetime) -> Import:
    """Take the sample network out of the book, with all that was logged with its people and nobody else.

    Whoever the user has made somebody of their own stays: by another name, by a way to reach them that the sample did
    not give, or by joining them with somebody else. What the user added besides, stays. Raises Refused if there is
    no sample. In two steps; an interruption between them leaves a sample that can be removed.
    """
    sample = sample_of(owner)
    if sample is None:
        raise Refused(str(_("There is no sample network in your book.")))
    challenges.remove(sample)
    groups.remove(sample)
    exchange.remove(sample)
    acquaintances.remove(sample)
    opportunities.remove(sample)
    introductions.remove(sample)
    targets.remove(sample)
    _erase_people(sample, now)
    imports.undo(sample.pk, now=now)
    ties.recompute(owner, on=owner.today(now))
    sample.refresh_from_db()
    return sample


@transaction.atomic
def _erase_people(sample: Import, now: datetime) -> None:
    """What the user did with them would keep them there when the import is undone, so they go before."""
    made = Person.objects.filter(owner=sample.owner, batch=sample.uid, is_self=False, merged_into=None)
    own = set(_own(sample, made).values_list("pk", flat=True))
    going = [person for person in made.select_related("owner") if person.pk not in own]
    people.bin_people(going, at=now)
    people.clear_away(going)


def _own(sample: Import, made: QuerySet[Person]) -> QuerySet[Person]:
    """Those whom the user has made somebody of their own."""
    given_name = ImportRecord.objects.filter(of=sample, person=OuterRef("pk"), name=OuterRef("name"))
    new_point = ContactPoint.objects.filter(person=OuterRef("pk")).exclude(batch=sample.uid)
    joined = Person.objects.filter(merged_into=OuterRef("pk")).exclude(batch=sample.uid)
    edited = made.exclude(edited_at=None).filter(Exists(new_point) | ~Exists(given_name))
    return edited | made.filter(Exists(joined))


def _plan_follow_ups(sample: Import, today: date) -> None:
    parts = Participation.objects.filter(
        owner=sample.owner, interaction__batch=sample.uid, interaction__follow_up_on__gte=today
    )
    for part in parts.select_related("interaction", "person"):
        agreed = part.interaction.follow_up_on
        assert agreed is not None
        cadences.plan(part.person, on=agreed, note=part.private_note, today=today)
