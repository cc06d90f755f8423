"""What can be asked about groups and who belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from kith import sql
from kith.accounts.models import User
from kith.accounts.queries import hashed
from kith.groups import faces, reports
from kith.groups.models import INNER, RUNNING, Group, InviteLink, Membership, Missed, Role, RoofAsk
from kith.people.models import Person
from kith.people.queries import find_people
from kith.prepared import prepared

MISSED_AGAIN = timedelta(days=60)  # at most once in that time is anybody asked to bring somebody back
FIFTY = 50  # of a list on a page
MOST_UNDER = 200  # groups under a roof
MOST_OPEN = 2  # people whom a member is asked to bring back at a time
_IN_A_ROW = ("uid", "role", "joined_at", "left_at", "shown", "does", "specialty", "trade", "user__name")
_SEARCHED = ("does", "specialty", "seeks", "gives")

# In these words, as SQLite takes the index membership_running for no others.
_RUNNING = """
    SELECT m.id FROM groups_membership m
    WHERE m.group_id = %(group)s AND m.left_at IS NULL AND m.role IN ('organiser', 'co_organiser')
    ORDER BY m.id LIMIT 200
"""


def mine(user: User) -> QuerySet[Membership]:
    """Return the user's current memberships, each with its group, by the group's name."""
    return Membership.objects.current().filter(user=user).select_related("group").order_by("group__name", "pk")


@prepared
def first_of_mine(user: User) -> QuerySet[Membership]:
    """Return the first of them with what a list shows of each: one more than it shows on a page."""
    shown = ("role", "joined_at", "left_at", *(f"group__{name}" for name in ("slug", "name", "purpose", "ended_at")))
    return mine(user).only(*shown)[: FIFTY + 1]


def standing(group: Group, user: User) -> Membership | None:
    """Return what the user is, was, or wants to be in the group, if anything."""
    return Membership.objects.filter(group=group, user=user).select_related("group").first()


def waiting_for(user: User, now: datetime) -> list[Membership]:
    """Return what the user has asked or is invited to: open, or answered with no within the last thirty days."""
    return _waiting_since(user, now - timedelta(days=30))


@prepared
def _waiting_since(user: User, since: datetime) -> QuerySet[Membership]:
    lately = Q(left_at=None) | Q(left_at__gt=since)
    found = Membership.objects.filter(lately, user=user, joined_at=None, group__ended_at=None)
    shown = ("asked_at", "joined_at", "left_at", "told", "group__slug", "group__name")
    return found.select_related("group").only(*shown).order_by("-pk")[:FIFTY]


def members(group: Group) -> QuerySet[Membership]:
    """Return who belongs to the group, who joined last first; each with its user."""
    return _belonging(group).select_related("user")


@prepared
def in_whom(
    group: Group, role: Role | None, text: str, folded: str, is_one_per_trade: bool
) -> QuerySet[Membership, int]:
    """Return the numbers of those who have a text, which is folded as well, in their name or a shown field."""
    # Of all who ever belonged, whom a database reads as they stand one after the other; by when they joined it leaps about.
    having = Membership.objects.filter(group=group).annotate(shows=Cast("shown", TextField()))
    found = _belonging(group).filter(pk__in=having.filter(_says(text, folded, is_one_per_trade)).values("pk"))
    return (found.filter(role=role) if role else found).values_list("pk", flat=True)


def _belonging(group: Group) -> QuerySet[Membership]:
    return Membership.objects.current().filter(group=group).order_by("-joined_at", "-pk")


def _says(text: str, folded: str, is_one_per_trade: bool) -> Q:
    """What they show is looked at after what they say, as it mostly is something else."""
    said = Q(user__in=User.objects.filter(folded_name__contains=folded).values("pk"))
    for name in _SEARCHED:
        said |= Q(**{f"{name}__icontains": text}) & Q(shows__contains=f'"{name}"')
    return said | Q(trade__icontains=text) if is_one_per_trade else said


def organisers(group: Group) -> list[Membership]:
    """Return who organises the group, in the order in which they came."""
    found = rows_of(group, [pk for [pk] in sql.rows(_RUNNING, group=group.pk)])
    first = sorted(filter(_has_joined, found), key=lambda one: (_joined(one), one.pk))[:20]
    return sorted(first, key=lambda one: one.role != Role.ORGANISER)


def rows_of(group: Group, pks: list[int]) -> list[Membership]:
    """Return these memberships of a group in their order, with as much of each as a row of a list shows."""
    found = {membership.pk: membership for membership in _in_rows(pks)} if pks else {}
    return within(group, [found[pk] for pk in pks if pk in found])


@prepared
def faces_of(pks: list[int]) -> QuerySet[Membership, Any]:
    """Return these memberships as values: their number, and what faces are made of."""
    return Membership.objects.filter(pk__in=pks).order_by().values_list("pk", *faces.FIELDS, "trade")


@prepared
def _in_rows(pks: list[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(pk__in=pks).select_related("user").only(*_IN_A_ROW)


def within(group: Group, found: list[Membership]) -> list[Membership]:
    """Return memberships of a group with the group that is at hand already."""
    for membership in found:
        membership.group = group
    return found


def asking(group: Group) -> QuerySet[Membership]:
    """Return who has asked to join, the first one first."""
    return Membership.objects.asking().filter(group=group).select_related("user", "group").order_by("asked_at", "pk")


@prepared
def first_asking(group: Group) -> QuerySet[Membership]:
    """Return the first fifty of them, with what is shown of each."""
    shown = ("uid", "asked_at", "trade", "answers", "user__name", "group__slug")
    return asking(group).only(*shown)[:FIFTY]


def asking_of(user: User) -> QuerySet[Membership]:
    """Return who has asked to join a group that the user organises."""
    run = Group.objects.run_by(user).filter(ended_at=None)
    found = Membership.objects.asking().filter(group__in=run).select_related("user", "group")
    return found.order_by("asked_at", "pk")


def barred(group: Group) -> QuerySet[Membership]:
    """Return who was removed and may not come back by themselves."""
    return Membership.objects.filter(group=group, is_barred=True).select_related("user", "group").order_by("-left_at")


@prepared
def last_barred(group: Group) -> QuerySet[Membership]:
    """Return the last fifty of them, with what is shown of each."""
    return barred(group).only("uid", "left_at", "user__name", "group__slug")[:FIFTY]


def may_invite(membership: Membership) -> bool:
    """Whether the member may let others join by a link."""
    if membership.group.ended_at or not membership.is_inner:
        return False
    return membership.runs or membership.group.members_may_invite


def link_of(secret: str) -> InviteLink | None:
    """Return the link that the secret belongs to, whether somebody can join by it or not."""
    return InviteLink.objects.filter(secret_sha256=hashed(secret)).select_related("group", "by").first()


def open_link(secret: str, at: datetime) -> InviteLink | None:
    """Return the link that the secret belongs to, if somebody can join by it now."""
    found = link_of(secret)
    return found if found is not None and found.uses < found.most and stands(found, at) else None


def stands(link: InviteLink, at: datetime) -> bool:
    """Whether the invitation holds: neither withdrawn nor over, and whoever made it may still invite."""
    if link.withdrawn_at is not None or link.expires_at <= at:
        return False
    return _invites(link.group, link.by)


def still_invites(membership: Membership, at: datetime) -> bool:
    """Whether the invitation by which somebody signed up still holds."""
    if membership.invited_with is not None:
        return stands(membership.invited_with, at)
    return membership.invited_by is not None and _invites(membership.group, membership.invited_by)


def _invites(group: Group, user: User) -> bool:
    found = Membership.objects.current().filter(group=group, user=user).select_related("group").first()
    return found is not None and may_invite(found) and user.is_active


def open_links(group: Group, at: datetime) -> QuerySet[InviteLink]:
    """Return the links by which somebody can still join."""
    found = InviteLink.objects.filter(group=group, withdrawn_at=None, expires_at__gt=at, uses__lt=F("most"))
    return found.select_related("by").order_by("-made_at", "-pk")


@prepared
def last_open_links(group: Group, at: datetime) -> QuerySet[InviteLink]:
    """Return the last fifty of them, with what is shown of each."""
    return open_links(group, at).only("uid", "uses", "most", "expires_at", "by__name")[:FIFTY]


def links_of(membership: Membership) -> QuerySet[InviteLink]:
    """Return the links that a member made, the last one first."""
    return InviteLink.objects.filter(group=membership.group, by=membership.user, withdrawn_at=None).order_by("-pk")


def to_bring(user: User, text: str = "", most: int = 12) -> list[Person]:
    """Return people of the user's book who could be invited: those found by the text, or the warmest."""
    if text:
        return list(find_people(user, text)[:most])
    return list(Person.objects.visible_to(user).in_book().exclude(tier=None).order_by("-warmth", "sort_name")[:most])


