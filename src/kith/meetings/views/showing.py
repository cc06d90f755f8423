"""The list of a group's meetings, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors as group_doors
from kith.groups.models import Membership
from kith.meetings import doors, parts, queries
from kith.meetings.forms import AnswerForm
from kith.meetings.models import Meeting

_A_PAGE = 20


@require_safe
def show_all(request: SignedInRequest, slug: str) -> HttpResponse:
    """The meetings to come; with ?past=1 those that were."""
    group, membership = group_doors.seen(request.user, slug)
    is_past = request.GET.get("past") == "1"
    found = queries.of_group(group, membership, request.user, timezone.now(), is_past=is_past)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    shown = queries.lines(page.object_list, request.user)
    context = {"group": group, "membership": membership, "page": page, "shown": shown, "is_past": is_past}
    may_plan = membership is not None and membership.runs
    series = queries.series_of(group, timezone.now()) if may_plan and not is_past else []
    return render(request, "meetings/list.html", {**context, "may_plan": may_plan, "series": series})


@require_safe
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """One meeting, with what features have to say of it."""
    meeting, membership = doors.seen(request.user, slug, uid)
    return page(request, meeting, membership)


def page(
    request: SignedInRequest,
    meeting: Meeting,
    membership: Membership | None,
    *,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a meeting, from the section ?from= on; `form` is an answer that was sent with something wrong in it."""
    told = request.GET.get("from", "")
    start = int(told) if told.isdecimal() and len(told) < 4 else 0
    part = parts.part(meeting, membership, request.user, start)
    for section in part.sections:
        section |= {"form": form} if form is not None and section["template"] == "meetings/answer.html" else {}
    shown = {"group": meeting.group, "membership": membership, "meeting": meeting, "part": part}
    if start and request.htmx and not request.htmx.history_restore_request:
        return render(request, "meetings/meeting.html#part", shown)
    context = {
        **shown,
        "when": queries.when(meeting, request.user),
        "rule": queries.rule_of(meeting),
        "link": meeting.link if queries.may_call(meeting, membership, request.user) else "",
        "may_plan": membership is not None and membership.runs,
        "is_ahead": meeting.cancelled_at is None and meeting.ends_at > timezone.now(),
    }
    return render(request, "meetings/meeting.html", context, status=status)
