"""What can be done with the directory: the only code that writes it."""

from __future__ import annotations

from kith.directory.actions.bringing import (
    keep,
    look_at_address,
    look_at_file,
    read_again,
    read_all_again,
    throw_away,
    undo,
)
from kith.directory.actions.listings import add_date, change, check, enter, put_back, remove, remove_date
from kith.directory.actions.own import add_step, remove_step, say_wish, show_step

__all__ = [
    "add_date",
    "add_step",
    "change",
    "check",
    "enter",
    "keep",
    "look_at_address",
    "look_at_file",
    "put_back",
    "read_again",
    "read_all_again",
    "remove",
    "remove_date",
    "remove_step",
    "say_wish",
    "show_step",
    "throw_away",
    "undo",
]
