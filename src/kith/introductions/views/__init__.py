"""The doors of introductions: the list, one of them, a draft, the moves, what introducers said, and the public pages."""

from kith.introductions.views.answering import answer, answered_no, answered_yes
from kith.introductions.views.beginning import edit, make, new
from kith.introductions.views.one import introduction, move
from kith.introductions.views.overview import list_
from kith.introductions.views.pairing import set_aside, suggest_again
from kith.introductions.views.rules import remove_rule, rules

__all__ = [
    "answer",
    "answered_no",
    "answered_yes",
    "edit",
    "introduction",
    "list_",
    "make",
    "move",
    "new",
    "remove_rule",
    "rules",
    "set_aside",
    "suggest_again",
]
