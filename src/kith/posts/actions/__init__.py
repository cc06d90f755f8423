"""What can be done with posts and chats: say, edit, take back, react, report, hide, mute, remove, and tell who is concerned."""

from kith.posts.actions.answering import react
from kith.posts.actions.keeping_order import hide, keep, mute, remove, report, show_again, unmute
from kith.posts.actions.saying import edit, edit_post, post, say, take_back
from kith.posts.actions.telling import forget_notices, see, see_all, tell, wish, write_letters

__all__ = [
    "edit",
    "edit_post",
    "forget_notices",
    "hide",
    "keep",
    "mute",
    "post",
    "react",
    "remove",
    "report",
    "say",
    "see",
    "see_all",
    "show_again",
    "take_back",
    "tell",
    "unmute",
    "wish",
    "write_letters",
]
