"""What can be done with opportunities."""

from kith.opportunities.actions.applications import leave_applications, take_applications
from kith.opportunities.actions.chains import accept, involve, leave_out, link, shift, unlink
from kith.opportunities.actions.keeping import Details, begin, bin, edit, forget, let_go_of, restore
from kith.opportunities.actions.stages import do_next, move, note_next, take_back_move, undo_next

__all__ = [
    "Details",
    "accept",
    "begin",
    "bin",
    "do_next",
    "edit",
    "forget",
    "involve",
    "leave_applications",
    "leave_out",
    "let_go_of",
    "link",
    "move",
    "note_next",
    "restore",
    "shift",
    "take_applications",
    "take_back_move",
    "undo_next",
    "unlink",
]
