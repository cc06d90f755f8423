"""What can be done with challenges and with what groups count; the only code that writes them."""

from kith.challenges.actions.challenges import begin, edit, end, withdraw
from kith.challenges.actions.counting import recount, turn_off, turn_on
from kith.challenges.actions.daily import count as count_day
from kith.challenges.actions.daily import count_due, give_up
from kith.challenges.actions.entries import change, enter, remove
from kith.challenges.actions.files import Taken, take_back, take_in
from kith.challenges.actions.joining import end_all, join, leave, leave_group, rename
from kith.challenges.actions.statistics import change as reword
from kith.challenges.actions.statistics import count, resume, stop

__all__ = [
    "Taken",
    "begin",
    "change",
    "count",
    "count_day",
    "count_due",
    "edit",
    "end",
    "end_all",
    "enter",
    "give_up",
    "join",
    "leave",
    "leave_group",
    "recount",
    "remove",
    "rename",
    "resume",
    "reword",
    "stop",
    "take_back",
    "take_in",
    "turn_off",
    "turn_on",
    "withdraw",
]
