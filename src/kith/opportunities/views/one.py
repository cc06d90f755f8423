"""One opportunity: its page, a new one, changing it, putting it away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.interactions.forms.fields import show_errors
from kith.opportunities import actions, forms
from kith.opportunities.models import Opportunity
from kith.opportunities.views import own
from kith.opportunities.views.beginning import Beginning
from kith.ui import toasts


@require_safe
def show(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """What it is, how far it is, what comes next, and the chain that it came from."""
    return own.page(request, own.opportunity_of(request, opportunity_id))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Note an opportunity; ?introduction=, ?person=, ?organisation= and ?target= fill in what they tell."""
    beginning = Beginning.of(request.user, request.GET)
    data = request.POST if request.method == "POST" else None
    form = forms.BeginForm(request.user, request.user.today(), data, beginning.initial)
    made = form.begin(introduction=beginning.introduction) if form.is_bound else None
    if made is not None:
        return own.done(request, made, _("Noted."), own.undo("bin", made.pk))
    status = 422 if form.is_bound else 200
    return render(request, "opportunities/new.html", {"form": form, "beginning": beginning}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Change what is said of it."""
    opportunity = own.opportunity_of(request, opportunity_id)
    data = request.POST if request.method == "POST" else None
    form = forms.DetailsForm(request.user, request.user.today(), data, _initial(opportunity))
    if form.is_bound and _edited(opportunity, form):
        return own.done(request, opportunity, _("Saved."))
    status = 422 if form.is_bound else 200
    if form.is_bound:
        opportunity.refresh_from_db()
    return render(request, "opportunities/edit.html", {"form": form, "opportunity": opportunity}, status=status)


@require_POST
def bin(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Put it away."""
    opportunity = own.opportunity_of(request, opportunity_id)
    actions.bin(opportunity, at=timezone.now())
    toasts.show(request, _("Put in the bin."), own.undo("restore", opportunity.pk))
    return redirect("opportunities:list")


@require_POST
def restore(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Take it out of the bin."""
    opportunity = own.opportunity_of(request, opportunity_id)
    actions.restore(opportunity)
    return own.done(request, opportunity, _("Back among your opportunities."))


def _initial(opportunity: Opportunity) -> dict[str, Any]:
    plain = ("title", "kind", "source", "channel", "began_on", "url", "notes")
    place = opportunity.organisation.name if opportunity.organisation else ""
    target = opportunity.target_id
    return {**{name: getattr(opportunity, name) for name in plain}, "organisation": place, "target": target}


def _edited(opportunity: Opportunity, form: forms.DetailsForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.edit(opportunity, at=timezone.now(), began_on=form.cleaned_data["began_on"], **form.values)
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True
