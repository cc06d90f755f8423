"""The organiser's board: who sits where, what that comes to, and the clock."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Meeting
from kith.tables import actions, paper
from kith.tables.forms import PlanForm, WalkInForm
from kith.tables.models import Plan, Wish
from kith.tables.queries import board as queries
from kith.tables.queries.evening import evening_at
from kith.tables.templatetags.tables import choices
from kith.tables.views import doors


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The board, or where there is no plan yet the form that begins one. POST: begin it."""
    meeting, membership, plan = doors.of_meeting(request, slug, uid)
    if plan is None:
        return _start(request, meeting, membership)
    if request.method == "POST":
        return redirect(plan)
    if request.htmx and request.GET.get("seen") == str(plan.version):
        return HttpResponse(status=204)
    template = "tables/board.html#board" if request.htmx else "tables/board.html"
    return render(request, template, _context(request, plan, membership))


def _start(request: SignedInRequest, meeting: Meeting, membership: Membership) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with suppress(Refused):  # somebody else, or the same button once more, was quicker: the board shows that plan
            actions.start_plan(meeting, at=timezone.now(), **form.cleaned_data)
        return redirect("tables:board", meeting.group.slug, meeting.uid)
    coming = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).count()
    context = {
        "group": meeting.group,
        "membership": membership,
        "meeting": meeting,
        "form": form,
        "coming": coming,
    }
    return render(request, "tables/start.html", context, status=422 if form.errors else 200)


def _context(request: SignedInRequest, plan: Plan, membership: Membership) -> dict[str, Any]:
    number, name = doors.number_of(request.GET.get("round", "")), request.GET.get("find", "")[:100]
    found = evening_at(plan, number)
    return {
        "group": plan.meeting.group,
        "membership": membership,
        "meeting": plan.meeting,
        "plan": plan,
        "rounds": found.rounds,
        "now": timezone.now(),
        "board": queries.board(found, found.shown(number), name),
        "find": name,
        # Nothing is chosen in these lists when they are shown, so that they are the same, and no form's.
        "people": choices(found.diners.values()),
        "tables": found.tables,
        "kinds": Wish.Kind.choices,
        "walk_in": WalkInForm(auto_id="walk-in-%s"),  # what has an id keeps the focus when the board is renewed
        "wall_url": _wall_url(request, plan),
        "unwritable": paper.unwritable(map(str, found.expected))[:10],
    }


def _wall_url(request: SignedInRequest, plan: Plan) -> str:
    if plan.wall_secret is None:
        return ""
    return request.build_absolute_uri(reverse("tables:wall", args=[plan.wall_secret]))
