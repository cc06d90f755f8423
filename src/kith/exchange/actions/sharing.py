"""To whom something is shown: what may be said of that, and the group's own name kept beside it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kith.exchange.models import Audience, Shared
from kith.groups import actions as groups
from kith.groups.models import Membership


def check(shared: Shared) -> None:
    """See that a group is named where one is meant, that the owner is a member there, and keep its name. Raises ValidationError."""
    if shared.audience != Audience.GROUP:
        shared.group, shared.group_name = None, ""
        return
    if shared.group is None:
        raise ValidationError({"shown_to": _("Which group is it for?")})
    inner = Membership.objects.inner().filter(group=shared.group, user=shared.owner, group__ended_at=None)
    if not inner.exists():
        raise ValidationError({"shown_to": _("You are not a member of that group.")})
    shared.group_name = shared.group.name


def note_activity(shared: Shared, at: datetime) -> None:
    """Tell the group that its member did something."""
    if shared.group is not None:
        groups.note_activity(shared.group, [shared.owner], on=at.astimezone(shared.group.zone).date())