def quiet(group: Group, on: date) -> QuerySet[Membership]:
    """Return members of whom the group has not heard for its quiet_days, and for whom nobody was asked lately."""
    since = on - timedelta(days=group.quiet_days)
    asked = Missed.objects.filter(membership__group=group, asked_on__gt=on - MISSED_AGAIN).values("membership")
    found = Membership.objects.inner().filter(group=group, user__is_active=True).exclude(role__in=RUNNING)
    return (
        found.filter(active_on__lt=since)
        .exclude(pk__in=asked)
        .select_related("group", "user")
        .order_by("active_on", "pk")
    )


def helpers_for(missed: Membership, on: date) -> list[Membership]:
    """Return up to two active members who could bring somebody back.

    Those who were at most meetings with them; where that is nobody, who invited them, and who joined when they did.
    """
    since = on - timedelta(days=missed.group.quiet_days)
    busy = Missed.objects.filter(answer="", asked_on__gt=on - MISSED_AGAIN, membership__group=missed.group)
    full = busy.values("helper").annotate(n=Count("pk")).filter(n__gte=MOST_OPEN).values("helper")
    active = Membership.objects.inner().filter(group=missed.group, active_on__gte=since, user__is_active=True)
    active = active.exclude(pk=missed.pk).exclude(pk__in=full)
    before = list(active.filter(joined_at__lte=missed.joined_at).order_by("-joined_at", "-pk")[:2])
    after = list(active.filter(joined_at__gt=missed.joined_at).order_by("joined_at", "pk")[:2])
    nearest = sorted([*before, *after], key=lambda one: abs((_joined(one) - _joined(missed)).total_seconds()))
    brought = list(active.filter(user=missed.invited_by)[:1]) if missed.invited_by_id else []
    return list(dict.fromkeys([*_companions(missed, active, on), *brought, *nearest]))[:2]


