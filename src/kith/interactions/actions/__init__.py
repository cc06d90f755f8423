"""What can be done with interactions and promises; the only code that writes them."""

from kith.interactions.actions.captures import (
    Captured,
    CorrectedCapture,
    CorrectedPerson,
    as_understood,
    enrich,
    log_capture,
)
from kith.interactions.actions.logbook import WITHOUT_PEOPLE, Details, bin, edit, erase_of, log, restore
from kith.interactions.actions.promises import NewPromise, keep_promise, let_go, promise, reopen
from kith.interactions.actions.undoing import take_back, take_back_plan
from kith.people.actions import EditConflict

__all__ = [
    "WITHOUT_PEOPLE",
    "Captured",
    "CorrectedCapture",
    "CorrectedPerson",
    "Details",
    "EditConflict",
    "NewPromise",
    "as_understood",
    "bin",
    "edit",
    "enrich",
    "erase_of",
    "keep_promise",
    "let_go",
    "log",
    "log_capture",
    "promise",
    "reopen",
    "restore",
    "take_back",
    "take_back_plan",
]
