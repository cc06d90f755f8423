"""What stands on a group's pages: a tab, and the goals of challenges on its first page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.challenges import queries
from kith.groups import parts
from kith.groups.models import Group, Membership
from kith.groups.parts import Section, Tab


def register() -> None:
    """Say so once, when Django is ready."""
    parts.register(
        Tab(60, "challenges:list", _("Challenges"), parts.for_members),
        Section(60, "challenges/section.html", goals),
    )


def goals(group: Group, membership: Membership | None) -> dict[str, object]:
    """Return the goals of what runs, for members; nothing where nothing does."""
    if membership is None or not membership.is_inner:
        return {}
    today = timezone.now().astimezone(group.zone).date()
    shown = queries.running(group, membership.user, today)
    return {"shown": shown, "group": group} if shown else {}
