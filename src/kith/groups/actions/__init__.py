"""What can be done with groups and who belongs to them; the only code that writes them."""

from kith.groups.actions.belonging import (
    admit,
    ask_to_join,
    decline,
    end_membership,
    invite_new,
    join,
    leave,
    let_back,
    remove_member,
    take_back_ask,
)
from kith.groups.actions.bringing import forget_invited, join_by_link, make_link, sign_up_by_link, withdraw_link
from kith.groups.actions.missing import answer_missed, notice_all, notice_quiet, write_to_missed
from kith.groups.actions.notes import note, note_activity
from kith.groups.actions.profiles import change_profile, note_dues
from kith.groups.actions.ranks import hand_over, replace_organiser, set_role
from kith.groups.actions.roofs import agree_roof, ask_roof, drop_roof_ask, leave_roof
from kith.groups.actions.starting import delete_ended, edit, end_group, free_slug, reopen, start_group

__all__ = [
    "admit",
    "agree_roof",
    "answer_missed",
    "ask_roof",
    "ask_to_join",
    "change_profile",
    "decline",
    "delete_ended",
    "drop_roof_ask",
    "edit",
    "end_group",
    "end_membership",
    "forget_invited",
    "free_slug",
    "hand_over",
    "invite_new",
    "join",
    "join_by_link",
    "leave",
    "leave_roof",
    "let_back",
    "make_link",
    "note",
    "note_activity",
    "note_dues",
    "notice_all",
    "notice_quiet",
    "remove_member",
    "reopen",
    "replace_organiser",
    "set_role",
    "sign_up_by_link",
    "start_group",
    "take_back_ask",
    "withdraw_link",
    "write_to_missed",
]
