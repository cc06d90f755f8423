"""The doors of interactions: the capture line, the quick log, editing, and promises."""

from kith.interactions.views.capture import capture, known_names, save_capture
from kith.interactions.views.editing import bin, binned, edit, restore
from kith.interactions.views.promises import keep, let_go, promises, reopen
from kith.interactions.views.touches import log, take_back, take_back_plan, touch

__all__ = [
    "bin",
    "binned",
    "capture",
    "edit",
    "keep",
    "known_names",
    "let_go",
    "log",
    "promises",
    "reopen",
    "restore",
    "save_capture",
    "take_back",
    "take_back_plan",
    "touch",
]
