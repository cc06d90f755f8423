"""What mentoring and coffee put onto a group's pages, into the inbox, and into what a group holds about a member."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import parts, reports
from kith.groups.models import Group, Membership
from kith.mentorships import queries
from kith.mentorships.models import Drinker, Match, Mentee, Mentor, Mentorship, Seat, Session
from kith.ui import waiting

_PROPOSED = """
    SELECT 1 FROM groups_membership m
    JOIN groups_group g ON g.id = m.group_id
    JOIN mentorships_match p ON p.agreed_at IS NULL AND (
        (p.mentor_id = m.id AND p.by_mentor = '') OR (p.mentee_id = m.id AND p.by_mentee = '')
    )
    JOIN mentorships_round r ON r.id = p.round_id
    WHERE m.user_id = %(owner)s AND m.left_at IS NULL AND m.joined_at IS NOT NULL AND m.role <> 'guest'
    AND g.ended_at IS NULL AND r.state = 'proposed'
"""
_ASKED = """
    SELECT 1 FROM groups_membership m
    JOIN groups_group g ON g.id = m.group_id
    JOIN mentorships_mentorship s ON (s.mentor_id = m.id AND s.mentor_asked_on IS NOT NULL)
        OR (s.mentee_id = m.id AND s.mentee_asked_on IS NOT NULL)
    WHERE m.user_id = %(owner)s AND m.left_at IS NULL AND m.joined_at IS NOT NULL AND m.role <> 'guest'
    AND g.ended_at IS NULL AND s.ended_on IS NULL
"""


def register() -> None:
    """Tell the registries."""
    parts.register(
        parts.Tab(50, "mentorships:home", _("Mentoring"), parts.for_members),
        parts.Tab(55, "mentorships:coffee", _("Coffee"), parts.for_members),
        parts.Section(50, "mentorships/section.html", _mine),
    )
    waiting.register(waiting.Kind(34, _PROPOSED, "mentorships/inbox.html", _waiting))
    waiting.register(waiting.Kind(35, _ASKED, "mentorships/inbox_asked.html", _asked))
    reports.register(
        reports.Held(50, _("What you offer as a mentor"), "mentor", _offers, (Mentor,)),
        reports.Held(51, _("What you look for in a mentor"), "mentee", _wishes, (Mentee,)),
        reports.Held(52, _("Mentors and mentees proposed to you, and what you said"), "matches", _matches, (Match,)),
        reports.Held(53, _("Mentorships"), "mentorships", _mentorships, (Mentorship,)),
        reports.Held(54, _("Talks that you noted"), "sessions", _sessions, (Session,)),
        reports.Held(55, _("Coffee"), "coffee", _coffees, (Drinker, Seat)),
    )


def _mine(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.is_inner or group.ended_at:
        return {}
    matches, coffees = queries.coming(membership)
    return {"matches": matches, "coffees": coffees} if matches or coffees else {}


def _waiting(owner: Any) -> dict[str, object]:
    found = queries.waiting_for(owner)
    lines = [(match, match.mentee if match.mentor.user_id == owner.pk else match.mentor) for match in found]
    return {"matches": lines} if lines else {}


def _asked(owner: Any) -> dict[str, object]:
    lines = []
    for one in queries.asked_of(owner):
        is_mentor = one.mentor is not None and one.mentor.user_id == owner.pk
        lines.append((one, one.mentee if is_mentor else one.mentor, one.is_past(owner.today())))
    return {"lines": lines} if lines else {}


def _offers(group: Group, user: User) -> Iterable[reports.Row]:
    found = Mentor.objects.filter(membership__group=group, membership__user=user)
    return [dict(row) for row in found.values("topics", "values", "often", "capacity", "offered_at")]


def _wishes(group: Group, user: User) -> Iterable[reports.Row]:
    found = Mentee.objects.filter(membership__group=group, membership__user=user)
    return [dict(row) for row in found.values("goal", "values", "often", "sought_at")]


def _matches(group: Group, user: User) -> Iterable[reports.Row]:
    """Those of rounds that were proposed; what the other said is the other's."""
    ours = Match.objects.filter(round__group=group, round__state__in=("proposed", "over"))
    as_mentor = ours.filter(mentor__user=user).values("reasons", "by_mentor", "agreed_at")
    as_mentee = ours.filter(mentee__user=user).values("reasons", "by_mentee", "agreed_at")
    return [dict(row) for row in as_mentor] + [dict(row) for row in as_mentee]


def _mentorships(group: Group, user: User) -> Iterable[reports.Row]:
    membership = Membership.objects.filter(group=group, user=user).first()
    fields = ("goal", "often", "agreement", "starts_on", "ends_on", "ended_on", "thanks_of_mentor", "thanks_of_mentee")
    return [dict(row) for row in Mentorship.objects.of(membership).values(*fields)] if membership else []


def _sessions(group: Group, user: User) -> Iterable[reports.Row]:
    found = Session.objects.filter(mentorship__group=group, by__user=user)
    return [dict(row) for row in found.values("on", "about", "next_step")]


def _coffees(group: Group, user: User) -> Iterable[reports.Row]:
    wants = Drinker.objects.filter(membership__group=group, membership__user=user)
    found = Seat.objects.filter(membership__group=group, membership__user=user)
    return [dict(row) for row in wants.values("since")] + [dict(row) for row in found.values("coffee__on", "noted_on")]
