"""What can be done with round tables; the only code that writes them."""

from kith.tables.actions.clock import end_round, pause, resume, start_next
from kith.tables.actions.diners import (
    add_walk_ins,
    come_away,
    come_late,
    go_home,
    keep_table,
    rename,
    return_,
    take_away,
)
from kith.tables.actions.planning import bring_up_to_date, change, give_hosts, name_table, start_plan
from kith.tables.actions.seats import move, swap, unpin
from kith.tables.actions.showing import hide, show, turn_wall_off, turn_wall_on, turn_walls_off
from kith.tables.actions.solving import all_meet, resume_unfinished, seat_anew, solve_once
from kith.tables.actions.wishes import add_wish, remove_wish

__all__ = [
    "add_walk_ins",
    "add_wish",
    "all_meet",
    "bring_up_to_date",
    "change",
    "come_away",
    "come_late",
    "end_round",
    "give_hosts",
    "go_home",
    "hide",
    "keep_table",
    "move",
    "name_table",
    "pause",
    "remove_wish",
    "rename",
    "resume",
    "resume_unfinished",
    "return_",
    "seat_anew",
    "show",
    "solve_once",
    "start_next",
    "start_plan",
    "swap",
    "take_away",
    "turn_wall_off",
    "turn_wall_on",
    "turn_walls_off",
    "unpin",
]
