"""What a group counts: begun, worded otherwise, no longer counted."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.challenges.models import Side, Statistic
from kith.challenges.presets import preset
from kith.groups.models import Group

MOST = 30  # statistics of a group


@transaction.atomic
def count(
    group: Group, *, at: datetime, kind: str = Statistic.Kind.OWN, name: str = "", unit: str = "", side: str = ""
) -> Statistic:
    """Have a group count something. One that it counted before is taken up again. Raises ValidationError."""
    usual = preset(kind)
    name = " ".join((name or (usual.name if kind != Statistic.Kind.OWN else "")).split())
    before: Statistic | None = Statistic.objects.filter(group=group, name__iexact=name).exclude(retired_at=None).first()
    if before is not None:
        before.retired_at = None
        before.save(update_fields=["retired_at"])
        return before
    if Statistic.objects.counted().filter(group=group).count() >= MOST:
        raise ValidationError({"name": _("The group counts %(n)s things, which is the most.") % {"n": MOST}})
    made = Statistic(
        group=group, kind=kind, name=name, unit=unit or str(usual.unit), side=side or usual.side, created_at=at
    )
    made.full_clean()
    made.save()
    return made


def change(statistic: Statistic, *, name: str, unit: str, side: str = Side.NEITHER) -> Statistic:
    """Word it otherwise. Raises ValidationError, also for another unit of what the files of watches tell."""
    if statistic.is_measured and unit.strip() != statistic.unit:
        said = _("The files of watches are read in %(unit)s, so the unit stays. You can count something of your own.")
        raise ValidationError({"unit": said % {"unit": statistic.unit}})
    statistic.name, statistic.unit, statistic.side = " ".join(name.split()), unit.strip(), side
    statistic.full_clean()
    statistic.save(update_fields=["name", "unit", "side"])
    return statistic


def stop(statistic: Statistic, *, at: datetime) -> None:
    """Count it no longer in new challenges; what members entered stays theirs."""
    statistic.retired_at = at
    statistic.save(update_fields=["retired_at"])


def resume(statistic: Statistic) -> None:
    """Undo that."""
    statistic.retired_at = None
    statistic.save(update_fields=["retired_at"])
