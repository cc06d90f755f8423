"""Messages as pages show them: who wrote, what may be done, what others answered; a page of them in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.models import Group
from kith.posts import lists, live, queries, reported
from kith.posts.lists import Found, Listed
from kith.posts.models import Message, Picture, Post, Reaction, Thread
from kith.ui.nav import address

_KINDS, _ANSWERS = dict(Post.Kind.choices), Reaction.Kind.choices
_NONE = (0, False)


class Answer(NamedTuple):
    """One kind of reaction: how many gave it, and whether the reader did."""

    kind: str
    label: str
    given: int
    is_mine: bool


@dataclass(frozen=True)
class Shown:
    """A message as one reader sees it."""

    message: Message
    name: str
    is_mine: bool
    answers: list[Answer] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        """Whether its text is shown: what was removed only its author still reads."""
        return self.message.gone_at is None and (self.message.removed_at is None or self.is_mine)


@dataclass(frozen=True)
class Line:
    """A post in a list, with the kinds of answers that it has and how many of each."""

    uid: UUID
    title: str
    kind: str
    name: str
    at: datetime
    replies: int
    answers: list[tuple[str, int]]


@dataclass(frozen=True)
class Hit:
    """Something in which words were found: where it stands, and the address of that."""

    url: str
    place: str
    text: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Reported:
    """What somebody reported, and the address of what that is about."""

    uid: UUID
    url: str
    shown: Shown
    by: str
    why: str


@dataclass(frozen=True)
class Talk:
    """A thread as a page shows it. `since`: the count of changes that it shows; `first`: the first number on the page."""

    thread: Thread
    shown: list[Shown]
    since: int
    first: int
    has_earlier: bool
    is_earlier: bool  # it is not the latest: nothing is written below it, and what is new is not shown there


def name_of(user: User | None) -> str:
    """What somebody is called. Whoever has left the group keeps the name; whoever has no account any more has none."""
    return called(None if user is None else user.name)


def called(name: str | None) -> str:
    """The same, where only the name was asked for: None for an account that is gone."""
    return _("a former member") if name is None else name or _("Member")


def title_of(post: Post, reader: User) -> str:
    """What a post is called, for this reader: of what an organiser removed only its author still reads the title."""
    opening = post.opening
    return _title(post.title, opening.author_id, opening.removed_at, opening.gone_at, reader)


def messages(found: Sequence[Message], reader: User, *, with_answers: bool) -> list[Shown]:
    """Show messages, each with its pictures and, where people answer by a press, with those answers."""
    pictures = _pictures([each.pk for each in found if each.__dict__.get("has_pictures", True)])
    answers = _answers(found, reader) if with_answers else {}
    return [
        Shown(
            each,
            _author_of(each),
            each.author_id == reader.pk,
            answers.get(each.pk, []),
            pictures.get(each.pk, []),
        )
        for each in found
    ]


def one(message: Message, reader: User) -> Shown:
    """Show a message by itself."""
    return messages([message], reader, with_answers=message.thread.is_post)[0]


def lines(posts: Sequence[Listed]) -> list[Line]:
    """Show posts in a list."""
    replies, answers = lists.replies(posts), lists.answers(posts)
    return [
        Line(
            post.uid,
            post.title,
            str(_KINDS[post.kind]),
            called(post.name),
            post.written_at,
            replies.get(post.thread, 0),
            [(str(label), n) for kind, label in _ANSWERS if (n := answers.get((post.opening, kind), 0))],
        )
        for post in posts
    ]


def hits(found: Sequence[Found], slug: str, reader: User) -> list[Hit]:
    """Show what was found by words."""
    return [
        Hit(
            f"{_address(slug, each.place, each.thread, each.post)}#m-{each.uid}",
            _place(each, reader),
            each.text,
            called(each.name),
            each.written_at,
        )
        for each in found
    ]


def waiting(group: Group, reader: User) -> list[Reported]:
    """Show what an organiser has to look at. None of it is their own."""
    reports = reported.waiting(group, reader)
    pictures = _pictures([each.message_id for each in reports if each.has_pictures])
    return [
        Reported(
            each.uid,
            f"{_address(group.slug, each.place, each.thread, each.post)}#m-{each.message.uid}",
            Shown(each.message, called(each.author_name), False, [], pictures.get(each.message_id, [])),
            each.by_name or _("Somebody"),
            each.why,
        )
        for each in reports
    ]


def post(post: Post, reader: User, before: int = 0) -> tuple[Shown, Talk]:
    """Show a post, and its last replies or those before a number."""
    found, has_earlier = queries.last_messages(post.thread, reader, before)
    opening, *replies = messages([post.opening, *found], reader, with_answers=True)
    return opening, _talk(post.thread, replies, before, has_earlier)


def talk(thread: Thread, reader: User, before: int = 0) -> Talk:
    """Show the last messages of a thread, or those before a number."""
    found, has_earlier = queries.last_messages(thread, reader, before)
    return _talk(thread, messages(found, reader, with_answers=thread.is_post), before, has_earlier)


def news(thread: Thread, reader: User, since: int, first: int) -> tuple[list[Shown], list[Shown], int]:
    """Show what is new since then, what has changed of what is shown, and up to which change that is."""
    found = live.written(thread, reader, since, first)
    shown = messages(found, reader, with_answers=thread.is_post)
    new = [each for each in shown if each.message.number > since]
    altered = [each for each in shown if each.message.number <= since]
    up_to = max((each.changed for each in found), default=since)
    if len(found) < live.A_LOOK:
        up_to = max(up_to, thread.changes)  # also past what the reader does not want to see
    return new, altered, up_to


def answered(thread: Thread, reader: User, since: int, first: int) -> list[Shown]:
    """Show what others answered by a press to a post, and to its replies that are on the page, and nothing else."""
    if not thread.is_post:
        return []
    is_shown = Q(number__gte=first, number__lte=since) | Q(post__isnull=False)
    standing = Message.objects.filter(is_shown, thread=thread).standing().wanted_by(reader)
    found = list(standing[: queries.A_PAGE + live.A_LOOK])
    answers = _answers(found, reader)
    return [Shown(each, "", False, answers[each.pk]) for each in found]


def _talk(thread: Thread, shown: list[Shown], before: int, has_earlier: bool) -> Talk:
    # The count of changes was read with the thread, before its messages: so nothing is passed over.
    return Talk(thread, shown, thread.changes, shown[0].message.number if shown else 0, has_earlier, bool(before))


def _title(title: str, author: int | None, removed_at: datetime | None, gone_at: datetime | None, reader: User) -> str:
    return title if removed_at is None or gone_at or author == reader.pk else _("Removed post")


def _place(found: Found, reader: User) -> str:
    """Where a message stands, for this reader: the post, the meeting whose chat it is, or the chat."""
    if found.title is not None:
        return _title(found.title, found.asker, found.removed_at, found.gone_at, reader)
    return found.meeting or _("Chat")


def _address(slug: str, place: str, thread: UUID, post: UUID | None) -> str:
    """The address of the page on which a thread stands, as Thread.get_absolute_url has it."""
    if place == Thread.Place.CHAT:
        return address("posts:chat", slug)
    return address("posts:post", slug, post) if place == Thread.Place.POST else address("posts:thread", slug, thread)


def _author_of(message: Message) -> str:
    """Who wrote it; the questions of kith.posts bring the name with the message, and no account."""
    if "author_name" in message.__dict__:
        return called(message.__dict__["author_name"])
    return name_of(message.author)


def _pictures(messages: Sequence[int]) -> dict[int, list[Picture]]:
    by_message: dict[int, list[Picture]] = {}
    for picture in queries.pictures(messages) if messages else ():
        by_message.setdefault(picture.message_id, []).append(picture)
    return by_message


def _answers(found: Sequence[Message], reader: User) -> dict[int, list[Answer]]:
    """Every kind for every message, also those that nobody gave yet: they are buttons."""
    counts = queries.answers([each.pk for each in found], reader)
    kinds = [(kind, str(label)) for kind, label in _ANSWERS]
    return {
        each.pk: [Answer(kind, label, *counts.get((each.pk, kind), _NONE)) for kind, label in kinds] for each in found
    }
