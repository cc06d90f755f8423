"""What can be done about sharing; the only code that writes its rows."""

from kith.sharing.actions.answering import answer, target_said
from kith.sharing.actions.asking import Wanted, ask, withdraw
from kith.sharing.actions.cutting import cut_people, forget
from kith.sharing.actions.leaving import leave_oneself_out, leave_out, let_in, let_oneself_in
from kith.sharing.actions.looking import keep_going, look, look_again
from kith.sharing.actions.offers import decline, take
from kith.sharing.actions.taking_part import allow, hear_again, keep_private, set_limit, turn_off, turn_on

__all__ = [
    "Wanted",
    "allow",
    "answer",
    "ask",
    "cut_people",
    "decline",
    "forget",
    "hear_again",
    "keep_going",
    "keep_private",
    "leave_oneself_out",
    "leave_out",
    "let_in",
    "let_oneself_in",
    "look",
    "look_again",
    "set_limit",
    "take",
    "target_said",
    "turn_off",
    "turn_on",
    "withdraw",
]
