"""What can be asked about posts, chats and how order is kept. Lists go on behind a row, so that none grows dearer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from kith.accounts.models import User
from kith.groups.models import Group, LogEntry, Membership
from kith.people.folding import fold
from kith.posts.live import written_lately
from kith.posts.models import (
    Message,
    MessageQuerySet,
    Mute,
    Notice,
    Post,
    PostQuerySet,
    Reaction,
    Report,
    Thread,
)

A_PAGE = 50  # messages
POSTS = 20
FOUND = 20
NAMES = 8  # in the completer
_WORDS = 8  # of a text that are looked for
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 30  # messages of one member


def posts(group: Group, user: User, kind: str = "") -> PostQuerySet:
    """Return the posts of a group whose member the user is, the newest first, without those they do not want."""
    found = group.posts.visible_to(user).wanted_by(user)
    found = found.filter(kind=kind) if kind in Post.Kind.values else found
    return found.select_related("opening__author", "thread")


def recommendations(user: User, text: str = "") -> PostQuerySet:
    """Return the posts of all groups of the user that recommend something, with all the words of a text, the newest first."""
    found = Post.objects.visible_to(user).wanted_by(user).filter(kind=Post.Kind.RECOMMENDATION)
    for word in fold(text).split()[:_WORDS]:
        found = found.filter(opening__search_text__contains=word)
    return found.select_related("opening__author", "group").order_by("-pk")


def replies(posts: list[Post]) -> dict[int, int]:
    """Return how many replies stand below each of these posts, by the id of its thread."""
    openings = [post.opening_id for post in posts]
    below = Message.objects.standing().filter(thread__in=[post.thread_id for post in posts]).exclude(pk__in=openings)
    return {row["thread"]: row["n"] for row in below.order_by().values("thread").annotate(n=Count("pk"))}


def messages(thread: Thread, user: User) -> MessageQuerySet:
    """Return what stands in a thread, with the marks of what was taken back; of a post its replies alone."""
    found = Message.objects.filter(thread=thread).wanted_by(user).select_related("author", "thread")
    return found.exclude(pk=thread.post.opening_id) if thread.is_post else found


def last_messages(thread: Thread, user: User, before: int = 0) -> tuple[list[Message], bool]:
    """Return the last messages of a thread, or those before a number, in their order; and whether there are earlier ones."""
    found = messages(thread, user)
    found = found.filter(number__lt=before) if before else found
    page = list(found.order_by("-number")[: A_PAGE + 1])
    return page[:A_PAGE][::-1], len(page) > A_PAGE


def find(group: Group, user: User, text: str) -> MessageQuerySet:
    """Return what the user may read in a group in which each word stands somewhere, the newest first."""
    found = Message.objects.visible_to(user).standing().wanted_by(user).filter(thread__group=group)
    for word in fold(text).split()[:_WORDS]:
        found = found.filter(search_text__contains=word)
    return found.select_related("author", "thread__group", "thread__meeting", "thread__post__opening").order_by("-pk")


def names(group: Group, text: str) -> list[str]:
    """Return names of members with a word that begins so."""
    folded = fold(text)
    wanted = Q(user__folded_name__startswith=folded) | Q(user__folded_name__contains=f" {folded}")
    found = Membership.objects.inner().filter(wanted, group=group).order_by("user__folded_name", "pk")
    return list(dict.fromkeys(found.values_list("user__name", flat=True)[:NAMES]))


def is_flood(user: User, now: datetime) -> bool:
    """Whether somebody has written as often within a minute as one may."""
    return written_lately(user, now - A_MINUTE) >= MOST_A_MINUTE


def helpers(message: Message) -> list[User]:
    """Return who can help, in the order of saying so."""
    found = Reaction.objects.filter(message=message, kind=Reaction.Kind.CAN_HELP).select_related("user")
    return [reaction.user for reaction in found.order_by("at", "pk")[:20]]


def open_reports(group: Group, user: User) -> QuerySet[Report]:
    """Return what an organiser of the group has yet to look at; of what they wrote themselves others decide."""
    return _reports(group).filter(outcome=Report.Outcome.OPEN).exclude(message__author=user).order_by("at", "pk")


def handled_reports(group: Group, user: User) -> QuerySet[Report]:
    """Return what organisers have looked at, the last first."""
    done = _reports(group).exclude(outcome=Report.Outcome.OPEN).exclude(message__author=user)
    return done.order_by("-handled_at", "-pk")


def log(group: Group) -> QuerySet[LogEntry]:
    """Return what organisers did about people and what they wrote, the last first."""
    return LogEntry.objects.filter(group=group).select_related("by", "about")


def has_other_organiser(group: Group, user: User | None) -> bool:
    """Whether somebody else could look at what one wrote."""
    return Membership.objects.running().filter(group=group).exclude(user=user).exists()


def waiting_notices(user: User) -> QuerySet[Notice]:
    """Return what the user was told and has not looked at, the newest first."""
    found = Notice.objects.filter(user=user, seen_at=None)
    return found.select_related("by", "message__thread__group", "message__thread__meeting", "message__thread__post")


def muted(group: Group, user: User) -> QuerySet[Mute]:
    """Return whom the user has muted in a group."""
    return Mute.objects.filter(group=group, by=user).select_related("about").order_by("about__name", "pk")


def _reports(group: Group) -> QuerySet[Report]:
    people = ("by", "handled_by", "message__author")
    places = ("message__thread__group", "message__thread__post", "message__thread__meeting")
    return Report.objects.filter(group=group).select_related(*people, *places)
