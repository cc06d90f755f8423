"""What this feature itself puts onto a group's pages and into the inbox."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import parts, queries
from kith.groups.models import Group, Membership, Missed, RoofAsk
from kith.groups.parts import Section, Tab
from kith.prepared import prepared
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
    WHERE h.user_id = %(owner)s AND h.left_at IS NULL AND h.role <> 'guest' AND b.answer = ''
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
    found = _asking_here(group)
    return {"asking": found} if found else {}


@prepared
def _asking_here(group: Group) -> QuerySet[Membership]:
    shown = ("uid", "asked_at", "trade", "answers", "user__name", "group__slug")
    return queries.asking(group).only(*shown)[: waiting.SHOWN]


def _missed_here(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.is_inner:
        return {}
    found = _first_missed(membership.user, group)
    return {"missed": found} if found else {}


def _asking(owner: Any) -> dict[str, object]:
    found = _first_asking(owner)
    return {"asking": found} if found else {}


@prepared
def _first_asking(owner: User) -> QuerySet[Membership]:
    shown = ("uid", "asked_at", "trade", "answers", "user__name", "group__slug", "group__name")
    return queries.asking_of(owner).only(*shown)[: waiting.SHOWN]


def _roofs(owner: Any) -> dict[str, object]:
    found = _first_roof_asks(owner)
    return {"asks": [(ask, ask.child if ask.from_roof else ask.roof) for ask in found]} if found else {}


@prepared
def _first_roof_asks(owner: User) -> QuerySet[RoofAsk]:
    shown = [f"{side}__{name}" for side in ("roof", "child") for name in ("name", "slug")]
    return queries.roof_asks_of(owner).only("from_roof", *shown)[: waiting.SHOWN]


def _missed(owner: Any) -> dict[str, object]:
    found = _first_missed(owner)
    return {"missed": found} if found else {}


@prepared
def _first_missed(owner: User, group: Group | None = None) -> QuerySet[Missed]:
    shown = ("user__name", "joined_at", "left_at", "group__slug", "group__name")
    found = (
        queries.to_bring_back(owner, group).select_related(None).select_related("membership__group", "membership__user")
    )
    return found.only("uid", *(f"membership__{name}" for name in shown))[: waiting.SHOWN]
