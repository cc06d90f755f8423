"""Who comes in to a plan: its organisers, or nobody; and what every form there is answered with."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups.models import Membership
from kith.meetings import doors
from kith.meetings.models import Meeting
from kith.tables.models import Plan
from kith.tables.queries import evening as queries
from kith.ui import toasts


def of_meeting(request: SignedInRequest, slug: str, uid: UUID) -> tuple[Meeting, Membership, Plan | None]:
    """Return a meeting that the user organises, with its plan, if there is one. Raises Http404."""
    meeting, membership = doors.running(request.user, slug, uid)
    plan = queries.plan_of(meeting)
    if plan is not None:
        plan.meeting = meeting
    return meeting, membership, plan


def plan_of(request: SignedInRequest, slug: str, uid: UUID) -> Plan:
    """Return the plan of a meeting that the user organises. Raises Http404."""
    plan = of_meeting(request, slug, uid)[2]
    if plan is None:
        raise Http404
    return plan


def done(request: SignedInRequest, plan: Plan, what: Callable[[], str]) -> HttpResponse:
    """Do something, say what was done or why not, and go back to the round of the board that was looked at."""
    try:
        said = what()
    except (Refused, ValidationError) as error:
        messages.error(request, words_of(error))
    else:
        toasts.show(request, said)
    return back(request, plan)


def back(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Go to the board; from a dialog by having the browser go there."""
    number = number_of(request.POST.get("round", ""))
    url = reverse("tables:board", args=[plan.meeting.group.slug, plan.meeting.uid])
    url += "" if number is None else f"?round={number}"
    if request.headers.get("HX-Target") == "dialog-body":
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def number_of(text: str) -> int | None:
    """The number of a round that an address or a form names; nothing for what no round can have."""
    return int(text) if text.isdecimal() and len(text) < 4 else None


def words_of(error: Refused | ValidationError) -> str:
    """The sentences of an error."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def wrong(form: Form) -> ValidationError:
    """What is wrong with a form that a board sent."""
    return ValidationError([message for errors in form.errors.values() for message in errors])
