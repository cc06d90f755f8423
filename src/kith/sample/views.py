"""Adding the sample network, and taking it away, from the first page and from Today."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.sample import actions


@require_POST
def add(request: SignedInRequest) -> HttpResponse:
    """Put the invented people into the book. It takes about a second, so it is done at once."""
    try:
        actions.add_sample(request.user, now=timezone.now())
        messages.success(request, _("Here are 400 invented people. Look around; one click takes them away again."))
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("today:home")


@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    """Take the invented people out of the book."""
    try:
        sample = actions.remove_sample(request.user, now=timezone.now())
        messages.success(request, _said(len(sample.kept)))
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("today:home")


def _said(kept: int) -> str:
    if kept:
        return _("The sample network is gone. Whatever you made your own has stayed.")
    return _("The sample network is gone.")
