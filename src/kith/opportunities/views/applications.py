"""Taking applications from the log among the opportunities."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.opportunities import actions
from kith.ui import toasts


@require_POST
def take_applications(request: SignedInRequest) -> HttpResponse:
    """Every application of the log that is no opportunity becomes one."""
    at = timezone.now()
    taken = actions.take_applications(request.user, at=at)
    undo = f"{reverse('opportunities:leave_applications')}?{urlencode({'at': at.isoformat()})}"
    said = ngettext("%(n)s application is here now.", "%(n)s applications are here now.", taken) % {"n": taken}
    toasts.show(request, said, undo if taken else "")
    return redirect("opportunities:list")


@require_POST
def leave_applications(request: SignedInRequest) -> HttpResponse:
    """Undo that."""
    actions.leave_applications(request.user, taken_at=_moment(request.GET.get("at", "")))
    toasts.show(request, _("Taken back."))
    return redirect("opportunities:list")


def _moment(text: str) -> datetime:
    """Raises Http404 where it is none."""
    try:
        moment = parse_datetime(text)
    except ValueError as error:
        raise Http404 from error
    if moment is None or timezone.is_naive(moment):
        raise Http404
    return moment
