"""All introductions: what waits for the user first, then what is on its way, then what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kith.accounts.models import OwnedQuerySet, User
from kith.accounts.requests import SignedInRequest
from kith.introductions import queries, story

PAGE = 50
SHOWN = 12  # of each part, where all parts stand on one page


@dataclass(frozen=True)
class _Part:
    """One part of the list: what it is called, and which introductions are in it."""

    title: object
    find: Callable[[User, date], OwnedQuerySet]


_PARTS: Mapping[str, _Part] = {
    "mine": _Part(_("Your move"), queries.waiting),
    "way": _Part(_("On their way"), queries.under_way),
    "done": _Part(_("Done"), queries.over),
}


@dataclass(frozen=True)
class _Section:
    """The first of a part, and whether there are more."""

    name: str
    title: object
    told: list[story.Told]
    has_more: bool


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """The first of each part, the user's own moves at the top; with ?part= all of one, page by page."""
    name, on = request.GET.get("part", ""), request.user.today()
    if name:
        return _one_part(request, name, on)
    sections = [_section(each, request.user, on) for each in _PARTS]
    context = {"sections": [each for each in sections if each.told], "on": on, "a_month": queries.A_MONTH}
    return render(request, "introductions/list.html", context)


def _one_part(request: SignedInRequest, name: str, on: date) -> HttpResponse:
    if name not in _PARTS:
        raise Http404
    part = _PARTS[name]
    page = Paginator(part.find(request.user, on), PAGE).get_page(request.GET.get("page"))
    context = {"title": part.title, "page": page, "told": [story.told(one) for one in page], "on": on}
    return render(request, "introductions/part.html", context)


def _section(name: str, owner: User, on: date) -> _Section:
    found = list(_PARTS[name].find(owner, on)[: SHOWN + 1])
    return _Section(name, _PARTS[name].title, [story.told(one) for one in found[:SHOWN]], len(found) > SHOWN)
