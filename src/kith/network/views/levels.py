"""The page of levels: everybody whom the user knows well, knows vaguely, or may yet meet."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.network import levels
from kith.network.loading import load_network
from kith.ties import actions as ties

PAGE = 50


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """One level, ?level=1, 2 or 3, page by page."""
    owner, on = request.user, request.user.today()
    ties.keep_current(owner, on=on)
    network = load_network(owner, on)
    level = int(found) if (found := request.GET.get("level", "")) in {"1", "2", "3"} else 1
    page = Paginator(levels.at_level(network, level).tolist(), PAGE).get_page(request.GET.get("page"))
    context = {
        "level": level,
        "counts": levels.counts(network),
        "page": page,
        "rows": levels.rows(owner, network, list(page.object_list)),
        "on": on,
    }
    return render(request, "network/levels.html", context)
