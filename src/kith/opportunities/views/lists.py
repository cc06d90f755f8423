"""The opportunities by stages, one stage page by page, and the bin."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.opportunities import queries
from kith.opportunities.models import CLOSED, Opportunity

PAGE = 40
_CLOSED = "closed"


@require_safe
def show_all(request: SignedInRequest) -> HttpResponse:
    """What is due and what stands at each stage; with ?stage= all of one stage, or of those that are closed."""
    stage, on = request.GET.get("stage", ""), request.user.today()
    if stage:
        return _one_stage(request, stage)
    logged = len(queries.logged_applications(request.user))
    shown = {"board": queries.board(request.user), "on": on, "logged": logged}
    return render(request, "opportunities/list.html", shown)


@require_safe
def binned(request: SignedInRequest) -> HttpResponse:
    """What was put away."""
    page = Paginator(queries.binned(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "opportunities/binned.html", {"page": page})


def _one_stage(request: SignedInRequest, stage: str) -> HttpResponse:
    if stage not in (*Opportunity.Stage.values, _CLOSED):
        raise Http404
    stages = CLOSED if stage == _CLOSED else [stage]
    page = Paginator(queries.of_stages(request.user, stages), PAGE).get_page(request.GET.get("page"))
    title = _("Closed") if stage == _CLOSED else Opportunity.Stage(stage).label
    shown = {"page": page, "title": title, "on": request.user.today(), "is_closed": stage == _CLOSED}
    return render(request, "opportunities/stage.html", shown)
