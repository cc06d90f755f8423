"""What can be done with groups and who belongs to them; the only code that writes them."""

from kith.groups.actions.belonging import join, leave, remove_member, set_role
from kith.groups.actions.notes import note, note_activity
from kith.groups.actions.starting import free_slug, start_group

__all__ = [
    "free_slug",
    "join",
    "leave",
    "note",
    "note_activity",
    "remove_member",
    "set_role",
    "start_group",
]
