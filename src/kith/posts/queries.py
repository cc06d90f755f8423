"""What can be asked about posts, chats and how order is kept. Lists go on behind a row, so that none grows dearer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from kith.accounts.models import User
from kith.groups.models import Group, LogEntry, Membership
from kith.people.folding import fold
from kith.posts.live import written_lately
from kith.posts.models import Hidden, Message, Mute, Picture, Post, PostQuerySet, Reaction, Report, Thread
from kith.prepared import prepared

A_PAGE = 50  # messages
NAMES = 8  # in the completer
WORDS = 8  # of a text that are looked for
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 30  # messages of one member


def recommendations(user: User, words: Sequence[str]) -> PostQuerySet:
    """Return the posts of all groups of the user that recommend something, with all these words, folded, the newest first."""
    found = Post.objects.visible_to(user).wanted_by(user).filter(kind=Post.Kind.RECOMMENDATION)
    for word in words[:WORDS]:
        found = found.filter(GreaterThan(StrIndex("opening__search_text", Value(word)), 0))
    return found.select_related("opening__author", "group").order_by("-pk")


def last_messages(thread: Thread, user: User, before: int = 0) -> tuple[list[Message], bool]:
    """Return the last messages of a thread, or those before a number, in their order; and whether there are earlier ones.

    Of a post they are its replies. Each has `author_name`, None for an account that is gone, and `has_pictures`.
    """
    page = _last_messages(thread, user, before or None, thread.post.opening_id if thread.is_post else None)
    for message in page:
        message.thread = thread
    return page[:A_PAGE][::-1], len(page) > A_PAGE


def answers(messages: Sequence[int], user: User) -> dict[tuple[int, str], tuple[int, bool]]:
    """Return how many answered each of these messages by a press, and whether the user did, by its id and the kind."""
    return {(message, kind): (count, bool(mine)) for message, kind, count, mine in _answers(messages, user)}


def pictures(messages: Sequence[int]) -> list[Picture]:
    """Return the pictures that came with these messages."""
    return _pictures(messages)


def names(group: Group, text: str) -> list[str]:
    """Return names of members with a word that begins so."""
    folded = fold(text)
    wanted = Q(user__folded_name__startswith=folded) | Q(user__folded_name__contains=f" {folded}")
    found = Membership.objects.inner().filter(wanted, group=group).order_by("user__folded_name", "pk")
    return list(dict.fromkeys(found.values_list("user__name", flat=True)[:NAMES]))


def is_flood(user: User, now: datetime) -> bool:
    """Whether somebody has written as often within a minute as one may."""
    return written_lately(user, now - A_MINUTE) >= MOST_A_MINUTE


def helpers(message: Message) -> list[str]:
    """Return the names of those who can help, in the order of saying so; nothing for one who gave none."""
    return _helpers(message)


def is_hidden(message: Message, user: User) -> bool:
    """Whether the user does not want to see it."""
    return bool(_hidden(message, user))


def open_reports(group: Group, user: User) -> QuerySet[Report]:
    """Return what an organiser of the group has yet to look at; of what they wrote themselves others decide."""
    open_ones = Report.objects.filter(group=group, outcome=Report.Outcome.OPEN).exclude(message__author=user)
    return open_ones.order_by("at", "pk")


def handled_reports(group: Group, user: User) -> QuerySet[Report]:
    """Return what organisers have looked at, the last first."""
    done = Report.objects.filter(group=group).exclude(outcome=Report.Outcome.OPEN).exclude(message__author=user)
    return done.order_by("-handled_at", "-pk")


def log(group: Group) -> QuerySet[LogEntry]:
    """Return what organisers did about people and what they wrote, the last first."""
    return LogEntry.objects.filter(group=group)


def has_other_organiser(group: Group, user: User | None) -> bool:
    """Whether somebody else could look at what one wrote."""
    return Membership.objects.running().filter(group=group).exclude(user=user).exists()


def muted(group: Group, user: User) -> QuerySet[Mute]:
    """Return whom the user has muted in a group."""
    return Mute.objects.filter(group=group, by=user).select_related("about").order_by("about__name", "pk")


@prepared
def _last_messages(thread: Thread, user: User, before: int | None, opening: int | None) -> QuerySet[Message]:
    found = Message.objects.filter(thread=thread).wanted_by(user).defer("search_text", "removed_by")
    found = found if opening is None else found.exclude(pk=opening)
    found = found if before is None else found.filter(number__lt=before)
    has_pictures = Exists(Picture.objects.filter(message=OuterRef("pk")))
    told = found.annotate(author_name=F("author__name"), has_pictures=has_pictures)
    return told.order_by("-number")[: A_PAGE + 1]


@prepared
def _answers(messages: Sequence[int], user: User) -> QuerySet[Reaction, Any]:
    given = Reaction.objects.filter(message__in=messages).order_by().values_list("message", "kind")
    return given.annotate(n=Count("pk"), mine=Count("pk", filter=Q(user=user)))


@prepared
def _pictures(messages: Sequence[int]) -> QuerySet[Picture]:
    return Picture.objects.filter(message__in=messages)


@prepared
def _helpers(message: Message) -> QuerySet[Reaction, str]:
    found = Reaction.objects.filter(message=message, kind=Reaction.Kind.CAN_HELP).order_by("at", "pk")
    return found.values_list("user__name", flat=True)[:20]


@prepared
def _hidden(message: Message, user: User) -> QuerySet[Hidden, int]:
    return Hidden.objects.filter(message=message, user=user).values_list("pk", flat=True)
