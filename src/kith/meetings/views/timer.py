"""The timer page: the parts of the agenda with a big clock, that goes on without a network."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.meetings import agendas, doors, queries


@require_safe
def timer(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The parts with their times; with JavaScript a clock counts each down. A round of half an hour where none are given."""
    meeting, membership = doors.seen(request.user, slug, uid)
    parts = agendas.parts_of(meeting.rounds or agendas.ROUND)
    starts = meeting.starts_at.astimezone(meeting.zone)
    context = {
        "group": meeting.group,
        "membership": membership,
        "meeting": meeting,
        "when": queries.when(meeting, request.user),
        "parts": [(part, part.starts(starts)) for part in parts],
        "minutes": sum(part.minutes for part in parts),
        "is_sample": not meeting.rounds,
    }
    return render(request, "meetings/timer.html", context)
