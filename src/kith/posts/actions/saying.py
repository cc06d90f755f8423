"""Writing something, changing it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Group
from kith.people import photos
from kith.people.folding import fold
from kith.posts import live, mentions, queries
from kith.posts.actions.telling import tell
from kith.posts.models import LONGEST, Message, Notice, Picture, Post, Thread

MOST_PICTURES = 4  # of one message
SIDE = 1600  # pixels


def say(thread: Thread, author: User, text: str, *, at: datetime, pictures: Sequence[bytes] = ()) -> Message:
    """Write into a thread. Tells whom it names, and whose post it answers. Raises ValidationError, Refused."""
    text = _checked(text, pictures)
    _refuse_flood(author, at)
    named, files = mentions.named(thread.group, text), _kept(pictures)
    with transaction.atomic():
        message = _write(thread, author, text, files, at)
        _tell(message, named, at)
    _note_activity(thread.group, author, at)
    return message


def post(
    group: Group,
    author: User,
    *,
    kind: str,
    title: str,
    text: str,
    at: datetime,
    fields: dict[str, Any] | None = None,
    pictures: Sequence[bytes] = (),
) -> Post:
    """Tell the group something; `fields`: the verdict of a recommendation. Raises ValidationError, Refused."""
    text = _checked(text, pictures)
    _refuse_flood(author, at)
    made = Post(group=group, kind=kind, title=title.strip(), **_verdict(kind, fields or {}))
    made.full_clean(exclude=["thread", "opening"])
    named, files = mentions.named(group, text), _kept(pictures)
    with transaction.atomic():
        made.thread = Thread.objects.create(group=group, place=Thread.Place.POST)
        made.opening = _write(made.thread, author, text, files, at, also=made.title)
        made.save()
        _tell(made.opening, named, at)
    _note_activity(group, author, at)
    return made


@transaction.atomic
def edit(message: Message, text: str, *, at: datetime, also: str = "") -> None:
    """Say it in other words; whoever is named for the first time is told. Raises ValidationError."""
    text = _checked(text, list(message.pictures.all()))
    message.text, message.search_text = text, fold(f"{also} {text}")
    message.edited_at, message.changed = at, live.next_change(message.thread)
    message.save(update_fields=["text", "search_text", "edited_at", "changed"])
    author = message.author
    if author is not None:
        tell(mentions.named(message.thread.group, text), message, Notice.Kind.MENTION, by=author, at=at)


@transaction.atomic
def edit_post(
    post: Post, *, kind: str, title: str, text: str, at: datetime, fields: dict[str, Any] | None = None
) -> None:
    """Change a post. Raises ValidationError."""
    post.kind, post.title = kind, title.strip()
    for name, value in _verdict(kind, fields or {}).items():
        setattr(post, name, value)
    post.full_clean()
    post.save(update_fields=["kind", "title", "used_for", "again"])
    edit(post.opening, text, at=at, also=post.title)


@transaction.atomic
def take_back(message: Message, *, at: datetime) -> None:
    """Unsay it: the text and its pictures are gone for good, a mark stays where it stood."""
    message.text = message.search_text = ""
    message.gone_at, message.changed = at, live.next_change(message.thread)
    message.save(update_fields=["text", "search_text", "gone_at", "changed"])
    message.pictures.all().delete()
    Notice.objects.filter(message=message).delete()
    if message.thread.is_post and message.thread.post.opening_id == message.pk:
        Post.objects.filter(opening=message).update(title=_("Taken back"), used_for="", again="")


def mark_changed(message: Message) -> None:
    """Have whoever looks at the thread see that the message is not what it was."""
    message.changed = live.next_change(message.thread)
    message.save(update_fields=["changed"])


def _checked(text: str, pictures: Sequence[object]) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text and not pictures:
        raise ValidationError({"text": _("Write something first.")})
    if len(text) > LONGEST:
        message = _("This is longer than %(most)s characters. Please say it in two parts.")
        raise ValidationError({"text": message % {"most": LONGEST}})
    if len(pictures) > MOST_PICTURES:
        raise ValidationError(
            {"pictures": _("At most %(most)s pictures go with one message.") % {"most": MOST_PICTURES}}
        )
    return text


def _refuse_flood(author: User, at: datetime) -> None:
    if queries.is_flood(author, at):
        raise Refused(
            _("You have written thirty times within a minute. Please wait a moment; your text is still here.")
        )


def _verdict(kind: str, fields: dict[str, Any]) -> dict[str, str]:
    is_one = kind == Post.Kind.RECOMMENDATION
    return {name: (fields.get(name) or "") if is_one else "" for name in ("used_for", "again")}


def _kept(pictures: Sequence[bytes]) -> list[str]:
    """The files of the pictures, made anew. What is wrong with one stands at the field."""
    kept: list[str] = []
    try:
        for data in pictures:
            kept.append(photos.keep(data, side=SIDE, most=photos.MAX_LARGE_BYTES))
    except ValidationError as error:
        for name in kept:
            photos.forget(name)
        raise ValidationError({"pictures": error.messages}) from error
    return kept


def _write(thread: Thread, author: User, text: str, files: list[str], at: datetime, also: str = "") -> Message:
    number = live.next_change(thread)
    message = Message(thread=thread, number=number, changed=number, author=author, text=text, created_at=at)
    message.search_text = fold(f"{also} {text}")
    message.save(force_insert=True)
    if files:
        Picture.objects.bulk_create(Picture(message=message, file=name) for name in files)
    return message


def _tell(message: Message, named: Sequence[User], at: datetime) -> None:
    author, thread = message.author, message.thread
    assert author is not None
    tell(named, message, Notice.Kind.MENTION, by=author, at=at)
    if thread.is_post:
        asker = thread.post.opening.author
        if asker is not None and asker not in named:
            tell([asker], message, Notice.Kind.REPLY, by=author, at=at)


def _note_activity(group: Group, author: User, at: datetime) -> None:
    """Asked before it is written, as most messages of a day change nothing about it."""
    on = at.astimezone(group.zone).date()
    if not live.is_active(group, author, on):
        groups.note_activity(group, [author], on=on)
