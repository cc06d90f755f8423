"""Help with an ask: offering it, answering the offer, noting it, thanking for it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.exchange import actions, forms
from kith.exchange.models import Ask, Help
from kith.exchange.views.wishes import page
from kith.ui import toasts


@require_POST
def offer_help(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Tell whoever asked that one can help."""
    asked = Ask.objects.shown_to(request.user).open(request.user.today()).select_related("owner")
    ask = get_object_or_404(asked, uid=uid)
    form = forms.HelpForm(request.POST)
    if not form.is_valid():
        return page(request, ask, 422, help_form=form)
    try:
        actions.offer_help(ask, request.user, words=form.cleaned_data["words"], at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return page(request, ask, 409, help_form=form)
    toasts.show(request, _("They will see it. Thank you for offering."))
    return redirect(ask)


@require_POST
def note_help(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Note that somebody in the book helped."""
    ask = get_object_or_404(Ask.objects.visible_to(request.user), uid=uid)
    form = forms.HelpedForm(request.user, request.POST)
    if not form.is_valid():
        return page(request, ask, 422, helped_form=form)
    given = form.cleaned_data
    try:
        actions.note_help(ask, given["person"], introducer=given["introducer"], at=timezone.now())
    except ValidationError as error:
        form.add_error("person", error.messages)
        return page(request, ask, 422, helped_form=form)
    toasts.show(request, _("Good. A word of thanks closes the circle."))
    return redirect(ask)


@require_POST
def fulfil(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that it is fulfilled, and name nobody."""
    ask = get_object_or_404(Ask.objects.visible_to(request.user), uid=uid)
    try:
        actions.fulfil(ask, at=timezone.now())
    except Refused as error:
        toasts.show(request, str(error))
    else:
        toasts.show(request, _("Good to hear."), reverse("exchange:reopen_ask", args=[ask.uid]))
    return redirect(ask)


@require_POST
def accept(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that it helped."""
    helped = _own(request, uid)
    form = forms.AcceptForm(request.user, request.POST)
    if not form.is_valid():
        return page(request, helped.ask, 422, accept_form=form)
    try:
        actions.accept(helped, introducer=form.cleaned_data["introducer"], at=timezone.now())
    except Refused as error:
        toasts.show(request, str(error))
    return redirect(helped.ask)


@require_POST
def decline(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that it is not needed."""
    helped = _own(request, uid)
    try:
        actions.decline(helped, at=timezone.now())
    except Refused as error:
        toasts.show(request, str(error))
    return redirect(helped.ask)


@require_POST
def thank(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Thank for it."""
    helped = _own(request, uid)
    form = forms.ThanksForm(request.POST)
    if not form.is_valid():
        return page(request, helped.ask, 422, thanks_form=form)
    try:
        actions.thank(helped, words=form.cleaned_data["words"], at=timezone.now())
    except Refused as error:
        toasts.show(request, str(error))
    else:
        toasts.show(request, _("Thanked."))
    return redirect(helped.ask)


def _own(request: SignedInRequest, uid: UUID) -> Help:
    found: Help = get_object_or_404(Help.objects.visible_to(request.user).select_related("ask", "owner"), uid=uid)
    return found
