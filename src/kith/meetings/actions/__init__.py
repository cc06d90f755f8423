"""What can be done with meetings; the only code that writes them."""

from kith.meetings.actions.answers import Plan, answer_offer, keep_plan, lapse, pass_on, say, say_for_series
from kith.meetings.actions.changing import call_off, change, change_following, end_series, keep_notes, stop_series
from kith.meetings.actions.duties import fill_by_turn, fill_due, give_back, take_duty
from kith.meetings.actions.feeds import renew_feed
from kith.meetings.actions.leaving import end_group, leave_all, leave_group, reopen_group, stop_taking_answers
from kith.meetings.actions.meeting_people import keep_card, note_met, thank
from kith.meetings.actions.planning import fill, plan_ahead, plan_meeting, plan_series
from kith.meetings.actions.pledges import pledge, pledge_for_series, take_back_pledge
from kith.meetings.actions.presence import check_in, close_list, mark
from kith.meetings.actions.reminders import choose_reminders, write_reminders
from kith.meetings.actions.replies import take_reply

__all__ = [
    "Plan",
    "answer_offer",
    "call_off",
    "change",
    "change_following",
    "check_in",
    "choose_reminders",
    "close_list",
    "end_group",
    "end_series",
    "fill",
    "fill_by_turn",
    "fill_due",
    "give_back",
    "keep_card",
    "keep_notes",
    "keep_plan",
    "lapse",
    "leave_all",
    "leave_group",
    "mark",
    "note_met",
    "pass_on",
    "plan_ahead",
    "plan_meeting",
    "plan_series",
    "pledge",
    "pledge_for_series",
    "renew_feed",
    "reopen_group",
    "say",
    "say_for_series",
    "stop_series",
    "stop_taking_answers",
    "take_back_pledge",
    "take_duty",
    "take_reply",
    "thank",
    "write_reminders",
]
