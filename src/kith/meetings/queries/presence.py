"""Who was at a meeting, whom one met there, and how one's week in groups went."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet

from kith.accounts.models import User
from kith.folding import fold
from kith.groups.faces import Face
from kith.groups.models import Membership
from kith.interactions.models import Interaction
from kith.meetings.models import PRESENT, RSVP, Meeting, Met
from kith.prepared import prepared
from kith.ui import persons

_BY_NAME = ("user__folded_name", "pk")
NOT_THERE = (RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED, RSVP.Attendance.SUBSTITUTE)


@dataclass(frozen=True)
class Week:
    """A user's week in groups: meetings they were at, people they met there, meetings of next week they said yes to."""

    attended: int
    met: int
    next_week: int


class Card(NamedTuple):
    """Somebody whom the user met, by the uid of that, and whose e-mail address they may keep."""

    uid: UUID
    name: str


class Noted(NamedTuple):
    """What somebody said about a meeting, and how the list of who was there has them."""

    answer: str
    attendance: str
    substitute: str

    @classmethod
    def of(cls, rsvp: RSVP) -> Self:
        """What a row says."""
        return cls(rsvp.answer, rsvp.attendance, rsvp.substitute)

    @property
    def words(self) -> str:
        """The same in a word or two: whether they were there, once that is known, and who came instead."""
        known = RSVP.Attendance(self.attendance).label if self.attendance else RSVP.Answer(self.answer).label
        return f"{known}: {self.substitute}" if self.substitute else str(known)


def list_of(meeting: Meeting, text: str) -> QuerySet[Membership]:
    """The organiser's list: who answered or came first is of no matter, members by name; `text` finds some of them."""
    if text:
        members = Membership.objects.current().filter(group=meeting.group_id, user__folded_name__contains=fold(text))
        return members.select_related("user").order_by(*_BY_NAME)
    return on_list(meeting, meeting.group_id).select_related("user")


def on_list(meeting: Meeting, group: int) -> QuerySet[Membership]:
    """The members whom the list begins with: those who said something, but no, or of whom something is noted."""
    said = RSVP.objects.filter(meeting=meeting).exclude(answer=RSVP.Answer.NO, attendance="", substitute="")
    return Membership.objects.current().among(group).filter(user__in=said.values("user")).order_by(*_BY_NAME)


def with_answers(meeting: Meeting, members: Iterable[Face]) -> list[tuple[Face, Noted | None]]:
    """Members of a page of the list, each with what they said."""
    found = list(members)
    noted = {user: Noted(*rest) for user, *rest in _answers(meeting, [member.user_id for member in found])}
    return [(member, noted.get(member.user_id)) for member in found]


def count_there(meeting: Meeting) -> int:
    """How many are on the list as having come."""
    return sum(_number_there(meeting))


def there_with(meeting: Meeting, user: User, text: str) -> QuerySet[Membership]:
    """Members who were there too, without those whom the user has noted already; for members who were there themselves."""
    if not may_read(meeting, user):
        return Membership.objects.none()
    members = were_there(meeting, meeting.group_id, user).select_related("user")
    return members.filter(user__folded_name__contains=fold(text)) if text else members


def may_read(meeting: Meeting, user: User) -> bool:
    """Whether the user reads who was at a meeting: a member, not a guest, who was there too."""
    return bool(_own(meeting, meeting.group_id, user))


def were_there(meeting: Meeting, group: int, user: User) -> QuerySet[Membership]:
    """The members who were at a meeting, without the user and those whom they have noted, by name."""
    noted = Met.objects.visible_to(user).filter(meeting=meeting).exclude(other=None).values("other")
    members = Membership.objects.current().among(group).filter(user__in=_there(meeting).values("user"))
    return members.exclude(user=user).exclude(user__in=noted).order_by(*_BY_NAME)


def met_at(meeting: Meeting, user: User) -> list[tuple[Met, bool]]:
    """Whom the user met there, and whether they have been thanked."""
    mine = _met(meeting, user)
    done = set(_noted(user, [thanks_key(met) for met in mine]))
    return [(met, thanks_key(met) in done) for met in mine]


