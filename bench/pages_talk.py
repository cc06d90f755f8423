"""What a large group tells each other, for the benchmark of pages: posts with replies and reactions, a chat, reports."""

from __future__ import annotations

from datetime import datetime, timedelta

from kith.accounts.models import User
from kith.groups.models import Group
from kith.meetings.models import Meeting
from kith.people.folding import fold
from kith.posts import actions, threads
from kith.posts.models import Message, Mute, Notice, Post, Reaction, Report, Thread

POSTS, REPLIES, LONG, CHAT, REACTIONS, REPORTS, NOTICES, MUTED = 2_000, 3, 300, 5_000, 4, 150, 200, 20
_TEXT = "I tried **{0}** for a while.\n\n- it helped\n- it cost little\n\nWhat do you do about {0}, @Baker Member 8?"
_ABOUT = ("payroll in France", "shoes for long runs", "childcare at seven", "a first talk", "two offers at once")


def furnish(group: Group, owner: User, *, now: datetime) -> None:
    """Fill a group with it; the latest post, the chat and the next meeting have the most."""
    people = list(User.objects.filter(memberships__group=group).exclude(pk=owner.pk).order_by("pk")[:1000])
    posts = _posts(group, people, now)
    replies = [
        message
        for number, post in enumerate(posts)
        for message in _lines(post.thread, people, REPLIES if number < POSTS - 1 else LONG, now, first=2)
    ]
    _reactions([*Message.objects.filter(post__in=posts), *replies], people, now)
    _lines(threads.of_group(group), [*people, owner], CHAT, now)
    _lines(
        threads.of_meeting(Meeting.objects.filter(group=group, ends_at__gt=now).earliest("starts_at")),
        people,
        LONG,
        now,
    )
    _own(posts[-1], owner, now)
    _order(group, owner, replies, people, now)


def _posts(group: Group, people: list[User], now: datetime) -> list[Post]:
    made = Thread.objects.bulk_create(Thread(group=group, place=Thread.Place.POST, changes=1) for _n in range(POSTS))
    openings = [message for thread in made for message in _drafts(thread, people[thread.pk % 997 :], 1, now)]
    kinds = list(Post.Kind.values)
    return Post.objects.bulk_create(
        Post(
            group=group, thread=thread, opening=opening, kind=kinds[n % len(kinds)], title=f"About {_ABOUT[n % 5]}, {n}"
        )
        for n, (thread, opening) in enumerate(zip(made, Message.objects.bulk_create(openings), strict=True))
    )


def _lines(thread: Thread, people: list[User], count: int, now: datetime, first: int = 1) -> list[Message]:
    made = Message.objects.bulk_create(_drafts(thread, people, count, now, first), batch_size=2000)
    Thread.objects.filter(pk=thread.pk).update(changes=first + count - 1)
    return made


def _drafts(thread: Thread, people: list[User], count: int, now: datetime, first: int = 1) -> list[Message]:
    texts = [_TEXT.format(_ABOUT[n % 5]) for n in range(count)]
    return [
        Message(
            thread=thread,
            number=first + n,
            changed=first + n,
            author=people[n % len(people)],
            text=text,
            search_text=fold(text),
            created_at=now - timedelta(minutes=count - n),
        )
        for n, text in enumerate(texts)
    ]


def _reactions(messages: list[Message], people: list[User], now: datetime) -> None:
    kinds = list(Reaction.Kind.values)
    Reaction.objects.bulk_create(
        (
            Reaction(message=message, user=people[(message.pk + n) % len(people)], kind=kinds[n % 3], at=now)
            for message in messages
            for n in range(REACTIONS)
        ),
        batch_size=2000,
    )


def _own(post: Post, owner: User, now: datetime) -> None:
    """The latest post is the owner's, and so is a reply to it."""
    Message.objects.filter(pk=post.opening_id).update(author=owner)
    actions.say(post.thread, owner, "Thank you all", at=now)


def _order(group: Group, owner: User, replies: list[Message], people: list[User], now: datetime) -> None:
    """What was reported, what the owner is told of, and whom they have muted."""
    Report.objects.bulk_create(
        Report(group=group, message=message, by=people[0], why="It is an advertisement", at=now)
        for message in replies[:REPORTS]
    )
    done = {"outcome": Report.Outcome.KEPT, "handled_by": owner, "handled_at": now}
    Report.objects.bulk_create(
        Report(group=group, message=message, by=people[1], why="It is rude", at=now, **done)
        for message in replies[REPORTS : 2 * REPORTS]
    )
    Notice.objects.bulk_create(
        Notice(user=owner, message=message, kind=Notice.Kind.REPLY, by=message.author, at=now)
        for message in replies[-NOTICES:]
    )
    Mute.objects.bulk_create(Mute(group=group, by=owner, about=about) for about in people[-MUTED:])
