"""Applications that were logged as something that happened, taken among the opportunities, and left out again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.interactions.models import Interaction
from kith.opportunities import queries
from kith.opportunities.actions import chains
from kith.opportunities.models import Opportunity, StageChange


@transaction.atomic
def take_applications(owner: User, *, at: datetime) -> int:
    """Make an opportunity of every application in the log that is none yet, and return how many. Twice changes nothing."""
    User.objects.select_for_update().get(pk=owner.pk)  # of two clicks at once the second one waits here
    waiting = queries.logged_applications(owner)
    for interaction in Interaction.objects.filter(pk__in=waiting).select_related("organisation").order_by("on", "pk"):
        _take(interaction, at)
    return len(waiting)


@transaction.atomic
def leave_applications(owner: User, *, taken_at: datetime) -> int:
    """Undo that, for those that were taken at this moment and not changed since; return how many."""
    taken = Opportunity.objects.filter(owner=owner, created_at=taken_at, edited_at=None, binned_at=None)
    gone = taken.exclude(source_key="").filter(source=Opportunity.Source.APPLICATION, batch=None)
    return gone.delete()[1].get(Opportunity._meta.label, 0)


def _take(interaction: Interaction, at: datetime) -> None:
    place = interaction.organisation.name if interaction.organisation else ""
    opportunity = Opportunity.objects.create(
        owner_id=interaction.owner_id,
        created_at=at,
        title=(interaction.summary or place or _("Application"))[:300],
        organisation=interaction.organisation,
        stage=Opportunity.Stage.APPLIED,
        stage_on=interaction.on,
        began_on=interaction.on,
        source=Opportunity.Source.APPLICATION,
        channel=interaction.channel,
        notes=interaction.notes,
        source_key=queries.key_of(interaction),
    )
    StageChange.objects.create(
        owner_id=interaction.owner_id, opportunity=opportunity, stage=opportunity.stage, on=interaction.on
    )
    for person in interaction.people.filter(is_self=False).order_by("participations__pk"):
        chains.involve(opportunity, person, at=None)
