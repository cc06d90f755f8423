"""A group's first page: what everybody sees who may see it, and what its members see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors, parts, queries, rolls


@require_safe
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """The group: what it is for, its facts, how to join, and what upper features have to say, from the section ?from= on."""
    found, membership = doors.seen(request.user, slug)
    told = request.GET.get("from", "")
    start = int(told) if told.isdecimal() and len(told) < 4 else 0
    shown = {"group": found, "membership": membership, "part": parts.part(found, membership, start)}
    if start and request.htmx and not request.htmx.history_restore_request:
        return render(request, "groups/group.html#part", shown)
    context = {
        **shown,
        "standing": None if membership else queries.standing(found, request.user),
        "count": rolls.belonging(found),
        "organisers": queries.organisers(found) if membership else [],
        "roof": queries.seen_roof(found, request.user),
        "children": queries.seen_children(found, request.user),
    }
    return render(request, "groups/group.html", context)
