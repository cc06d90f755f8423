"""Who has to do with an opportunity, and the chain that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.errors import Refused
from kith.interactions.models import Interaction
from kith.introductions.models import Introduction
from kith.opportunities.models import Involvement, Link, Opportunity
from kith.opportunities.proposals import Proposal
from kith.people import rows
from kith.people.models import Person

MOST = 30


@transaction.atomic
def involve(opportunity: Opportunity, person: Person, *, role: str = "", at: datetime | None) -> Involvement:
    """Note that somebody has to do with it, in which role; once more changes the role. Raises ValidationError."""
    _check_owner(opportunity, person)
    if person.is_self:
        raise ValidationError({"person": _("This is you.")})
    role = rows.clean_value(Involvement._meta.get_field("role"), role)
    given = {"role": role} if role else {}
    made = {"owner_id": opportunity.owner_id, "role": role, "batch": None if at else opportunity.batch}
    part, _is_new = Involvement.objects.update_or_create(
        opportunity=opportunity, person=person, defaults=given, create_defaults=made
    )
    _edited(opportunity, at)
    return part


@transaction.atomic
def leave_out(part: Involvement, *, at: datetime) -> None:
    """Somebody has nothing to do with it after all."""
    opportunity = part.opportunity
    part.delete()
    _edited(opportunity, at)


@transaction.atomic
def link(
    opportunity: Opportunity,
    *,
    person: Person | None = None,
    interaction: Interaction | None = None,
    introduction: Introduction | None = None,
    text: str = "",
    on: date | None = None,
    place: int | None = None,
    at: datetime | None,
) -> Link:
    """Put a link into the chain, before the one that stands at this place, or at its end.

    It is somebody, something that happened, an introduction, or words. Raises ValidationError.
    """
    text = rows.clean_value(Link._meta.get_field("text"), text)
    pointed = [row for row in (person, interaction, introduction) if row is not None]
    _check_link(opportunity, pointed, text)
    links = list(Link.objects.select_for_update().filter(opportunity=opportunity))
    where = len(links) if place is None else max(0, min(place, len(links)))
    fresh = Link(
        owner_id=opportunity.owner_id,
        batch=None if at else opportunity.batch,
        opportunity=opportunity,
        place=where,
        person=person,
        interaction=interaction,
        introduction=introduction,
        text=text,
        on=on,
    )
    fresh.save()
    _number([*links[:where], fresh, *links[where:]])
    _edited(opportunity, at)
    return fresh


@transaction.atomic
def accept(opportunity: Opportunity, proposals: Iterable[Proposal], *, at: datetime | None) -> list[Link]:
    """Put what Kith proposes before the beginning of the chain, in this order."""
    return [
        link(
            opportunity,
            person=each.person,
            interaction=each.interaction,
            introduction=each.introduction,
            on=each.on,
            place=place,
            at=at,
        )
        for place, each in enumerate(proposals)
    ]


@transaction.atomic
def unlink(link: Link, *, at: datetime) -> None:
    """Take a link out of the chain."""
    opportunity = link.opportunity
    link.delete()
    _number(list(opportunity.chain.all()))
    _edited(opportunity, at)


@transaction.atomic
def shift(link: Link, *, by: int, at: datetime) -> None:
    """Move a link so many places later, or earlier where `by` is negative. Raises Refused at the end of the chain."""
    links = list(Link.objects.select_for_update().filter(opportunity=link.opportunity_id))
    here = links.index(link)
    if not 0 <= here + by < len(links):
        raise Refused(_("It stands at the end of the chain."))
    links.insert(here + by, links.pop(here))
    _number(links)
    _edited(link.opportunity, at)


def _check_link(opportunity: Opportunity, pointed: list[Person | Interaction | Introduction], text: str) -> None:
    for row in pointed:
        _check_owner(opportunity, row)
    if not (pointed or text):
        raise ValidationError({"text": _("Choose what happened, or say it in a few words.")})
    if opportunity.chain.count() >= MOST:
        raise ValidationError(_("A chain of %(most)s links is as long as fits."), params={"most": MOST})


def _check_owner(opportunity: Opportunity, row: Person | Interaction | Introduction) -> None:
    if row.owner_id != opportunity.owner_id:
        raise ValidationError(_("This is not in your book."))


def _number(links: list[Link]) -> None:
    for place, each in enumerate(links):
        each.place = place
    Link.objects.bulk_update(links, ["place"])


def _edited(opportunity: Opportunity, at: datetime | None) -> None:
    """An edit by the user is noted; what belongs to the beginning is none."""
    if at is not None:
        opportunity.edited_at = at
        opportunity.save(update_fields=["edited_at"])
