"""Planning meetings, changing them, calling them off."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors as group_doors
from kith.groups.models import Group
from kith.meetings import actions, agendas, doors, queries, rules
from kith.meetings.forms import ChangeForm, NotesForm, PlanForm
from kith.meetings.models import Meeting, Series
from kith.outbox.queries import can_send
from kith.ui import toasts

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def plan(request: SignedInRequest, slug: str) -> HttpResponse:
    """Plan one meeting, or a series."""
    membership = group_doors.running(request.user, slug)
    group = membership.group
    initial = {"format": group.format, "place": group.place, "guests_may_come": group.welcomes_newcomers}
    form = PlanForm(group, request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting = _planned(form, group)
        if meeting is not None:
            toasts.show(request, _("Planned."))
            return redirect(meeting)
    context = {"group": group, "membership": membership, "form": form, "sample": agendas.ROUND}
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


@require_http_methods(_FORM)
def change(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change one meeting, this and the following, or all to come."""
    meeting, membership = doors.running(request.user, slug, uid)
    form = ChangeForm(meeting, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = _changed(form, meeting)
        if changed is not None:
            toasts.show(request, _("Changed. Whoever comes is told."))
            return redirect(changed)
    in_words = rules.in_words(meeting.series.rule) if meeting.series else ""
    context = {"group": meeting.group, "membership": membership, "meeting": meeting, "form": form, "rule": in_words}
    return render(request, "meetings/change.html", context, status=422 if form.errors else 200)


@require_http_methods(_FORM)
def call_off(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Call a meeting off, or it and all that follow; asked once more first."""
    meeting, membership = doors.running(request.user, slug, uid)
    if request.method != "POST":
        when = queries.when(meeting, request.user)
        shown = {"meeting": meeting, "when": when, "can_send": can_send()}
        context = {"group": meeting.group, "membership": membership, **shown}
        return render(request, "meetings/call_off.html", context)
    try:
        if request.POST.get("scope") == "following":
            actions.end_series(meeting, at=timezone.now())
        else:
            actions.call_off(meeting, at=timezone.now())
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect(meeting)
    told = _("Whoever would have come is told.") if can_send() else ""
    toasts.show(request, f"{_('Called off.')} {told}".strip())
    return redirect("meetings:list", slug)


@require_http_methods(_FORM)
def end_series(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """End a series, asked once more first."""
    membership = group_doors.running(request.user, slug)
    series = get_object_or_404(Series, group=membership.group, uid=uid)
    if request.method != "POST":
        often = rules.in_words(series.rule)
        shown = {"series": series, "often": often, "can_send": can_send()}
        context = {"group": membership.group, "membership": membership, **shown}
        return render(request, "meetings/end_series.html", context)
    actions.stop_series(series, at=timezone.now())
    told = _("Whoever would have come is told.") if can_send() else ""
    toasts.show(request, f"{_('The series has ended.')} {told}".strip())
    return redirect("meetings:list", slug)


@require_POST
def fill_roles(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Give each open role to whoever had it longest ago."""
    meeting, _membership = doors.running(request.user, slug, uid)
    try:
        given = actions.fill_by_turn(meeting, at=timezone.now())
        toasts.show(request, _("Given out.") if given else _("Nobody who comes is left for these."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect(meeting)


@require_POST
def notes(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Keep what was said, also long after the meeting."""
    meeting, _membership = doors.running(request.user, slug, uid)
    form = NotesForm(request.POST)
    if form.is_valid():
        actions.keep_notes(meeting, form.cleaned_data["notes"])
        toasts.show(request, _("Kept."))
    else:
        toasts.show(request, _("These notes are too long."))
    return redirect(meeting)


def _planned(form: PlanForm, group: Group) -> Meeting | None:
    said, now = form.cleaned_data, timezone.now()
    when = {name: said[name] for name in ("on", "starts_at", "minutes")}
    try:
        if not said["rule"]:
            return actions.plan_meeting(group, **when, given=form.given, at=now)
        series = actions.plan_series(group, rule=said["rule"], **when, given=form.given, at=now)
    except ValidationError as error:
        _tell(form, error)
        return None
    return series.meetings.select_related("group").earliest("starts_at")


def _changed(form: ChangeForm, meeting: Meeting) -> Meeting | None:
    said, now = form.cleaned_data, timezone.now()
    scope = said.get("scope", "one")
    try:
        if scope == "one":
            when = {name: said[name] for name in ("on", "starts_at", "minutes")}
            return actions.change(meeting, **when, given=form.given, at=now)
        begins = meeting if scope == "following" else queries.next_of_series(meeting, now)
        how = {name: said[name] for name in ("rule", "starts_at", "minutes")}
        series = actions.change_following(begins, **how, given=form.given, at=now, page=meeting)
    except ValidationError as error:
        _tell(form, error)
        return None
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    first: Meeting | None = series.meetings.coming(now).select_related("group").first()
    return first or meeting


def _tell(form: PlanForm, error: ValidationError) -> None:
    """Show each complaint at its field, or above the form where there is none of that name."""
    told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, messages in told.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
