"""Opportunities: begin one, change what is said of it, put it away, bring it back, and forget whoever is erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, User
from kith.introductions.models import Introduction
from kith.opportunities.actions import chains
from kith.opportunities.models import DoneStep, Involvement, Link, Opportunity, StageChange
from kith.people import rows
from kith.people.models import Organisation, Person
from kith.people.traces import Finder, Traces
from kith.targets.models import Target

_TEXTS = ("title", "next_step", "url")


class Details(TypedDict, total=False):
    """What is said of an opportunity, apart from how far it is and who has to do with it."""

    kind: str
    organisation: Organisation | None
    target: Target | None
    source: str
    channel: str
    url: str
    notes: str
    next_step: str
    next_on: date | None


@transaction.atomic
def begin(
    owner: User,
    *,
    title: str,
    on: date,
    stage: str = Opportunity.Stage.HEARD,
    people: Iterable[Person] = (),
    introduction: Introduction | None = None,
    since: Iterable[tuple[str, date]] = (),
    batch: UUID | None = None,
    **details: Unpack[Details],
) -> Opportunity:
    """Note an opportunity that was first heard of on this day, and return it; the introduction begins its chain.

    since: the stages that it has come to since then, each with its day, in order. Raises ValidationError.
    """
    stages = [(stage, on), *since]
    opportunity = Opportunity(owner=owner, began_on=on, stage_on=stages[-1][1], batch=batch)
    _set(opportunity, {**details, "title": title, "stage": stages[-1][0]})
    opportunity.save(force_insert=True)
    StageChange.objects.bulk_create(
        StageChange(owner=owner, opportunity=opportunity, stage=each, on=day, batch=batch) for each, day in stages
    )
    for person in people:
        chains.involve(opportunity, person, at=None)
    if introduction is not None:
        chains.link(opportunity, introduction=introduction, at=None)
    return opportunity


@transaction.atomic
def edit(opportunity: Opportunity, *, title: str, began_on: date, at: datetime, **details: Unpack[Details]) -> None:
    """Change what is said of an opportunity; what is left out stays as it was. Raises ValidationError."""
    _set(opportunity, {**details, "title": title, "began_on": began_on})
    opportunity.edited_at = at
    opportunity.save()


def bin(opportunity: Opportunity, *, at: datetime) -> None:
    """Put an opportunity away: it stands in no list, and counts nowhere."""
    _put(opportunity, opportunity.binned_at or at)


def restore(opportunity: Opportunity) -> None:
    """Take an opportunity out of the bin."""
    _put(opportunity, None)


@transaction.atomic
def let_go_of(owner: User, people_ids: Collection[int]) -> None:
    """Take out of all chains what points at people whose rows are about to go, and at nothing else.

    What happened with them alone may have gone already, and leaves a link that says nothing.
    """
    theirs = Link.objects.filter(owner=owner, person__in=people_ids)
    theirs.filter(interaction=None, introduction=None).delete()
    introduced = Link.objects.filter(owner=owner, introduction__other__in=people_ids)
    introduced.filter(interaction=None).delete()
    Link.objects.filter(_is_empty(), owner=owner).delete()


@transaction.atomic
def forget(owner: User, traces: Traces) -> None:
    """Empty the words that name people who are erased; of notes, the lines that do."""
    finder = Finder.of(traces)
    for opportunity in Opportunity.objects.filter(owner=owner):
        changed = {name: "" for name in _TEXTS if finder.finds(getattr(opportunity, name))}
        if "title" in changed:
            changed["title"] = str(opportunity.get_kind_display())
        if finder.finds(opportunity.notes):
            changed["notes"] = "\n".join(line for line in opportunity.notes.split("\n") if not finder.finds(line))
            changed["notes"] = "" if finder.finds(changed["notes"]) else changed["notes"]
        if changed:
            Opportunity.objects.filter(pk=opportunity.pk).update(**changed)
    _blank(Involvement, owner, "role", finder)
    _blank(DoneStep, owner, "what", finder)
    _blank(Link, owner, "text", finder)
    Link.objects.filter(_is_empty(), owner=owner).delete()
    DoneStep.objects.filter(owner=owner, what="").delete()


def _blank(model: type[Owned], owner: User, column: str, finder: Finder) -> None:
    own: Any = model._default_manager.filter(owner=owner)
    told = own.exclude(**{column: ""}).values_list("pk", column)
    own.filter(pk__in=[pk for pk, text in told if finder.finds(text)]).update(**{column: ""})


def _is_empty() -> Q:
    return Q(text="", person=None, interaction=None, introduction=None)


def _put(opportunity: Opportunity, binned_at: datetime | None) -> None:
    opportunity.binned_at = binned_at
    opportunity.save(update_fields=["binned_at"])


def _set(opportunity: Opportunity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(opportunity, name, rows.clean_value(Opportunity._meta.get_field(name), value))
    if not opportunity.title:
        raise ValidationError({"title": _("What is it? A few words are enough.")})
    for name in ("organisation", "target"):
        row = getattr(opportunity, name)
        if row is not None and row.owner_id != opportunity.owner_id:
            raise ValidationError({name: _("This is not in your book.")})
    if not opportunity.next_step:
        opportunity.next_on = None
