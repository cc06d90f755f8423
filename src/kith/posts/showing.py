"""Messages as pages show them: who wrote, what may be done, what others answered; a page of them in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.posts import live, queries
from kith.posts.models import Message, Picture, Post, Reaction, Thread


@dataclass(frozen=True)
class Answer:
    """One kind of reaction: how many gave it, and whether the reader did."""

    kind: str
    label: str | Promise
    count: int
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
    """A post in a list."""

    post: Post
    opening: Shown
    replies: int


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
    if user is None:
        return _("a former member")
    return user.name or _("Member")


def title_of(post: Post, reader: User) -> str:
    """What a post is called, for this reader: of what an organiser removed only its author still reads the title."""
    opening = post.opening
    if opening.removed_at is None or opening.gone_at or opening.author_id == reader.pk:
        return post.title
    return _("Removed post")


def place_of(message: Message, reader: User) -> str:
    """Where a message stands, for this reader: the post, the meeting whose chat it is, or the chat."""
    thread = message.thread
    if thread.is_post:
        return title_of(thread.post, reader)
    return thread.meeting.title if thread.meeting else _("Chat")


def messages(found: Sequence[Message], reader: User, *, with_answers: bool) -> list[Shown]:
    """Show messages, each with its pictures and, where people answer by a press, with those answers."""
    pictures = _pictures(found)
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


def lines(posts: Sequence[Post], reader: User) -> list[Line]:
    """Show posts in a list."""
    openings = messages([post.opening for post in posts], reader, with_answers=True)
    replies = queries.replies(list(posts))
    pairs = zip(posts, openings, strict=True)
    return [Line(post, opening, replies.get(post.thread_id, 0)) for post, opening in pairs]


def talk(thread: Thread, reader: User, before: int = 0) -> Talk:
    """Show the last messages of a thread, or those before a number."""
    since = Thread.objects.values_list("changes", flat=True).get(pk=thread.pk)  # first, so that nothing is passed over
    found, has_earlier = queries.last_messages(thread, reader, before)
    shown = messages(found, reader, with_answers=thread.is_post)
    return Talk(thread, shown, since, found[0].number if found else 0, has_earlier, bool(before))


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


def _author_of(message: Message) -> str:
    """Who wrote it; kith.posts.live brings the name with the message, and no account."""
    if "author_name" in message.__dict__:
        name = message.__dict__["author_name"]
        return _("a former member") if name is None else name or _("Member")
    return name_of(message.author)


def _pictures(found: Sequence[Message]) -> dict[int, list[Picture]]:
    by_message: dict[int, list[Picture]] = {}
    with_some = [each.pk for each in found if each.__dict__.get("has_pictures", True)]
    for picture in Picture.objects.filter(message__in=with_some) if with_some else ():
        by_message.setdefault(picture.message_id, []).append(picture)
    return by_message


def _answers(found: Sequence[Message], reader: User) -> dict[int, list[Answer]]:
    """Every kind for every message, also those that nobody gave yet: they are buttons."""
    given = Reaction.objects.filter(message__in=[each.pk for each in found]).order_by()
    mine = Count("pk", filter=Q(user=reader))
    counted = given.values("message", "kind").annotate(n=Count("pk"), mine=mine)
    counts = {(row["message"], row["kind"]): (row["n"], bool(row["mine"])) for row in counted}
    return {
        each.pk: [
            Answer(kind, label, *counts.get((each.pk, kind), (0, False))) for kind, label in Reaction.Kind.choices
        ]
        for each in found
    }
