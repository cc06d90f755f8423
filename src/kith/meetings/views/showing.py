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
from kith.meetings import doors, parts, queries

_A_PAGE = 20


@require_safe
def show_all(request: SignedInRequest, slug: str) -> HttpResponse:
    """The meetings to come; with ?past=1 those that were."""
    group, membership = group_doors.seen(request.user, slug)
    is_past = request.GET.get("past") == "1"
    found = queries.of_group(group, request.user, timezone.now(), is_past=is_past)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    shown = queries.lines(page.object_list, request.user)
    context = {"group": group, "membership": membership, "page": page, "shown": shown, "is_past": is_past}
    return render(request, "meetings/list.html", context)


@require_safe
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """One meeting, with what features have to say of it."""
    meeting, membership = doors.seen(request.user, slug, uid)
    context = {
        "group": meeting.group,
        "membership": membership,
        "meeting": meeting,
        "when": queries.when(meeting, request.user),
        "sections": parts.sections(meeting, membership, request.user),
    }
    return render(request, "meetings/meeting.html", context)
