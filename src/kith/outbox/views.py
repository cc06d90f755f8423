"""What the user does about a letter that could not be delivered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.outbox import actions, queries
from kith.outbox.models import Letter


@require_POST
def try_again(request: SignedInRequest, letter_id: int) -> HttpResponse:
    """Send it once more."""
    actions.try_again(_letter(request, letter_id), now=timezone.now())
    messages.success(request, _("It is on its way again."))
    return redirect("inbox:home")


@require_POST
def let_go(request: SignedInRequest, letter_id: int) -> HttpResponse:
    """Leave it undelivered."""
    actions.let_go(_letter(request, letter_id))
    messages.success(request, _("Left undelivered."))
    return redirect("inbox:home")


def _letter(request: SignedInRequest, letter_id: int) -> Letter:
    found: Letter = get_object_or_404(queries.undelivered(request.user), pk=letter_id)
    return found
