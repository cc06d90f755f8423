"""What can be done with cards: take photos in, read them, keep and discard them; and with one's own."""

from kith.cards.actions.keeping import discard, forget_people, keep, let_go
from kith.cards.actions.own import choose, make_self, share, stop_sharing
from kith.cards.actions.taking import read_next, resume_unfinished, take_code, take_in

__all__ = [
    "choose",
    "discard",
    "forget_people",
    "keep",
    "let_go",
    "make_self",
    "read_next",
    "resume_unfinished",
    "share",
    "stop_sharing",
    "take_code",
    "take_in",
]
