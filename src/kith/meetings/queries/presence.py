"""Who was at a meeting, whom one met there, and how one's week in groups went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from kith.accounts.models import User
from kith.folding import fold
from kith.groups.models import Membership
from kith.interactions.models import Interaction
from kith.meetings.models import PRESENT, RSVP, Meeting, Met
from kith.people.models import ContactPoint
from kith.prepared import prepared

NOT_THERE = (RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED, RSVP.Attendance.SUBSTITUTE)


@dataclass(frozen=True)
class Week:
    """A user's week in groups: meetings they were at, people they met there, meetings of next week they said yes to."""

    attended: int
    met: int
    next_week: int


def list_of(meeting: Meeting, text: str) -> QuerySet[Membership]:
    """The organiser's list: who answered or came first is of no matter, members by name; `text` finds some of them."""
    members = meeting.group.memberships.current().select_related("user")
    if text:
        return members.filter(user__folded_name__contains=fold(text)).order_by("user__folded_name", "pk")
    said = (
        RSVP.objects.filter(meeting=meeting).exclude(answer=RSVP.Answer.NO, attendance="", substitute="").values("user")
    )
    return members.filter(user__in=said).order_by("user__folded_name", "pk")


def with_answers(meeting: Meeting, members: Iterable[Membership]) -> list[tuple[Membership, RSVP | None]]:
    """Members of a page of the list, each with what they said."""
    found = list(members)
    said = RSVP.objects.filter(meeting=meeting, user__in=[member.user_id for member in found])
    by_user = {rsvp.user_id: rsvp for rsvp in said}
    return [(member, by_user.get(member.user_id)) for member in found]


def count_there(meeting: Meeting) -> int:
    """How many are on the list as having come."""
    return RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT).count()


def there_with(meeting: Meeting, user: User, text: str) -> QuerySet[Membership]:
    """Members who were there too, without those whom the user has noted already; for members who were there themselves."""
    there = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).exclude(attendance__in=NOT_THERE)
    is_inner = Membership.objects.inner().filter(group=meeting.group_id, user=user).exists()
    if not is_inner or not there.filter(user=user).exists():
        return Membership.objects.none()
    noted = Met.objects.visible_to(user).filter(meeting=meeting).exclude(other=None).values("other")
    members = meeting.group.memberships.current().filter(user__in=there.values("user"))
    members = members.exclude(user=user).exclude(user__in=noted).select_related("user")
    return members.filter(user__folded_name__contains=fold(text)).order_by("user__folded_name", "pk")


def met_at(meeting: Meeting, user: User) -> list[tuple[Met, bool]]:
    """Whom the user met there, and whether they have been thanked."""
    mine = _met(meeting, user)
    done = set(_noted(user, [thanks_key(met) for met in mine]))
    return [(met, thanks_key(met) in done) for met in mine]


def cards_for(meeting: Meeting, user: User) -> dict[int, Membership]:
    """The members, by user, whose name and e-mail address the user may keep: they allow it, and both were there by the list.

    A yes alone proves nothing: whoever says it and stays at home takes nobody's address with it.
    """
    there = RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT)
    if not there.filter(user=user).exists():
        return {}
    members = Membership.objects.current().filter(
        group=meeting.group_id, gives_card=True, user__in=there.values("user")
    )
    return {member.user_id: member for member in members.exclude(user=user).select_related("user")}


def cards_to_keep(meeting: Meeting, user: User) -> list[Met]:
    """Whom the user noted by name alone, and whose e-mail address they may keep by now."""
    cards = cards_for(meeting, user)
    mine = Met.objects.visible_to(user).filter(meeting=meeting, other__in=cards, person__binned_at=None)
    known = ContactPoint.objects.visible_to(user).filter(kind="email", person__in=mine.values("person"))
    addresses = {(point.person_id, point.value.lower()) for point in known}
    found = mine.select_related("person", "other").order_by("pk")
    return [met for met in found if met.other and (met.person_id, met.other.email.lower()) not in addresses]


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
    return Met.objects.visible_to(user).filter(meeting=meeting).select_related("person").order_by("pk")


@prepared
def _noted(user: User, keys: list[str]) -> QuerySet[Interaction, str | None]:
    found = Interaction.objects.visible_to(user).in_book().filter(source_key__in=keys)
    return found.order_by().values_list("source_key", flat=True)
