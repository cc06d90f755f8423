"""Saved views of the list of people."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.book import filters
from kith.book.views import chosen
from kith.people import actions
from kith.people.models import SavedView


@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """Keep the list as it stands under a name."""
    shown = filters.read(QueryDict(request.POST.get("query", "")))
    try:
        view = actions.save_view(request.user, request.POST.get("name", ""), shown.address()[1:])
        messages.success(request, _("Saved as “%(name)s”.") % {"name": view})
    except ValidationError as error:
        chosen.complain(request, error)
    return chosen.back(request)


@require_POST
def change(request: SignedInRequest, view_id: int) -> HttpResponse:
    """Rename a saved view, or forget it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=view_id)
    try:
        if request.POST.get("action") == "remove":
            actions.remove_view(view)
            messages.success(request, _("The view “%(name)s” is gone; its people stay.") % {"name": view})
        else:
            actions.rename_view(view, request.POST.get("name", ""))
    except ValidationError as error:
        chosen.complain(request, error)
    return chosen.back(request)
