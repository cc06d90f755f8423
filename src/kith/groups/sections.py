"""What this feature itself puts onto a group's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kith.groups import parts
from kith.groups.parts import Tab


def register() -> None:
    """Tell the registries."""
    parts.register(
        Tab(0, "groups:group", _("Overview"), parts.for_anybody),
        Tab(60, "groups:members", _("Members"), parts.for_members),
    )
