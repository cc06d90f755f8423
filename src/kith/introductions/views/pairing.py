"""Two people whom the user would rather not introduce: the suggestion goes, and can be taken back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.introductions import actions
from kith.introductions.models import SetAside
from kith.people.models import Person
from kith.ui import toasts


@require_POST
def set_aside(request: SignedInRequest) -> HttpResponse:
    """Suggest these two no more."""
    try:
        kept = actions.set_aside(_person(request, "party"), _person(request, "other"))
    except ValidationError as error:
        raise Http404 from error
    undo = reverse("introductions:suggest_again", args=[kept.pk])
    toasts.show(request, _("Fine. Kith does not suggest these two again."), undo)
    return redirect("introductions:make")


@require_POST
def suggest_again(request: SignedInRequest, pair_id: int) -> HttpResponse:
    """Take that back."""
    actions.suggest_again(get_object_or_404(SetAside.objects.visible_to(request.user), pk=pair_id))
    toasts.show(request, _("Taken back."))
    return redirect("introductions:make")


def _person(request: SignedInRequest, role: str) -> Person:
    text = request.POST.get(role, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    found: Person = get_object_or_404(Person.objects.visible_to(request.user).in_book(), pk=int(text))
    return found
