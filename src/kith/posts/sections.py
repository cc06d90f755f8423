"""What posts put onto the pages of groups and meetings, and into the inbox."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import parts as groups
from kith.groups.models import Group, Membership
from kith.meetings import parts as meetings
from kith.meetings.models import Meeting
from kith.posts import lists, showing, threads
from kith.posts.forms import SayForm
from kith.posts.models import Notice, Report
from kith.prepared import prepared
from kith.ui import waiting

_NOTICES = "SELECT 1 FROM posts_notice n WHERE n.user_id = %(owner)s AND n.seen_at IS NULL"
_REPORTS = """
    SELECT 1 FROM groups_membership m JOIN groups_group g ON g.id = m.group_id
    JOIN posts_report r ON r.group_id = m.group_id JOIN posts_message s ON s.id = r.message_id
    WHERE m.user_id = %(owner)s AND m.left_at IS NULL AND m.joined_at IS NOT NULL AND g.ended_at IS NULL
    AND m.role IN ('organiser', 'co_organiser') AND r.outcome = '' AND (s.author_id IS NULL OR s.author_id <> m.user_id)
"""


def register() -> None:
    """Tell the registries."""
    groups.register(
        groups.Tab(20, "posts:list", _("Posts"), groups.for_members),
        groups.Tab(25, "posts:chat", _("Chat"), groups.for_members),
        groups.Section(20, "posts/latest.html", _latest),
    )
    meetings.register(meetings.Section(40, "posts/meeting_chat.html", _chat))
    waiting.register(waiting.Kind(30, _NOTICES, "posts/inbox_notices.html", _notices))
    waiting.register(waiting.Kind(31, _REPORTS, "posts/inbox_reports.html", _reports))


def _latest(group: Group, membership: Membership | None) -> dict[str, object]:
    if membership is None or not membership.is_inner:
        return {}
    return {"lines": showing.lines(lists.latest(group, membership.user)), "is_there": True}


def _chat(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    """The chat, for members and for whoever said that they come."""
    thread = threads.of_meeting(meeting)
    if not threads.is_readable(thread, user):
        return {}
    names_url = reverse("posts:names", args=[meeting.group.slug]) if membership and membership.is_inner else ""
    return {"talk": showing.talk(thread, user), "form": SayForm(names_url=names_url)}


def _notices(owner: Any) -> dict[str, object]:
    found = [(notice, showing.called(notice.by_name)) for notice in _waiting_notices(owner)]
    return {"notices": found} if found else {}


def _reports(owner: Any) -> dict[str, object]:
    found = _groups_with_reports(owner)
    return {"groups": found} if found else {}


@prepared
def _waiting_notices(owner: User) -> QuerySet[Any]:
    waiting_ones = Notice.objects.filter(user=owner, seen_at=None).only("uid", "kind", "at")
    names = {"by_name": F("by__name"), "group_name": F("message__thread__group__name")}
    return waiting_ones.annotate(**names)[: waiting.SHOWN]


@prepared
def _groups_with_reports(owner: User) -> QuerySet[Group]:
    """In groups that go on: in one that has ended nobody can answer them any more."""
    running = Membership.objects.running().filter(user=owner, group__ended_at=None).values("group")
    waits = Report.objects.filter(group__in=running, outcome=Report.Outcome.OPEN).exclude(message__author=owner)
    return Group.objects.filter(pk__in=waits.order_by().values("group")).only("slug", "name")[: waiting.SHOWN]
