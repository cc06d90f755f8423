"""What lists of posts show, and what is found by words: narrow rows, newest first, by questions that are put together once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from kith.accounts.models import User
from kith.groups.models import Group
from kith.people.folding import fold
from kith.posts.models import Message, Post, PostQuerySet, Reaction, Thread
from kith.prepared import prepared

POSTS = 20
LATEST = 3  # on a group's first page
FOUND = 20
_WORDS = 8


@dataclass(frozen=True)
class Listed:
    """A post in a list. `name`: what its author is called, None for an account that is gone."""

    pk: int
    uid: UUID
    kind: str
    title: str
    thread: int
    opening: int
    written_at: datetime
    name: str | None


@dataclass(frozen=True)
class Found:
    """Something written, and where it stands: of a post its title, and of its opening who may read that."""

    pk: int
    uid: UUID
    text: str
    written_at: datetime
    name: str | None
    place: str
    thread: UUID
    meeting: str | None
    post: UUID | None
    title: str | None
    asker: int | None
    removed_at: datetime | None
    gone_at: datetime | None


def posts(group: Group, user: User, kind: Post.Kind | None = None, before: int | None = None) -> list[Listed]:
    """Return posts of a group whose member the user is, without those they do not want: POSTS, and one more if there is one."""
    return [Listed(*row) for row in _posts(group, user, kind, before)]


def latest(group: Group, user: User) -> list[Listed]:
    """Return the last few of them."""
    return [Listed(*row) for row in _latest(group, user)]


def replies(posts: Sequence[Listed]) -> dict[int, int]:
    """Return how many replies stand below each of these posts, by the id of its thread."""
    return dict(_replies([post.thread for post in posts], [post.opening for post in posts]))


def answers(posts: Sequence[Listed]) -> dict[tuple[int, str], int]:
    """Return how many answered each of these posts by a press, by the id of its opening and the kind of answer."""
    return {(message, kind): count for message, kind, count in _answers([post.opening for post in posts])}


def find(group: Group, user: User, text: str, before: int | None = None) -> list[Found]:
    """Return what the user may read in a group in which each word stands somewhere: FOUND, and one more if there is one."""
    return [Found(*row) for row in _find(group, user, before, *fold(text).split()[:_WORDS])]


def key_of(model: type[Post | Message], uid: UUID) -> int | None:
    """Return the id of a post or a message, behind which a list goes on."""
    return next(iter(_post_key(uid) if model is Post else _message_key(uid)), None)


@prepared
def _posts(group: Group, user: User, kind: Post.Kind | None, before: int | None) -> QuerySet[Post, Any]:
    found = _wanted(group, user)
    found = found if kind is None else found.filter(kind=kind)
    found = found if before is None else found.filter(pk__lt=before)
    return _listed(found)[: POSTS + 1]


@prepared
def _latest(group: Group, user: User) -> QuerySet[Post, Any]:
    return _listed(_wanted(group, user))[:LATEST]


@prepared
def _replies(threads: Sequence[int], openings: Sequence[int]) -> QuerySet[Message, Any]:
    below = Message.objects.standing().filter(thread__in=threads).exclude(pk__in=openings)
    return below.order_by().values_list("thread").annotate(n=Count("pk"))


@prepared
def _answers(messages: Sequence[int]) -> QuerySet[Reaction, Any]:
    given = Reaction.objects.filter(message__in=messages)
    return given.order_by().values_list("message", "kind").annotate(n=Count("pk"))


@prepared
def _find(group: Group, user: User, before: int | None, *words: str) -> QuerySet[Message, Any]:
    # Asked of each message by itself: a list of threads would lead to all that was ever written in them, and grow with it.
    readable = Thread.objects.visible_to(user).filter(pk=OuterRef("thread"), group=group)
    found = Message.objects.filter(Exists(readable)).standing().wanted_by(user)
    for word in words:
        found = found.filter(GreaterThan(StrIndex("search_text", Value(word)), 0))
    found = found if before is None else found.filter(pk__lt=before)
    place = ("thread__place", "thread__uid", "thread__meeting__title", "thread__post__uid", "thread__post__title")
    opening = tuple(f"thread__post__opening__{name}" for name in ("author", "removed_at", "gone_at"))
    told = found.values_list("pk", "uid", "text", "created_at", "author__name", *place, *opening)
    return told.order_by("-pk")[: FOUND + 1]


@prepared
def _post_key(uid: UUID) -> QuerySet[Post, int]:
    return Post.objects.filter(uid=uid).values_list("pk", flat=True)


@prepared
def _message_key(uid: UUID) -> QuerySet[Message, int]:
    return Message.objects.filter(uid=uid).order_by().values_list("pk", flat=True)


def _wanted(group: Group, user: User) -> PostQuerySet:
    return Post.objects.filter(group=group).visible_to(user).wanted_by(user)


def _listed(found: PostQuerySet) -> QuerySet[Post, Any]:
    shown = ("pk", "uid", "kind", "title", "thread", "opening", "opening__created_at", "opening__author__name")
    return found.order_by("-pk").values_list(*shown)
