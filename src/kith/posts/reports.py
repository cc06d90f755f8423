"""What posts tell of a group: all that members wrote for its export, and for each member what they wrote themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import reports
from kith.groups.models import Group
from kith.groups.reports import Export, Held, Row
from kith.posts import showing
from kith.posts.models import Hidden, Message, MessageQuerySet, Mute, Notice, Post, Reaction, Report, Wish

_STATE = ("edited_at", "gone_at", "removed_at", "removed_why")
_VERDICT = ("title", "used_for", "again")
_PORTION = 500


def register() -> None:
    """Tell the registry."""
    reports.register(
        Export("messages", _all_messages),
        Held(20, _("What you wrote"), "messages", _messages, (Message, Post)),
        Held(21, _("How you answered what others wrote"), "reactions", _reactions, (Reaction,)),
        Held(22, _("What you were told of what others wrote"), "notices", _notices, (Notice,)),
        Held(23, _("What you reported"), "reports", _reports, (Report,)),
        Held(24, _("What you hid, and whom you muted"), "hidden", _hidden, (Hidden, Mute)),
        Held(25, _("Letters about posts"), "letters", _letters, (Wish,)),
    )


def _all_messages(group: Group) -> Iterable[Row]:
    """Posts, replies and chats as members read them: without what was taken back or removed."""
    for message in _in_order(Message.objects.standing().filter(thread__group=group).select_related("author")):
        yield {"written_by": showing.name_of(message.author), **_told(message)}


def _messages(group: Group, user: User) -> Iterable[Row]:
    for message in _in_order(Message.objects.filter(thread__group=group, author=user)):
        yield {**_told(message), **{name: getattr(message, name) for name in _STATE}}


def _in_order(messages: MessageQuerySet) -> Iterable[Message]:
    loaded = messages.select_related("thread__meeting", "post").prefetch_related("pictures")
    return loaded.order_by("thread", "number").iterator(chunk_size=_PORTION)


def _told(message: Message) -> Row:
    thread, post = message.thread, getattr(message, "post", None)
    where = {"at": message.created_at, "place": thread.get_place_display(), "thread": str(thread.uid)}
    what = {"kind": post.get_kind_display(), **{name: getattr(post, name) for name in _VERDICT}} if post else {}
    meeting = {"meeting": thread.meeting.title} if thread.meeting else {}
    return {**where, **meeting, **what, "text": message.text, "pictures": len(message.pictures.all())}


def _reactions(group: Group, user: User) -> Iterable[Row]:
    found = Reaction.objects.filter(message__thread__group=group, user=user).select_related("message__thread")
    for each in found.order_by("at", "pk"):
        yield {"at": each.at, "answer": each.get_kind_display(), "thread": str(each.message.thread.uid)}


def _notices(group: Group, user: User) -> Iterable[Row]:
    found = Notice.objects.filter(message__thread__group=group, user=user).select_related("by")
    for each in found.order_by("at", "pk").iterator(chunk_size=_PORTION):
        yield {"at": each.at, "who": showing.name_of(each.by), "what": each.get_kind_display(), "seen": each.seen_at}


def _reports(group: Group, user: User) -> Iterable[Row]:
    for each in Report.objects.filter(group=group, by=user).order_by("at", "pk"):
        yield {"at": each.at, "why": each.why, "outcome": each.get_outcome_display()}


def _hidden(group: Group, user: User) -> Iterable[Row]:
    for each in Hidden.objects.filter(message__thread__group=group, user=user).select_related("message__thread"):
        yield {"hidden_in": str(each.message.thread.uid)}
    for muted in Mute.objects.filter(group=group, by=user).select_related("about"):
        yield {"muted": showing.name_of(muted.about)}


def _letters(group: Group, user: User) -> Iterable[Row]:
    found = Wish.objects.filter(membership__group=group, membership__user=user)
    return [dict(row) for row in found.values("mentions", "answers")]
