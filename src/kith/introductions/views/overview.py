"""All introductions: what waits for the user first, then what is on its way, then what is done."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.introductions import queries, story

PAGE = 50


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """On their way, the user's own moves first; below, the ones that are over."""
    on = request.user.today()
    mine = queries.waiting(request.user, on)
    waiting = {one.pk for one in mine}
    others = queries.introductions_of(request.user)
    under_way = others.filter(state__in=queries.UNDER_WAY).order_by("-state_at", "-pk")[: PAGE * 4]
    over = Paginator(others.exclude(state__in=queries.UNDER_WAY).order_by("-state_at", "-pk"), PAGE)
    page = over.get_page(request.GET.get("page"))
    context = {
        "mine": [story.told(one) for one in mine],
        "under_way": [story.told(one) for one in under_way if one.pk not in waiting],
        "over": [story.told(one) for one in page],
        "page": page,
        "on": on,
        "a_month": queries.A_MONTH,
    }
    return render(request, "introductions/list.html", context)
