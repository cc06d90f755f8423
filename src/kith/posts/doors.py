"""Who comes in: finds a thread, a post or a message of an address for a user, or answers 404, the same for all that is not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kith.accounts.models import User
from kith.groups import doors as groups
from kith.groups.models import Membership
from kith.posts.models import Message, Post, Thread
from kith.prepared import prepared

Row = TypeVar("Row")


def thread(user: User, slug: str, uid: UUID) -> tuple[Thread, Membership | None]:
    """Return a thread that the user may read and write, with their membership; guests of a meeting may have none."""
    found = _first(_threads(user, slug, uid))
    return found, _membership(found, user, slug)


def message(user: User, slug: str, uid: UUID) -> tuple[Message, Membership | None]:
    """Return something written that the user may read, with their membership."""
    found = _first(_messages(user, slug, uid))
    return found, _membership(found.thread, user, slug)


def own_message(user: User, slug: str, uid: UUID) -> tuple[Message, Membership | None]:
    """Return something that the user wrote and that still stands, with their membership. Raises Http404."""
    found, membership = message(user, slug, uid)
    if found.author_id != user.pk or not found.stands:
        raise Http404
    return found, membership


def post(user: User, slug: str, uid: UUID) -> tuple[Post, Membership]:
    """Return a post of a group whose member the user is. Raises Http404."""
    membership = groups.inside(user, slug)
    found = _first(_posts(user, slug, uid))
    found.group = found.thread.group = membership.group
    found.opening.thread = found.thread
    return found, membership


def _first(found: Sequence[Row]) -> Row:
    if not found:
        raise Http404
    return found[0]


def _membership(thread: Thread, user: User, slug: str) -> Membership | None:
    """The user's current membership, whose group is then the thread's."""
    membership = groups.current(user, slug)
    if membership is not None:
        thread.group = membership.group
    if membership is not None and thread.meeting is not None:
        thread.meeting.group = membership.group
    return membership


@prepared
def _threads(user: User, slug: str, uid: UUID) -> QuerySet[Thread]:
    threads = Thread.objects.visible_to(user).select_related("meeting", "post")
    return threads.filter(group__slug=slug, uid=uid)


@prepared
def _messages(user: User, slug: str, uid: UUID) -> QuerySet[Message]:
    messages = Message.objects.visible_to(user).select_related("author", "thread__meeting", "thread__post")
    return messages.filter(thread__group__slug=slug, uid=uid)


@prepared
def _posts(user: User, slug: str, uid: UUID) -> QuerySet[Post]:
    posts = Post.objects.visible_to(user).select_related("thread", "opening__author")
    return posts.filter(group__slug=slug, uid=uid)
