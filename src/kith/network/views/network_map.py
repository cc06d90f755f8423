"""The map of the network: a page with the drawing and, in words, what it shows; and the numbers behind the drawing."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.network import map_page
from kith.network.loading import BookNetwork, load_network
from kith.network.mapping import map_of
from kith.ties import actions as ties


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """The map, and beside it the largest circles, who bridges them, and whom to meet."""
    network = _network(request)
    context = {
        "tables": map_page.tables(request.user, network, map_of(network)),
        "people": len(network.crowd.ids) - 1,
        "steps": range(11),
    }
    return render(request, "network/map.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def data(request: SignedInRequest) -> HttpResponse:
    """Everybody with where they stand, as JSON."""
    network = _network(request)
    return JsonResponse(map_page.drawing(request.user, network, map_of(network)))


def _network(request: SignedInRequest) -> BookNetwork:
    on = request.user.today()
    ties.keep_current(request.user, on=on)
    return load_network(request.user, on)
