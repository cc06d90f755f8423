"""Saying whether one comes, with a plan and a promise; and the roles of the agenda."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.meetings import actions, doors, queries
from kith.meetings.forms import AnswerForm
from kith.meetings.models import RSVP, Duty, Meeting
from kith.meetings.views.showing import page
from kith.ui import toasts


@require_POST
def answer(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Note whether the user comes: to this one, to this and the following, or to all."""
    meeting, membership = doors.seen(request.user, slug, uid)
    before = queries.rsvp_of(meeting, request.user)
    form = AnswerForm(meeting, before, queries.may_count(meeting, membership, request.user), request.POST)
    if not form.is_valid():
        return page(request, meeting, membership, form=form, status=422)
    try:
        rsvp, without_room = _say(request, meeting, form)
    except Refused as refused:
        toasts.show(request, str(refused))
    except ValidationError as error:
        toasts.show(request, " ".join(error.messages))
    else:
        toasts.show(request, " ".join(line for line in (_told(rsvp), _without(without_room)) if line))
    return redirect(meeting)


@require_POST
def take_back(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take the promise back; nobody is told."""
    meeting, _membership = doors.seen(request.user, slug, uid)
    rsvp = queries.rsvp_of(meeting, request.user)
    if rsvp is not None:
        actions.take_back_pledge(rsvp)
    toasts.show(request, _("Taken back. Nobody is told."))
    return redirect(meeting)


@require_POST
def place(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take the place that is kept for the user (answer=yes), or pass it on to the next in line."""
    meeting, _membership = doors.seen(request.user, slug, uid)
    try:
        takes = request.POST.get("answer") == "yes"
        rsvp = actions.answer_offer(meeting, request.user, takes=takes, at=timezone.now())
        toasts.show(request, _told(rsvp) if takes else _("Passed on. Somebody else is glad of it."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("inbox:home" if request.POST.get("from") == "inbox" else meeting)


@require_POST
def role(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take a role of the agenda that is open, or give one back."""
    meeting, membership = doors.inside(request.user, slug, uid)
    named, now = request.POST.get("role", ""), timezone.now()
    duty = Duty.objects.filter(meeting=meeting, role=named).first()
    try:
        if duty is not None and (duty.user_id == request.user.pk or membership.runs):
            duty.meeting = meeting
            actions.give_back(duty, at=now)
            toasts.show(request, _("It is open again."))
        else:
            actions.take_duty(meeting, request.user, named, at=now)
            toasts.show(request, _("It is yours. Thank you."))
    except ValidationError as error:
        toasts.show(request, " ".join(error.messages))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect(meeting)


def _say(request: SignedInRequest, meeting: Meeting, form: AnswerForm) -> tuple[RSVP, int]:
    """Note it for as many meetings as they chose; returns the answer to this one, and how many others had no room."""
    said, now = form.cleaned_data, timezone.now()
    how: dict[str, Any] = {"answer": said["answer"], "by_call": bool(said.get("by_call")), "at": now}
    how |= {"guests": said.get("guests") or 0, "plan": form.plan}
    if (said.get("scope") or "one") != "one":
        noted = actions.say_for_series(meeting, request.user, scope=said["scope"], **how)
        if said["answer"] != RSVP.Answer.YES or "to" in form.fields:
            actions.pledge_for_series(noted.rsvps, to=form.promised_to, at=now, **form.promise)
        return next(rsvp for rsvp in noted.rsvps if rsvp.meeting_id == meeting.pk), noted.without_room
    rsvp = actions.say(meeting, request.user, substitute=said["substitute"], **how)
    if rsvp.answer == RSVP.Answer.YES and form.promised_to:
        actions.pledge(rsvp, to=form.promised_to, at=now, **form.promise)
    elif rsvp.answer != RSVP.Answer.YES or "to" in form.fields:
        actions.take_back_pledge(rsvp)
    return rsvp, 0


def _without(number: int) -> str:
    said = ngettext(
        "In %(n)d other meeting there is no room for that; there all stays as it was.",
        "In %(n)d other meetings there is no room for that; there all stays as it was.",
        number,
    )
    return said % {"n": number} if number else ""


def _told(rsvp: RSVP) -> str:
    if rsvp.answer == RSVP.Answer.YES:
        return _("You come. See you there.")
    if rsvp.answer == RSVP.Answer.WAITING:
        return _("All places are taken. You are on the waiting list, and are told when one is free.")
    return _("Noted. Thank you for saying so.")
