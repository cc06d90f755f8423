"""The doors of the exchange: what fits, asks and offers, help, recommendations, and a group's own."""

from kith.exchange.views.around import around, group
from kith.exchange.views.helping import accept, decline, fulfil, note_help, offer_help, thank
from kith.exchange.views.home import home, seen, set_aside
from kith.exchange.views.recommending import change, recommend, recommendation, recommendations, withdraw
from kith.exchange.views.wishes import close, edit, new, remove, reopen, show

__all__ = [
    "accept",
    "around",
    "change",
    "close",
    "decline",
    "edit",
    "fulfil",
    "group",
    "home",
    "new",
    "note_help",
    "offer_help",
    "recommend",
    "recommendation",
    "recommendations",
    "remove",
    "reopen",
    "seen",
    "set_aside",
    "show",
    "thank",
    "withdraw",
]
