"""What can be done with targets, their aims, pitches and cards; the only code that writes them."""

from kith.targets.actions.aims import add_aim, mark_recruiter, remove_aim
from kith.targets.actions.answers import become_person, finish, link_person, receive, reopen, thank
from kith.targets.actions.cards import change_card, turn_off, turn_on
from kith.targets.actions.forgetting import forget
from kith.targets.actions.pitches import note_worked, restore_pitch, write_pitch
from kith.targets.actions.targets import begin, edit, remove

__all__ = [
    "add_aim",
    "become_person",
    "begin",
    "change_card",
    "edit",
    "finish",
    "forget",
    "link_person",
    "mark_recruiter",
    "note_worked",
    "receive",
    "remove",
    "remove_aim",
    "reopen",
    "restore_pitch",
    "thank",
    "turn_off",
    "turn_on",
    "write_pitch",
]