def _companions(missed: Membership, active: QuerySet[Membership], on: date) -> list[Membership]:
    """Those of the active members who were at meetings with somebody, the most often first."""
    users = reports.companions_of(missed.group_id, missed.user_id, on)
    found = {member.user_id: member for member in active.filter(user__in=users)}
    return [found[user] for user in users if user in found]


def _has_joined(membership: Membership) -> bool:
    return membership.joined_at is not None


def _joined(membership: Membership) -> datetime:
    assert membership.joined_at is not None
    return membership.joined_at


def to_bring_back(user: User, group: Group | None = None) -> QuerySet[Missed]:
    """Return whom the user is asked to bring back, as long as they have not come back by themselves."""
    here = Q(membership__left_at=None, helper__left_at=None, helper__role__in=INNER, membership__group__ended_at=None)
    away = Q(membership__active_on__lt=F("asked_on"))
    found = Missed.objects.filter(here, away, helper__user=user, answer="")
    if group is not None:
        found = found.filter(
            helper__group=group
        )  # theirs is the same; asked so, the helper's own row is looked up first
    return found.select_related("membership__group", "membership__user", "helper__user").order_by("asked_on", "pk")


def roof_asks(group: Group) -> QuerySet[RoofAsk]:
    """Return what is asked about roofs that this group has to answer, or waits for."""
    return RoofAsk.objects.filter(Q(roof=group) | Q(child=group)).select_related("roof", "child").order_by("asked_at")


@prepared
def roof_asks_in_short(group: Group) -> QuerySet[RoofAsk]:
    """Return them with what is shown of each."""
    return roof_asks(group).only("uid", "from_roof", "roof__name", "child__name")


def roof_asks_of(user: User) -> QuerySet[RoofAsk]:
    """Return what organisers of other groups ask the user about roofs."""
    run = Group.objects.run_by(user).filter(ended_at=None).values("pk")
    for_user = Q(from_roof=True, child__in=run) | Q(from_roof=False, roof__in=run)
    return RoofAsk.objects.filter(for_user).select_related("roof", "child").order_by("asked_at")


def seen_roof(group: Group, user: User) -> Group | None:
    """Return the roof that a group stands under, if the user may see it."""
    return Group.objects.visible_to(user).filter(pk=group.parent_id).first() if group.parent_id else None


@prepared
def seen_children(roof: Group, user: User) -> QuerySet[Group]:
    """Return the groups under a roof that the user may see."""
    seen = Group.objects.visible_to(user).filter(parent=roof, ended_at=None)
    return seen.only("name", "slug")[:50]


@dataclass(frozen=True)
class Under:
    """A group under a roof, in numbers only."""

    group: Group
    members: int
    figures: list[int]


@dataclass(frozen=True)
class Roof:
    """What whoever runs a roof learns of the groups under it: counts, and nothing of anybody."""

    labels: list[str]
    rows: list[Under]
    members: int
    totals: list[int]


@prepared
def _children(roof: Group) -> QuerySet[Group]:
    return Group.objects.filter(parent=roof, ended_at=None).only("name", "slug")[:MOST_UNDER]


@prepared
def _count_inner(groups: list[int]) -> QuerySet[Membership, tuple[int, int]]:
    found = Membership.objects.inner().filter(group__in=groups).order_by()
    return found.values_list("group").annotate(n=Count("pk"))


def under(roof: Group, since: datetime, until: datetime) -> Roof:
    """Count what the groups under a roof did in a span. The same few questions however many groups there are."""
    children = _children(roof)
    pks = [child.pk for child in children]
    people = dict(_count_inner(pks)) if pks else {}
    asked = [(figure, figure.ask(pks, since, until)) for figure in reports.figures()] if pks else []
    rows = [
        Under(child, people.get(child.pk, 0), [found.get(child.pk, 0) for _figure, found in asked])
        for child in children
    ]
    totals = [sum(found.get(pk, 0) for pk in pks) for _figure, found in asked]
    return Roof([str(figure.label) for figure, _found in asked], rows, sum(people.values()), totals)
