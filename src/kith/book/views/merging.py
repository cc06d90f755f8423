"""Making several people one, and taking that back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book.queries import taking_apart
from kith.book.views import chosen
from kith.duplicates import actions, side_by_side
from kith.duplicates.models import Merge
from kith.duplicates.since import Side
from kith.errors import Refused
from kith.people.models import Person
from kith.ui import nav, toasts

MOST = 5


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest) -> HttpResponse:
    """Show people side by side; then make them one."""
    sent = request.POST if request.method == "POST" else request.GET
    people = side_by_side.known_best_first(chosen.people(request, sent))
    if not 2 <= len(people) <= MOST:
        messages.error(request, _("Choose two to five people who are one and the same."))
        return redirect("book:people")
    if request.method != "POST":
        return _show(request, people, status=200)
    return _merge(request, people)


@require_safe
def outcome(request: SignedInRequest) -> HttpResponse:
    """What the people would be together, as chosen so far: a part of the page that shows them side by side."""
    people = side_by_side.known_best_first(chosen.people(request, request.GET))
    if not 2 <= len(people) <= MOST:
        raise Http404
    whole = side_by_side.together(people, _kept(request.GET, people), _picks(request.GET, people))
    return render(request, "duplicates/outcome.html", {"whole": whole})


@require_http_methods(["GET", "POST"])
def take_apart(request: SignedInRequest, merge_id: int) -> HttpResponse:
    """Ask whose each thing is that was added since the merge; then make two people of one again."""
    found = Merge.objects.visible_to(request.user).select_related("kept", "absorbed", "owner")
    shown = taking_apart.apart(get_object_or_404(found, pk=merge_id))
    if request.method != "POST" or shown.first:
        return render(
            request, "book/take_apart.html", {"apart": shown}, status=409 if request.method == "POST" else 200
        )
    sides: tuple[Side, Side] = ("kept", "absorbed")
    answers = {key: side for key in shown.keys for side in sides if request.POST.get(key) == side}
    return _take_apart(request, shown.merge, answers)


@require_POST
def split(request: SignedInRequest) -> HttpResponse:
    """Take merges apart that a message has just told of."""
    merges = Merge.objects.visible_to(request.user).filter(pk__in=chosen.ids(request.GET, "merge"))
    if not merges.exists():
        raise Http404
    try:
        parted = actions.split_merges(merges, at=timezone.now())
        messages.success(request, ngettext("Two people again.", "All are people of their own again.", parted))
    except Refused as refused:
        messages.error(request, str(refused))
    return chosen.back(request)


def _show(request: SignedInRequest, people: list[Person], status: int) -> HttpResponse:
    told = {
        "sides": side_by_side.sides(people),
        "differences": side_by_side.differences(people),
        "whole": side_by_side.together(people, people[0], side_by_side.likely_picks(people)),
    }
    return render(request, "book/list_merge.html", told, status=status)


def _merge(request: SignedInRequest, people: list[Person]) -> HttpResponse:
    kept, picks = _kept(request.POST, people), _picks(request.POST, people)
    try:
        merges = actions.merge_people(kept, people, picks=picks, at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, "; ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return _show(request, people, status=409)
    undo = f"{reverse('book:split')}?{urlencode({'merge': [merge.pk for merge in merges]}, doseq=True)}"
    toasts.show(request, _("Merged into one: %(name)s.") % {"name": merges[-1].kept.name}, undo)
    return redirect(nav.address("book:person", kept.pk) or "book:people")


def _take_apart(request: SignedInRequest, merge: Merge, answers: dict[str, Side]) -> HttpResponse:
    at = timezone.now()
    try:
        kept, absorbed = actions.split(merge, at=at, answers=answers)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("book:person", merge.kept_id)
    if request.POST.get("different"):
        actions.call_different(kept, absorbed, at=at)
    messages.success(request, _("Two people again: %(one)s and %(other)s.") % {"one": kept, "other": absorbed})
    return redirect("book:person", kept.pk)


def _kept(sent: QueryDict, people: list[Person]) -> Person:
    return next((person for person in people if person.pk in chosen.ids(sent, "kept")), people[0])


def _picks(sent: QueryDict, people: list[Person]) -> dict[str, int]:
    """Whose value of each field in which they differ; what nobody picked is left to be sensible."""
    likely = side_by_side.likely_picks(people)
    return {field: next(iter(chosen.ids(sent, f"pick_{field}")), pk) for field, pk in likely.items()}
