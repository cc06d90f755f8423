"""Taking part, asking, and what came of it: the pages of whoever asks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.sharing import actions, queries
from kith.sharing.forms import AnybodyForm, AskForm, LimitForm, PersonForm
from kith.sharing.models import BlindAsk, Request
from kith.ui.nav import address

PAGE = 20
_PREFILLED = ("name", "address", "organisation", "role", "place", "purpose", "target")


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Turn it on, ask, and see what was asked. The form takes what the address says, such as ?name=…&organisation=…"""
    return _home(request, _form_of(request)(request.user, initial=_given(request)))


@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask. The answer is the same whoever fits, and however many."""
    form = _form_of(request)(request.user, request.POST)
    if not form.is_valid():
        return _home(request, form, 422)
    try:
        actions.ask(
            request.user,
            form.wanted(),
            purpose=form.cleaned_data["purpose"],
            target=form.cleaned_data.get("target"),
            at=timezone.now(),
        )
    except ValidationError as error:
        form.complain(error)
        return _home(request, form, 422)
    except Refused as error:
        form.add_error(None, str(error))
        return _home(request, form, 409)
    messages.success(request, _("Asked. You hear from Kith if somebody offers."))
    return redirect("sharing:home")


@require_POST
def part(request: SignedInRequest) -> HttpResponse:
    """Take part, or no more."""
    if request.POST.get("part") == "on":
        actions.turn_on(request.user, at=timezone.now())
        messages.success(request, _("You take part. Everybody in your book is private until you say otherwise."))
    elif request.POST.get("part") == "off":
        actions.turn_off(request.user, at=timezone.now())
        messages.success(request, _("You take no part any more. What was open has ended."))
    return redirect("sharing:home")


@require_POST
def limit(request: SignedInRequest) -> HttpResponse:
    """How often one wants to be asked."""
    form = LimitForm(request.POST)
    if form.is_valid():
        actions.set_limit(request.user, form.cleaned_data["a_month"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Please give a number from 0 to 60."))
    return redirect("sharing:home")


@require_safe
def show(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """One ask, with the offers that came, if any did."""
    found = _ask(request, uid)
    context = {"ask": found, "is_open": found.is_open(timezone.now()), "offers": queries.offers_of(found)}
    return render(request, "sharing/ask.html", context)


@require_POST
def withdraw(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask no longer."""
    actions.withdraw(_ask(request, uid), at=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("sharing:home")


@require_POST
def take(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take an offer up."""
    offer = _offer(request, uid)
    try:
        made = actions.take(offer, at=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
        return redirect("sharing:ask", offer.ask.uid)
    messages.success(request, _("Taken up. Your introducer knows, and stands in your book."))
    return redirect(address("introductions:introduction", made.pk) or "sharing:home")


@require_POST
def decline(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Leave an offer."""
    offer = _offer(request, uid)
    try:
        actions.decline(offer, at=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Left. Nothing more is needed."))
    return redirect("sharing:ask", offer.ask.uid)


def _home(request: SignedInRequest, form: AskForm, status: int = 200) -> HttpResponse:
    if queries.is_alone(request.user):
        return render(request, "sharing/alone.html")
    part = queries.part_of(request.user)
    if part is None:
        return render(request, "sharing/off.html", {"allowed": queries.may_be_asked_about(request.user)})
    now = timezone.now()
    page = Paginator(queries.asks_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "of_anybody": isinstance(form, AnybodyForm),
        "limit_form": LimitForm(initial={"a_month": part.a_month}),
        "allowed": queries.may_be_asked_about(request.user),
        "page": page,
        "asks": [(each, each.is_open(now)) for each in page],
        "offers": list(queries.open_offers(request.user)[:PAGE]),
    }
    return render(request, "sharing/home.html", context, status=status)


def _form_of(request: SignedInRequest) -> type[AskForm]:
    return AnybodyForm if request.GET.get("of") == "anybody" else PersonForm


def _given(request: SignedInRequest) -> dict[str, str]:
    return {field: request.GET[field] for field in _PREFILLED if field in request.GET}


def _ask(request: SignedInRequest, uid: UUID) -> BlindAsk:
    found: BlindAsk = get_object_or_404(queries.asks_of(request.user), uid=uid)
    return found


def _offer(request: SignedInRequest, uid: UUID) -> Request:
    found: Request = get_object_or_404(Request.objects.offered_to(request.user).select_related("ask"), uid=uid)
    return found
