"""What this feature itself puts onto a group's pages and into the inbox."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kith.groups import parts, queries
from kith.groups.models import Group, Membership
from kith.groups.parts import Section, Tab
from kith.ui import waiting

_ASKING = """
    SELECT 1 FROM groups_membership m
    WHERE m.joined_at IS NULL AND m.left_at IS NULL AND m.asked_at IS NOT NULL AND m.group_id IN (
        SELECT r.group_id FROM groups_membership r JOIN groups_group g ON g.id = r.group_id
        WHERE r.user_id = %(owner)s AND r.left_at IS NULL AND r.joined_at IS NOT NULL
        AND r.role IN ('organiser', 'co_organiser') AND g.ended_at IS NULL
    )
"""
_ROOFS = """
    SELECT 1 FROM groups_roofask a JOIN groups_membership r
    ON r.group_id = CASE WHEN a.from_roof THEN a.child_id ELSE a.roof_id END
    WHERE r.user_id = %(owner)s AND r.left_at IS NULL AND r.joined_at IS NOT NULL
    AND r.role IN ('organiser', 'co_organiser')
"""
_MISSED = """
    SELECT 1 FROM groups_membership h
    JOIN groups_missed b ON b.helper_id = h.id JOIN groups_membership m ON m.id = b.membership_id
    JOIN groups_group g ON g.id = m.group_id
    WHERE h.user_id = %(owner)s AND h.left_at IS NULL AND b.answer = ''
    AND m.left_at IS NULL AND m.active_on < b.asked_on AND g.ended_at IS NULL
"""


def register() -> None:
    """Tell the registries."""
    parts.register(
        Tab(0, "groups:group", _("Overview"), parts.for_anybody),
        Tab(60, "groups:members", _("Members"), parts.for_members),
        Tab(90, "groups:organise", _("Organise"), parts.for_organisers),
        Section(-20, "groups/section_waiting.html", _waiting),
        Section(-10, "groups/section_missed.html", _missed_here),
    )
    waiting.register(waiting.Kind(30, _ASKING, "groups/inbox_asking.html", _asking))
    waiting.register(waiting.Kind(31, _ROOFS, "groups/inbox_roofs.html", _roofs))
    waiting.register(waiting.Kind(32, _MISSED, "groups/inbox_missed.html", _missed))


def _waiting(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.runs or group.ended_at:
        return {}
    found = list(queries.asking(group)[: waiting.SHOWN])
    return {"asking": found} if found else {}


def _missed_here(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.is_inner:
        return {}
    found = list(queries.to_bring_back(membership.user, group)[: waiting.SHOWN])
    return {"missed": found} if found else {}


def _asking(owner: Any) -> dict[str, object]:
    found = list(queries.asking_of(owner)[: waiting.SHOWN])
    return {"asking": found} if found else {}


def _roofs(owner: Any) -> dict[str, object]:
    found = list(queries.roof_asks_of(owner)[: waiting.SHOWN])
    return {"asks": [(ask, ask.child if ask.from_roof else ask.roof) for ask in found]} if found else {}


def _missed(owner: Any) -> dict[str, object]:
    found = list(queries.to_bring_back(owner)[: waiting.SHOWN])
    return {"missed": found} if found else {}
