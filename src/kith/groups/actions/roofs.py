"""Groups under one roof: organisers of both sides agree; a roof itself stands under none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions.notes import note
from kith.groups.models import Group, RoofAsk


@transaction.atomic
def ask_roof(*, roof: Group, child: Group, by: User, from_roof: bool, at: datetime) -> RoofAsk | None:
    """Ask the organisers of the other group; None where the same person runs both and it is done. Raises Refused."""
    _refuse_odd(roof, child)
    ask, _is_new = RoofAsk.objects.get_or_create(
        roof=roof, child=child, defaults={"from_roof": from_roof, "by": by, "asked_at": at}
    )
    if Group.objects.run_by(by).filter(pk__in=[roof.pk, child.pk]).count() == 2 or ask.from_roof != from_roof:
        agree_roof(ask, by=by, at=at)
        return None
    return ask


@transaction.atomic
def agree_roof(ask: RoofAsk, *, by: User, at: datetime) -> None:
    """Put the child under the roof. Raises Refused if something has changed since it was asked."""
    sides = {
        group.pk: group
        for group in Group.objects.select_for_update().filter(pk__in=[ask.roof_id, ask.child_id]).order_by("pk")
    }
    roof, child = (
        sides[ask.roof_id],
        sides[ask.child_id],
    )  # held, so that of two yeses at once the later sees the earlier
    _refuse_odd(roof, child)
    child.parent = roof
    child.save(update_fields=["parent"])
    ask.delete()
    note(child, _("stands under %(roof)s now") % {"roof": roof}, by=by, at=at)
    note(roof, _("%(child)s stands under this roof now") % {"child": child}, by=by, at=at)


@transaction.atomic
def drop_roof_ask(ask: RoofAsk) -> None:
    """Let it be: by whoever asked, or whoever was asked."""
    ask.delete()


@transaction.atomic
def leave_roof(child: Group, *, by: User, at: datetime) -> None:
    """Stand under no roof; either side may end it at any time."""
    roof, child.parent = child.parent, None
    child.save(update_fields=["parent"])
    if roof is not None:
        note(child, _("stands no longer under %(roof)s") % {"roof": roof}, by=by, at=at)
        note(roof, _("%(child)s stands no longer under this roof") % {"child": child}, by=by, at=at)


def _refuse_odd(roof: Group, child: Group) -> None:
    if roof.pk == child.pk:
        raise Refused(_("A group cannot be its own roof."))
    if roof.ended_at or child.ended_at:
        raise Refused(_("This group has ended."))
    if roof.parent_id:
        raise Refused(_("%(roof)s stands under a roof itself.") % {"roof": roof})
    if child.children.exists():
        raise Refused(_("%(child)s is a roof itself.") % {"child": child})
    if child.parent_id:
        raise Refused(_("%(child)s stands under a roof already.") % {"child": child})
