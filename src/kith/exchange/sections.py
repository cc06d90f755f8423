"""What this feature puts into the inbox, and onto a group's pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.exchange import queries
from kith.groups import parts
from kith.groups.models import Group, Membership
from kith.groups.parts import Section, Tab
from kith.ui import waiting

_NO_COUNT = ""  # what fits is an invitation, not a duty: the sidebar counts none of it
_OFFERED = "SELECT 1 FROM exchange_help WHERE owner_id = %(owner)s AND state = 'offered'"


def register() -> None:
    """Tell the registries."""
    waiting.register(waiting.Kind(18, _OFFERED, "exchange/inbox_offered.html", _offered))
    waiting.register(waiting.Kind(40, _NO_COUNT, "exchange/inbox_news.html", _news))
    parts.register(
        Tab(30, "exchange:group", _("Exchange"), parts.for_members),
        Section(30, "exchange/group_section.html", _latest),
    )


def _offered(owner: Any) -> dict[str, object]:
    found = queries.offered(owner)[: waiting.SHOWN]
    return {"offered": found} if found else {}


def _news(owner: Any) -> dict[str, object]:
    found = queries.news(owner, timezone.now(), waiting.SHOWN)
    return {"news": found} if found else {}


def _latest(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.is_inner:
        return {}
    on = membership.user.today()
    asks, offers = (queries.latest_of_group(is_ask, group, on) for is_ask in (True, False))
    return {"asks": asks, "offers": offers} if asks or offers else {}
