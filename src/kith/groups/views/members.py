"""Who belongs to a group, and what each of them shows to it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors, queries
from kith.groups.models import Membership

_A_PAGE = 50


@require_safe
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    """All members, fifty a page, with a search."""
    membership = doors.inside(request.user, slug)
    text = request.GET.get("q", "")[:100].strip()
    page = Paginator(queries.members(membership.group, text), _A_PAGE).get_page(request.GET.get("page"))
    context = {"group": membership.group, "membership": membership, "page": page, "text": text}
    return render(request, "groups/members.html", context)


@require_safe
def member(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """One member, as the group sees them."""
    membership = doors.inside(request.user, slug)
    shown: Membership = get_object_or_404(queries.members(membership.group), uid=uid)
    context = {"group": membership.group, "membership": membership, "shown": shown}
    return render(request, "groups/profile.html", context)
