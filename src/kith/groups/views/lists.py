"""The user's own groups."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import queries

_A_PAGE = 50


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """My groups."""
    page = Paginator(queries.mine(request.user), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/mine.html", {"page": page})
