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
from kith.imports import actions as imports
from kith.imports import offers
from kith.imports.models import Import
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
    page = Paginator(found.only(*queries.SHOWN), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "suggestions": queries.said(page), "is_details": is_details}
    return render(request, "inbox/suggestions.html", context)


@require_POST
def decide(request: SignedInRequest) -> HttpResponse:
    """Take those that are ticked, or say that they are not needed; or only the one whose own button was pressed."""
    is_dismissed = bool(request.POST.get("dismiss")) or request.POST.get("action") == "dismiss"
    numbers = [pk for own in ("take", "dismiss") for pk in sent.numbers(request.POST, own)]
    numbers = numbers or sent.numbers(request.POST, "suggestions", PAGE)
    chosen = list(open_suggestions(request.user).filter(pk__in=numbers))
    if not chosen:
        messages.info(request, _("Please choose at least one that still waits."))
    elif is_dismissed:
        _dismiss(request, chosen)
    else:
        _take(request, chosen)
    return _back(request)


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what a message has just told of: people go again, and what was not needed is suggested again."""
    numbers = sent.numbers(request.GET, "suggestion", PAGE)
    found = list(Suggestion.objects.visible_to(request.user).filter(pk__in=numbers))
    brought = list(Import.objects.visible_to(request.user).filter(pk__in=sent.numbers(request.GET, "import", 1)))
    if not found and not brought:
        raise Http404
    try:
        for each in brought:
            imports.undo(each.pk, now=timezone.now())
        with transaction.atomic():
            for suggestion in found:
                _take_back(suggestion)
        messages.success(request, _("Taken back."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request)


def _take_back(suggestion: Suggestion) -> None:
    if suggestion.state == Suggestion.State.TAKEN:
        actions.give_back(suggestion, at=timezone.now())
    else:
        actions.reopen(suggestion)


def _dismiss(request: SignedInRequest, chosen: list[Suggestion]) -> None:
    with transaction.atomic():
        for each in chosen:
            actions.dismiss(each, at=timezone.now())
    undo = f"{reverse('inbox:suggestions_back')}?{urlencode({'suggestion': [each.pk for each in chosen]}, doseq=True)}"
    toasts.show(request, _("Not needed. Kith will not suggest it again."), undo)


def _take(request: SignedInRequest, chosen: list[Suggestion]) -> None:
    people = [each for each in chosen if each.kind == _PERSON]
    details = [each for each in chosen if each.kind != _PERSON]
    try:
        if people:
            brought = offers.take_people(people, now=timezone.now())
            text = ngettext("%(n)s person is in your book.", "%(n)s people are in your book.", len(people))
            toasts.show(request, text % {"n": len(people)}, f"{reverse('inbox:suggestions_back')}?import={brought.pk}")
        for each in details:
            actions.take_detail(each, at=timezone.now())
            said = {"what": queries.said([each])[0].what, "name": each.person}
            undo = f"{reverse('inbox:suggestions_back')}?suggestion={each.pk}"
            toasts.show(request, _("Added to %(name)s: %(what)s.") % said, undo)
    except (Refused, ValidationError) as error:
        messages.error(request, sent.words_of(error))


def _back(request: SignedInRequest) -> HttpResponse:
    """To the list that was looked at, or to the inbox."""
    place = request.POST.get("from", "")
    addresses = {kind: f"{reverse('inbox:suggestions')}?kind={kind}" for kind in ("people", "details")}
    return redirect(addresses.get(place, reverse("inbox:home")))