def cards_for(meeting: Meeting, user: User, among: Collection[int]) -> set[int]:
    """Those users whose name and e-mail address the user may keep: members who allow it, and both were there by the list.

    A yes alone proves nothing: whoever says it and stays at home takes nobody's address with it.
    """
    return set(_cards(meeting, meeting.group_id, user, list(among))) if among else set()


def cards_to_keep(meeting: Meeting, user: User) -> list[Card]:
    """Whom the user noted by name alone, and whose e-mail address they may keep by now."""
    named = _named(meeting, user)
    cards = cards_for(meeting, user, [other for _number, other, *_told in named])
    found = [(number, email, Card(uid, name)) for number, other, email, uid, name in named if other in cards]
    points = _addresses(user, [number for number, _email, _card in found]) if found else []
    known = {(number, address.lower()) for number, address in points}
    return [card for number, email, card in found if (number, email.lower()) not in known]


def thanks_key(met: Met) -> str:
    """The key of the thank-you for having met somebody."""
    return f"meeting-thanks:{met.uid}"


def week_of(user: User, on: date) -> Week:
    """The week of that day, as the user's calendar has it, and what is to come in the next."""
    first = on - timedelta(days=(on.weekday() - user.week_start) % 7)
    days = [datetime.combine(first + timedelta(days=7 * number), time(), user.zone) for number in range(3)]
    mine = RSVP.objects.filter(user=user, meeting__cancelled_at=None)
    this = Q(meeting__starts_at__gte=days[0], meeting__starts_at__lt=days[1])
    following = Q(meeting__starts_at__gte=days[1], meeting__starts_at__lt=days[2])
    met = Met.objects.visible_to(user).filter(on__gte=first, on__lt=first + timedelta(days=7))
    return Week(
        attended=mine.filter(this, attendance__in=PRESENT).count(),
        met=met.values("person").distinct().count(),
        next_week=mine.filter(following, answer=RSVP.Answer.YES).count(),
    )


@prepared
def _met(meeting: Meeting, user: User) -> QuerySet[Met]:
    mine = Met.objects.visible_to(user).filter(meeting=meeting).select_related("person")
    return mine.only("uid", *(f"person__{name}" for name in persons.SHOWN)).order_by("pk")


@prepared
def _noted(user: User, keys: list[str]) -> QuerySet[Interaction, str | None]:
    found = Interaction.objects.visible_to(user).in_book().filter(source_key__in=keys)
    found = found.exclude(source_key="")  # says no more, but only so SQLite looks into the index of keys
    return found.order_by().values_list("source_key", flat=True)


@prepared
def _answers(meeting: Meeting, users: list[int]) -> QuerySet[RSVP, tuple[int, str, str, str]]:
    found = RSVP.objects.filter(meeting=meeting, user__in=users)
    return found.values_list("user", "answer", "attendance", "substitute")


@prepared
def _number_there(meeting: Meeting) -> QuerySet[RSVP, int]:
    there = RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT)
    return there.values("meeting").annotate(n=Count("pk")).values_list("n", flat=True)


@prepared
def _own(meeting: Meeting, group: int, user: User) -> QuerySet[Membership, int]:
    was_there = Exists(_there(meeting).filter(user=user))
    return Membership.objects.inner().filter(was_there, group=group, user=user).order_by().values_list("pk", flat=True)


def _there(meeting: Meeting) -> QuerySet[RSVP]:
    return RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).exclude(attendance__in=NOT_THERE)


@prepared
def _named(meeting: Meeting, user: User) -> QuerySet[Met, tuple[Any, ...]]:
    mine = Met.objects.visible_to(user).filter(meeting=meeting, person__binned_at=None).exclude(other=None)
    return mine.order_by("pk").values_list("pk", "other", "other__email", "uid", "person__name")


@prepared
def _cards(meeting: Meeting, group: int, user: User, among: list[int]) -> QuerySet[Membership, int]:
    there = RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT)
    members = Membership.objects.current().among(group).filter(Exists(there.filter(user=user)), gives_card=True)
    members = members.filter(user__in=there.values("user")).filter(user__in=among)
    return members.exclude(user=user).order_by().values_list("user", flat=True)


@prepared
def _addresses(user: User, numbers: list[int]) -> QuerySet[Met, tuple[int, str]]:
    met = Met.objects.visible_to(user).filter(pk__in=numbers, person__points__kind="email")
    return met.order_by().values_list("pk", "person__points__value")
