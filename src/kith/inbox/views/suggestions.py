"""What sources suggest: people who write often, roles and numbers from signatures; taken or not, several at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.inbox import queries
from kith.inbox.views import sent
from kith.suggestions import actions
from kith.suggestions.models import Suggestion
from kith.suggestions.queries import open_suggestions
from kith.ui import toasts

PAGE = 50
_PERSON = Suggestion.Kind.PERSON


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """All of one kind: people to add, or, with `kind=details`, roles and ways to reach people."""
    is_details = request.GET.get("kind") == "details"
    found = open_suggestions(request.user)
    found = found.exclude(kind=_PERSON) if is_details else found.filter(kind=_PERSON)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "suggestions": queries.said(page), "is_details": is_details}
    return render(request, "inbox/suggestions.html", context)


@require_POST
def decide(request: SignedInRequest) -> HttpResponse:
    """Take those that are ticked, or say that they are not needed."""
    chosen = list(open_suggestions(request.user).filter(pk__in=sent.numbers(request.POST, "suggestions", PAGE)))
    if not chosen:
        messages.info(request, _("Please choose at least one that still waits."))
    elif request.POST.get("action") == "dismiss":
        _dismiss(request, chosen)
    else:
        _take(request, chosen)
    return _back(request)


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Ask again about what was said not to be needed, as a message has just told."""
    numbers = sent.numbers(request.GET, "suggestion", PAGE)
    found = list(Suggestion.objects.visible_to(request.user).filter(pk__in=numbers))
    if not found:
        raise Http404
    try:
        with transaction.atomic():
            for each in found:
                actions.reopen(each)
        messages.success(request, _("Taken back."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request)


def _dismiss(request: SignedInRequest, chosen: list[Suggestion]) -> None:
    with transaction.atomic():
        for each in chosen:
            actions.dismiss(each, at=timezone.now())
    undo = f"{reverse('inbox:suggestions_back')}?{urlencode({'suggestion': [each.pk for each in chosen]}, doseq=True)}"
    toasts.show(request, _("Not needed. Kith will not suggest it again."), undo)


def _take(request: SignedInRequest, chosen: list[Suggestion]) -> None:
    taken = 0
    for each in chosen:
        try:
            actions.take_detail(each, at=timezone.now())
            taken += 1
        except (Refused, ValidationError) as error:
            messages.error(request, sent.words_of(error))
    if taken:
        messages.success(request, ngettext("Added.", "Added %(n)s.", taken) % {"n": taken})


def _back(request: SignedInRequest) -> HttpResponse:
    """To the list that was looked at, or to the inbox."""
    place = request.POST.get("from", "")
    addresses = {kind: f"{reverse('inbox:suggestions')}?kind={kind}" for kind in ("people", "details")}
    return redirect(addresses.get(place, reverse("inbox:home")))
