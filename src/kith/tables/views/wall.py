"""The wall of the hall: tables and first names, and the clock. Whoever has its secret address sees it, without an account."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.tables import actions
from kith.tables.models import Plan
from kith.tables.queries import screens
from kith.tables.views.doors import done, plan_of

_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",  # other sites learn nothing of the address
    "Cache-Control": "private, no-store",
}


@login_not_required
@require_safe
def wall(request: HttpRequest, secret: str) -> HttpResponse:
    """The wall. A script asks whether anything is new since `seen`: 204 if not, else the part of the page that changes."""
    now = timezone.now()
    plan = screens.wall_plan(secret, now)
    if plan is None:
        raise Http404
    found = screens.wall(plan, now)
    if request.GET.get("seen") == found.state:
        return HttpResponse(status=204, headers=_HEADERS)
    template = "tables/wall.html#now" if "seen" in request.GET else "tables/wall.html"
    context = {"wall": found, "plan": plan, "meeting": plan.meeting, "group": plan.meeting.group, "now": now}
    answer = render(request, template, context)
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer


@require_POST
def switch_wall(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Give the wall an address, a new one, or none (stop=1)."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _switch(plan, stops="stop" in request.POST))


def _switch(plan: Plan, *, stops: bool) -> str:
    if stops:
        actions.turn_wall_off(plan)
        return _("The wall is off. Its address leads nowhere now.")
    actions.turn_wall_on(plan)
    return _("The wall has an address now. Open it on the screen of the hall.")
