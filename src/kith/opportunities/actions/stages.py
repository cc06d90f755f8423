"""How far an opportunity is: its stages with their days, and its next step."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.errors import Refused
from kith.opportunities.models import DoneStep, Opportunity, StageChange
from kith.people import rows


@transaction.atomic
def move(opportunity: Opportunity, stage: str, *, on: date, at: datetime) -> StageChange:
    """Note that it came to a stage on this day. One of an earlier day goes into its history and changes nothing else.

    Raises ValidationError, and Refused where it stands there already.
    """
    rows.clean_value(Opportunity._meta.get_field("stage"), stage)
    held = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if held.stage == stage and (held.stage_on is None or held.stage_on <= on):
        raise Refused(_("It stands there already."))
    change = StageChange.objects.create(owner_id=held.owner_id, opportunity=held, stage=stage, on=on)
    _settle(opportunity, at)
    return change


@transaction.atomic
def take_back_move(change: StageChange, *, at: datetime) -> None:
    """Undo `move`. Raises Refused for the only stage that there is."""
    opportunity = Opportunity.objects.select_for_update().get(pk=change.opportunity_id)
    if not opportunity.stages.exclude(pk=change.pk).exists():
        raise Refused(_("An opportunity has at least one stage."))
    change.delete()
    _settle(opportunity, at)


def note_next(opportunity: Opportunity, *, step: str, on: date | None, at: datetime) -> None:
    """Say what comes next, and by when; a blank step says that nothing does. Raises ValidationError."""
    step = rows.clean_value(Opportunity._meta.get_field("next_step"), step)
    if on is not None and not step:
        raise ValidationError({"next_step": _("What comes next? A few words are enough.")})
    _write_next(opportunity, step, on, at)


@transaction.atomic
def do_next(opportunity: Opportunity, *, on: date, at: datetime) -> DoneStep:
    """Note that the next step was done. Raises Refused where there is none."""
    if not opportunity.next_step:
        raise Refused(_("There is no next step."))
    done = DoneStep.objects.create(
        owner_id=opportunity.owner_id,
        opportunity=opportunity,
        what=opportunity.next_step,
        due_on=opportunity.next_on,
        on=on,
    )
    _write_next(opportunity, "", None, at)
    return done


@transaction.atomic
def undo_next(done: DoneStep, *, at: datetime) -> None:
    """Undo `do_next`; a next step that was noted since gives way."""
    _write_next(done.opportunity, done.what, done.due_on, at)
    done.delete()


def _write_next(opportunity: Opportunity, step: str, on: date | None, at: datetime) -> None:
    opportunity.next_step, opportunity.next_on, opportunity.edited_at = step, on, at
    opportunity.save(update_fields=["next_step", "next_on", "edited_at"])


def _settle(opportunity: Opportunity, at: datetime) -> None:
    """It stands where the latest of its stages says."""
    latest = opportunity.stages.order_by("-on", "-pk")[0]
    opportunity.stage, opportunity.stage_on, opportunity.edited_at = latest.stage, latest.on, at
    opportunity.save(update_fields=["stage", "stage_on", "edited_at"])
