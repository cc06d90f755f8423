"""What can be done with mentors, mentees and coffee; the only code that writes them."""

from kith.mentorships.actions.answering import answer
from kith.mentorships.actions.clock import keep_going
from kith.mentorships.actions.coffee import drink_coffee, no_coffee, note_coffee, pair, set_rhythm
from kith.mentorships.actions.leaving import end_group, leave_group
from kith.mentorships.actions.mentoring import change_agreement, check_in, end, note_session, say_it_is_fine
from kith.mentorships.actions.offering import offer, seek, stop_offering, stop_seeking
from kith.mentorships.actions.rounds import ask_round, discard, drop, end_round, propose, work_out
from kith.mentorships.actions.telling import tell_coffees, tell_round

__all__ = [
    "answer",
    "ask_round",
    "change_agreement",
    "check_in",
    "discard",
    "drink_coffee",
    "drop",
    "end",
    "end_group",
    "end_round",
    "keep_going",
    "leave_group",
    "no_coffee",
    "note_coffee",
    "note_session",
    "offer",
    "pair",
    "propose",
    "say_it_is_fine",
    "seek",
    "set_rhythm",
    "stop_offering",
    "stop_seeking",
    "tell_coffees",
    "tell_round",
    "work_out",
]
