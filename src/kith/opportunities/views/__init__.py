"""The doors of opportunities: the list, one of them, its chain, and what worked."""

from kith.opportunities.views.applications import leave_applications, take_applications
from kith.opportunities.views.chains import accept, involve, involve_again, leave_out, link, link_again, shift, unlink
from kith.opportunities.views.figures import export, figures
from kith.opportunities.views.lists import binned, show_all
from kith.opportunities.views.one import bin, edit, new, restore, show
from kith.opportunities.views.stages import do_next, move, note_next, take_back_move, undo_next

__all__ = [
    "accept",
    "bin",
    "binned",
    "do_next",
    "edit",
    "export",
    "figures",
    "involve",
    "involve_again",
    "leave_applications",
    "leave_out",
    "link",
    "link_again",
    "move",
    "new",
    "note_next",
    "restore",
    "shift",
    "show",
    "show_all",
    "take_applications",
    "take_back_move",
    "undo_next",
    "unlink",
]
