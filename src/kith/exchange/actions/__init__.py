"""What can be done with asks, offers, help and recommendations; the only code that writes them."""

from kith.exchange.actions.forgetting import forget
from kith.exchange.actions.helping import accept, decline, fulfil, note_help, offer_help, thank
from kith.exchange.actions.matching import refresh, refresh_all, refresh_around, see, set_aside
from kith.exchange.actions.recommending import change, recommend, withdraw
from kith.exchange.actions.wishes import Details, close, edit, make_ask, make_offer, remove, reopen

__all__ = [
    "Details",
    "accept",
    "change",
    "close",
    "decline",
    "edit",
    "forget",
    "fulfil",
    "make_ask",
    "make_offer",
    "note_help",
    "offer_help",
    "recommend",
    "refresh",
    "refresh_all",
    "refresh_around",
    "remove",
    "reopen",
    "see",
    "set_aside",
    "thank",
    "withdraw",
]
