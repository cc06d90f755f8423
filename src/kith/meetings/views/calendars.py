"""Calendars: one meeting as a file, feeds at secret addresses, and which reminders come."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors as group_doors
from kith.meetings import actions, calendars, doors, queries, reminding
from kith.meetings.forms import RemindersForm
from kith.meetings.models import Feed
from kith.outbox import queries as letters
from kith.ui import toasts

_TYPE = "text/calendar; charset=utf-8"


@require_safe
def event(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """One meeting for the user's calendar, with an alarm."""
    meeting, membership = doors.seen(request.user, slug, uid)
    if not queries.may_call(meeting, membership, request.user):
        meeting.link, meeting.answers_to = "", None
    name = f'attachment; filename="{meeting.group.slug}.ics"'
    return HttpResponse(
        calendars.event(meeting, request.user), content_type=_TYPE, headers={"Content-Disposition": name}
    )


@require_safe
def own(request: SignedInRequest, slug: str) -> HttpResponse:
    """The group's meetings in the member's calendar program, and which reminders come."""
    membership = group_doors.entered(request.user, slug)
    context = {
        "group": membership.group,
        "membership": membership,
        "address": _address(request, queries.feed_of(request.user, membership.group)),
        "form": RemindersForm(instance=reminding.default_of(membership)),
        "can_send": letters.can_send(),
    }
    return render(request, "meetings/calendar.html", context)


@require_POST
def renew(request: SignedInRequest, slug: str) -> HttpResponse:
    """An address for the feed, and another one each time."""
    membership = group_doors.entered(request.user, slug)
    actions.renew_feed(request.user, membership.group, at=timezone.now())
    toasts.show(request, _("Here is the address. One that was there before shows nothing any more."))
    return redirect("meetings:calendar", slug)


@require_POST
def reminders(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose which reminders come."""
    membership = group_doors.entered(request.user, slug)
    form = RemindersForm(request.POST, instance=reminding.default_of(membership))
    if form.is_valid():
        actions.choose_reminders(membership, **form.cleaned_data, at=timezone.now())
        toasts.show(request, _("Noted."))
    return redirect("meetings:calendar", slug)


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """All that the user said yes to, in one feed."""
    address = _address(request, queries.feed_of(request.user, None))
    return render(request, "meetings/my_calendar.html", {"address": address})


@require_POST
def renew_mine(request: SignedInRequest) -> HttpResponse:
    """An address for it, and another one each time."""
    actions.renew_feed(request.user, None, at=timezone.now())
    toasts.show(request, _("Here is the address. One that was there before shows nothing any more."))
    return redirect("meetings:my_calendar")


@require_safe
@login_not_required
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program is given at a secret address."""
    found = queries.feed_at(secret)
    if found is None:
        raise Http404
    meetings = queries.meetings_of_feed(found, timezone.now())
    name = found.group.name if found.group else _("My meetings")
    answer = HttpResponse(calendars.feed(meetings, found.user, name), content_type=_TYPE)
    answer["Cache-Control"] = "private, max-age=900"
    return answer


def _address(request: HttpRequest, found: Feed | None) -> str:
    return request.build_absolute_uri(reverse("meetings:feed", args=[found.secret])) if found else ""
