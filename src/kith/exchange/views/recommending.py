"""Recommendations: all that the user may see, one of them, a new one, changing and withdrawing one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.exchange import actions, forms
from kith.exchange.models import Recommendation
from kith.exchange.paging import page_of
from kith.groups import recommended
from kith.ui import toasts

PAGE = 30


@require_safe
def recommendations(request: SignedInRequest) -> HttpResponse:
    """What the user and members of their groups vouch for, here and in posts; ?q= finds words, ?kind= one kind."""
    text, kind = request.GET.get("q", "").replace("\0", "").strip()[:200], request.GET.get("kind", "")
    found = recommended.Found(request.user, recommended.Wanted(text, kind))
    page = page_of(found, request.GET.get("page"), PAGE)
    context = {"page": page, "q": text, "kind": kind, "kinds": recommended.kinds()}
    return render(request, "exchange/recommendations.html", context)


@require_safe
def recommendation(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """One of them, with the verdict."""
    seen = Recommendation.objects.seen_by(request.user).select_related("owner", "group")
    found = get_object_or_404(seen, uid=uid)
    context = {"recommendation": found, "is_own": found.owner_id == request.user.pk}
    return render(request, "exchange/recommendation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: SignedInRequest) -> HttpResponse:
    """Vouch for somebody or something."""
    form = forms.RecommendationForm(request.user, request.POST or None)
    made = _made(request, form) if form.is_bound and form.is_valid() else None
    if made is not None:
        toasts.show(request, _("Noted."))
        return redirect(made)
    return render(request, "exchange/recommend.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Change what is said."""
    found = _own(request, uid)
    form = forms.RecommendationForm(request.user, request.POST or None, _initial(found))
    if form.is_bound and form.is_valid() and _changed(found, form):
        toasts.show(request, _("Saved."))
        return redirect(found)
    if form.is_bound:
        found.refresh_from_db()
    context = {"form": form, "recommendation": found}
    return render(request, "exchange/recommend.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take it away for good."""
    actions.withdraw(_own(request, uid))
    toasts.show(request, _("Removed."))
    return redirect("exchange:recommendations")


def _own(request: SignedInRequest, uid: UUID) -> Recommendation:
    found: Recommendation = get_object_or_404(Recommendation.objects.visible_to(request.user), uid=uid)
    return found


def _initial(found: Recommendation) -> dict[str, Any]:
    names = ("kind", "name", "what_for", "words", "where", "url", "used", "again")
    return {**{name: getattr(found, name) for name in names}, "shown_to": forms.shown_to(found)}


def _made(request: SignedInRequest, form: forms.RecommendationForm) -> Recommendation | None:
    try:
        return actions.recommend(request.user, at=timezone.now(), **form.details)
    except ValidationError as error:
        form.complain(error)
        return None


def _changed(found: Recommendation, form: forms.RecommendationForm) -> bool:
    try:
        actions.change(found, **form.details)
    except ValidationError as error:
        form.complain(error)
        return False
    return True
