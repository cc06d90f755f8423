"""What the user does about a letter that could not be delivered."""

from __future__ import annotations

from uuid import UUID

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
def try_again(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Send it once more."""
    actions.try_again(_letter(request, uid), now=timezone.now())
    messages.success(request, _("It is on its way again."))
    return redirect("inbox:home")


@require_POST
def let_go(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Leave it undelivered."""
    actions.let_go(_letter(request, uid))
    messages.success(request, _("Left undelivered."))
    return redirect("inbox:home")


def _letter(request: SignedInRequest, uid: UUID) -> Letter:
    found: Letter = get_object_or_404(queries.undelivered(request.user), uid=uid)
    return found
