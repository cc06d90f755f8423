"""What can be done with introductions: draft, make a move, answer by a link, keep the rules; the only code that writes them."""

from kith.introductions.actions.acting import Said, act
from kith.introductions.actions.answering import answer
from kith.introductions.actions.drafting import draft, edit, make
from kith.introductions.actions.erasing import erase_of, forget_names
from kith.introductions.actions.expiring import expire_due
from kith.introductions.actions.pairing import set_aside, suggest_again
from kith.introductions.actions.rules import remove_rule, set_rule

__all__ = [
    "Said",
    "act",
    "answer",
    "draft",
    "edit",
    "erase_of",
    "expire_due",
    "forget_names",
    "make",
    "remove_rule",
    "set_aside",
    "set_rule",
    "suggest_again",
]
