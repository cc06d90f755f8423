"""The user's own rows, and where the browser goes after something was done with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kith.accounts.models import OwnedQuerySet
from kith.accounts.requests import SignedInRequest
from kith.interactions.models import Channel
from kith.interactions.views import answers
from kith.opportunities import forms, queries
from kith.opportunities.models import Opportunity
from kith.ui import toasts

_LONGEST_NUMBER = 18


def opportunity_of(request: SignedInRequest, opportunity_id: int) -> Opportunity:
    """The user's opportunity, in the bin or not. Raises Http404."""
    own = Opportunity.objects.visible_to(request.user).select_related("owner", "organisation", "target")
    found: Opportunity = get_object_or_404(own, pk=opportunity_id)
    return found


def row_of(request: SignedInRequest, model: Any, number: int) -> Any:
    """A row of the user's that belongs to an opportunity, with that at hand. Raises Http404."""
    return get_object_or_404(model.objects.visible_to(request.user).select_related("opportunity__owner"), pk=number)


def done(request: SignedInRequest, opportunity: Opportunity, said: str, undo_url: str = "") -> HttpResponse:
    """Say so on the page of the opportunity."""
    toasts.show(request, said, undo_url)
    return redirect("opportunities:opportunity", opportunity.pk)


def back(request: SignedInRequest, said: str, undo_url: str = "") -> HttpResponse:
    """Say so on the page that the user came from."""
    toasts.show(request, said, undo_url)
    return redirect(answers.back(request))


def undo(name: str, number: int) -> str:
    """The address that takes something back."""
    return reverse(f"opportunities:{name}", args=[number])


def again(name: str, number: int, told: Mapping[str, object]) -> str:
    """The address that puts back what was taken out, which it says itself."""
    return f"{undo(name, number)}?{urlencode({key: value for key, value in told.items() if value not in (None, '')})}"


def named(query: QueryDict, name: str, rows: OwnedQuerySet) -> Any:
    """The row whose number the address gives by this name, None if it gives none. Raises Http404 for no number of these."""
    text = query.get(name, "")
    if not text:
        return None
    found = rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None
    if found is None:
        raise Http404
    return found


def page(request: SignedInRequest, opportunity: Opportunity, status: int = 200, **given: Any) -> HttpResponse:
    """The page of one; `given` are forms that were sent and have something wrong with them."""
    user, today = request.user, request.user.today()
    found = queries.page_of(opportunity)
    later = {"step": opportunity.next_step, "on": opportunity.next_on}
    shown = {
        "move_form": forms.MoveForm(today, initial={"stage": opportunity.stage}),
        "next_form": forms.NextForm(initial=later),
        "involve_form": forms.InvolveForm(user),
        "link_form": forms.LinkForm(user, len(found.chain)),
        "opened": next((name.removesuffix("_form") for name in given), ""),
        **given,
    }
    told = {"channel": dict(Channel.choices).get(opportunity.channel, ""), "link": _safe(opportunity.url)}
    context = {"opportunity": opportunity, "page": found, "on": today, **told, **shown}
    return render(request, "opportunities/opportunity.html", context, status=status)


def _safe(url: str) -> str:
    """The address if a browser may be sent there, else nothing."""
    return url if url.lower().startswith(("https://", "http://")) else ""
