"""The first page of the exchange: what fits, what waits, what the user asks and offers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.exchange import actions, queries
from kith.exchange.models import Ask, Match, Offer
from kith.exchange.paging import page_of
from kith.ui import toasts

PAGE = 20


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What fits first, then what waits for an answer or thanks, then what the user asks and offers."""
    user, on = request.user, request.user.today()
    context = {
        "on": on,
        "fitting": queries.fitting(user, on),
        "offered": queries.offered(user),
        "to_thank": queries.to_thank(user),
        "asks": page_of(queries.wishes(Ask, user), request.GET.get("asks"), PAGE),
        "offers": page_of(queries.wishes(Offer, user), request.GET.get("offers"), PAGE),
        "given": queries.given(user),
        "counts": queries.counts(user),
    }
    return render(request, "exchange/home.html", context)


@require_POST
def set_aside(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show a match no more."""
    match = get_object_or_404(Match, user=request.user, uid=uid)
    actions.set_aside(match, at=timezone.now())
    toasts.show(request, _("Set aside."))
    return redirect(_back(request))


@require_POST
def seen(request: SignedInRequest) -> HttpResponse:
    """Take what was found so far out of the inbox; the exchange still shows it."""
    actions.see(request.user, at=timezone.now())
    return redirect(_back(request))


def _back(request: SignedInRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and is_ours else reverse("exchange:home")
