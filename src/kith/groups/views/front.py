"""A group's first page: what everybody sees who may see it, and what its members see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors, parts, queries


@require_safe
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """The group: what it is for, its facts, how to join, and what upper features have to say."""
    found, membership = doors.seen(request.user, slug)
    context = {
        "group": found,
        "membership": membership,
        "standing": None if membership else queries.standing(found, request.user),
        "sections": parts.sections(found, membership),
        "count": queries.members(found).count(),
        "organisers": queries.organisers(found) if membership else [],
        "roof": queries.seen_roof(found, request.user),
        "children": queries.seen_children(found, request.user),
    }
    return render(request, "groups/group.html", context)
