"""What meetings put onto the pages of a group, and onto the page of one of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kith.groups import parts as groups_parts


def register() -> None:
    """Tell the registries."""
    groups_parts.register(groups_parts.Tab(10, "meetings:list", _("Meetings"), groups_parts.for_anybody))
