"""What others show: to the user anywhere, and to one group."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.exchange import queries
from kith.exchange.models import Ask, Offer
from kith.exchange.paging import page_of
from kith.groups import doors

PAGE = 30
_KINDS: dict[str, type[Ask] | type[Offer]] = {"asks": Ask, "offers": Offer}


@require_safe
def around(request: SignedInRequest) -> HttpResponse:
    """Asks, or with ?kind=offers offers, of others; ?q= finds words in them."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in _KINDS else "asks"
    text = request.GET.get("q", "").strip()[:200]
    found = queries.around(_KINDS[kind], request.user, request.user.today(), text)
    page = page_of(found, request.GET.get("page"), PAGE)
    return render(request, "exchange/around.html", {"page": page, "kind": kind, "q": text})


@require_safe
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """What members of a group ask and offer there; for its members."""
    membership = doors.inside(request.user, slug)
    kind = request.GET.get("kind", "")
    kind = kind if kind in _KINDS else "asks"
    found = queries.of_group(_KINDS[kind], membership.group, request.user.today())
    page = page_of(found, request.GET.get("page"), PAGE)
    context = {"group": membership.group, "membership": membership, "page": page, "kind": kind}
    return render(request, "exchange/group.html", context)
