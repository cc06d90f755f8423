"""Who comes in: finds a thread, a post or a message of an address for a user, or answers 404, the same for all that is not theirs."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.posts.models import Message, Post, Thread


def thread(user: User, slug: str, uid: UUID) -> tuple[Thread, Membership | None]:
    """Return a thread that the user may read and write, with their membership; guests of a meeting may have none."""
    threads = Thread.objects.visible_to(user).select_related("group", "meeting", "post")
    found = get_object_or_404(threads, group__slug=slug, uid=uid)
    return found, _membership(found, user)


def message(user: User, slug: str, uid: UUID) -> tuple[Message, Membership | None]:
    """Return something written that the user may read, with their membership."""
    messages = Message.objects.visible_to(user)
    loaded = messages.select_related("author", "thread__group", "thread__meeting", "thread__post")
    found = get_object_or_404(loaded, thread__group__slug=slug, uid=uid)
    return found, _membership(found.thread, user)


def own_message(user: User, slug: str, uid: UUID) -> Message:
    """Return something that the user wrote and that still stands. Raises Http404."""
    own = Message.objects.visible_to(user).standing().filter(author=user)
    loaded = own.select_related("author", "thread__group", "thread__meeting", "thread__post")
    return get_object_or_404(loaded, thread__group__slug=slug, uid=uid)


def post(user: User, slug: str, uid: UUID) -> tuple[Post, Membership]:
    """Return a post of a group whose member the user is. Raises Http404."""
    posts = Post.objects.visible_to(user).select_related("group", "thread__group", "opening__author", "opening__thread")
    found = get_object_or_404(posts, group__slug=slug, uid=uid)
    return found, Membership.objects.inner().get(group=found.group, user=user)


def _membership(thread: Thread, user: User) -> Membership | None:
    return Membership.objects.current().filter(group=thread.group, user=user).select_related("group").first()
