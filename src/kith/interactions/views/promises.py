"""Promises: the ones that wait, and what became of them."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.interactions import actions, queries
from kith.interactions.models import Promise
from kith.interactions.views import answers

PAGE = 20
_LATELY = timedelta(days=30)
_SHOWN = ("by", "what", "due_on", "kept_on", "let_go_on", "interaction_id", "person_id", "person__name")


@require_safe
def promises(request: SignedInRequest) -> HttpResponse:
    """Open promises of either side by their days, and those kept in the last month, page by page."""
    on = request.user.today()
    numbers = queries.promises_to_show(request.user, on - _LATELY)
    page = Paginator(numbers, PAGE).get_page(request.GET.get("page"))
    by_number = Promise.objects.select_related("person").only(*_SHOWN).in_bulk(page.object_list)
    shown = [by_number[number] for number in page.object_list]
    sections = {
        "mine": [promise for promise in shown if promise.kept_on is None and promise.by == Promise.By.ME],
        "theirs": [promise for promise in shown if promise.kept_on is None and promise.by == Promise.By.THEM],
        "kept": [promise for promise in shown if promise.kept_on is not None],
    }
    return render(request, "interactions/promises.html", {"on": on, "page": page, **sections})


@require_POST
def keep(request: SignedInRequest, promise_id: int) -> HttpResponse:
    """The promise was kept."""
    promise = _own(request, promise_id)
    actions.keep_promise(promise, on=request.user.today())
    return answers.done(request, _("Kept: %(what)s.") % {"what": promise.what}, _reopening(promise))


@require_POST
def let_go(request: SignedInRequest, promise_id: int) -> HttpResponse:
    """Nobody needs the promise any more."""
    promise = _own(request, promise_id)
    actions.let_go(promise, on=request.user.today())
    return answers.done(request, _("Let go: %(what)s.") % {"what": promise.what}, _reopening(promise))


@require_POST
def reopen(request: SignedInRequest, promise_id: int) -> HttpResponse:
    """The promise waits again."""
    promise = _own(request, promise_id)
    actions.reopen(promise)
    return answers.done(request, _("Open again: %(what)s.") % {"what": promise.what})


def _own(request: SignedInRequest, promise_id: int) -> Promise:
    found: Promise = get_object_or_404(Promise.objects.visible_to(request.user), pk=promise_id)
    return found


def _reopening(promise: Promise) -> str:
    return reverse("interactions:reopen", args=[promise.pk])
