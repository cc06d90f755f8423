"""People who may be one: the list of them, and one pair after the other."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.duplicates import actions, queries, side_by_side
from kith.duplicates.models import Merge, Pair
from kith.errors import Refused
from kith.inbox.views import sent
from kith.people.models import Person
from kith.ui import toasts

PAGE = 25
MOST_AT_ONCE = 200


@require_safe
def show_all(request: SignedInRequest) -> HttpResponse:
    """All who may be one, the surest first, to be gone through or decided on several at a time."""
    page = Paginator(queries.open_pairs(request.user), PAGE).get_page(request.GET.get("page"))
    certain = list(queries.certain_pairs(request.user).values_list("pk", flat=True)[:MOST_AT_ONCE])
    return render(request, "inbox/pairs.html", {"page": page, "certain": certain})


@require_safe
def show(request: SignedInRequest, pair_id: int) -> HttpResponse:
    """One pair side by side; if it is decided already, the next one that is open."""
    pair = _pair(request, pair_id)
    if not queries.open_pairs(request.user).filter(pk=pair.pk).exists():
        return _go_on(pair)
    return _show(request, pair, status=200)


@require_POST
def merge(request: SignedInRequest, pair_id: int) -> HttpResponse:
    """Make the two one, as chosen, and go on to the next pair."""
    pair = _pair(request, pair_id)
    people = list(queries.ranked(pair))
    kept = next((person for person in people if person.pk in sent.numbers(request.POST, "kept")), people[0])
    try:
        [done] = actions.merge_people(kept, people, picks=_picks(request.POST, people), at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, sent.words_of(error))
        return _show(request, pair, status=409)
    toasts.show(request, _("Merged into one: %(name)s.") % {"name": done.kept.name}, _back(pair, [done]))
    return _go_on(pair)


@require_POST
def say_different(request: SignedInRequest, pair_id: int) -> HttpResponse:
    """Note that they are two, and go on to the next pair."""
    pair = _pair(request, pair_id)
    actions.say_different(pair, at=timezone.now())
    toasts.show(request, _("Noted: two people. Kith will not ask again."), _back(pair, []))
    return _go_on(pair)


@require_POST
def merge_chosen(request: SignedInRequest) -> HttpResponse:
    """Decide on several pairs at once: make each one, or note that they are two."""
    numbers = sent.numbers(request.POST, "pairs", MOST_AT_ONCE)
    pairs = list(queries.open_pairs(request.user).filter(pk__in=numbers))
    if request.POST.get("action") == "different":
        undo = _different(pairs)
        said = ngettext("Noted: %(n)s pair is two people.", "Noted: %(n)s pairs are two people each.", len(pairs))
    else:
        try:
            undo = _undo(actions.merge_pairs(request.user, pairs, at=timezone.now()), [])
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("inbox:pairs")
        said = ngettext("Merged %(n)s pair.", "Merged %(n)s pairs.", len(pairs))
    if pairs:
        toasts.show(request, said % {"n": len(pairs)}, undo)
    else:
        messages.info(request, _("Please choose at least one pair that is still open."))
    return redirect("inbox:pairs")


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what a message has just told of: merges are taken apart, and pairs are open again."""
    merges = list(
        Merge.objects.visible_to(request.user).filter(pk__in=sent.numbers(request.GET, "merge", MOST_AT_ONCE))
    )
    pairs = list(Pair.objects.visible_to(request.user).filter(pk__in=sent.numbers(request.GET, "pair", MOST_AT_ONCE)))
    if not merges and not pairs:
        raise Http404
    try:
        actions.split_merges(merges, at=timezone.now())
        for pair in pairs:
            actions.ask_again(pair)
        messages.success(request, _("Taken back."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("inbox:pair", pairs[0].pk) if len(pairs) == 1 else redirect("inbox:pairs")


@require_POST
def look(request: SignedInRequest) -> HttpResponse:
    """Look through the book now."""
    found = actions.look_for_pairs(request.user, now=timezone.now())
    text = ngettext(
        "Looked through your book: %(n)s pair to decide on.",
        "Looked through your book: %(n)s pairs to decide on.",
        found,
    )
    messages.success(request, text % {"n": found} if found else _("Looked through your book: nobody is in it twice."))
    return redirect("inbox:pairs" if found else "inbox:home")


def _pair(request: SignedInRequest, pair_id: int) -> Pair:
    found: Pair = get_object_or_404(Pair.objects.visible_to(request.user).select_related("owner"), pk=pair_id)
    return found


def _show(request: SignedInRequest, pair: Pair, status: int) -> HttpResponse:
    people = list(queries.ranked(pair))
    told = {
        "pair": pair,
        "place": queries.place_of(pair),
        "sides": side_by_side.sides(people),
        "differences": side_by_side.differences(people),
        "whole": side_by_side.together(people, people[0], side_by_side.likely_picks(people)),
    }
    return render(request, "inbox/pair.html", told, status=status)


def _picks(posted: QueryDict, people: list[Person]) -> dict[str, int]:
    likely = side_by_side.likely_picks(people)
    return {field: next(iter(sent.numbers(posted, f"pick_{field}")), pk) for field, pk in likely.items()}


def _go_on(pair: Pair) -> HttpResponse:
    """To the next pair that is open, from the first one again after the last."""
    place = queries.place_of(pair)
    onward = place.after or place.before
    return redirect("inbox:pair", onward) if onward else redirect("inbox:home")


def _different(pairs: list[Pair]) -> str:
    for pair in pairs:
        actions.say_different(pair, at=timezone.now())
    return _undo([], pairs)


def _back(pair: Pair, merges: list[Merge]) -> str:
    return _undo(merges, [pair])


def _undo(merges: list[Merge], pairs: list[Pair]) -> str:
    numbers = {"merge": [merge.pk for merge in merges], "pair": [pair.pk for pair in pairs]}
    return f"{reverse('inbox:take_back')}?{urlencode(numbers, doseq=True)}"
