"""The bin: who is in it, taking them out, and removing them for good."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book.views import chosen
from kith.people import actions
from kith.people.actions.bin import KEPT_FOR
from kith.people.models import Person, PersonQuerySet

PAGE = 50


@require_safe
def show_bin(request: SignedInRequest) -> HttpResponse:
    """Who was put away, the last first."""
    away = _away(request).only("pk", "name", "given", "family", "photo", "headline", "binned_at", "warmth", "touches")
    page = Paginator(away.order_by("-binned_at", "sort_name"), PAGE).get_page(request.GET.get("page"))
    return render(request, "book/bin.html", {"page": page, "days": KEPT_FOR.days})


@require_POST
def restore(request: SignedInRequest) -> HttpResponse:
    """Take people out of the bin: those ticked, all, or those who went in at one moment (the undo of a message)."""
    restored = actions.restore_people(_meant(request))
    said = ngettext("%(n)s person is back.", "%(n)s people are back.", restored) % {"n": restored}
    messages.success(request, said)
    return chosen.back(request)


@require_http_methods(["GET", "POST"])
def erase(request: SignedInRequest) -> HttpResponse:
    """Remove people for good, once it has been confirmed."""
    if request.method != "POST":
        return redirect("book:bin")
    people = _meant(request)
    if not request.POST.get("sure"):
        return _ask(request, people)
    erased = actions.erase_binned(people, at=timezone.now())
    said = ngettext("%(n)s person removed for good.", "%(n)s people removed for good.", erased) % {"n": erased}
    messages.success(request, said)
    return redirect("book:bin")


def _ask(request: SignedInRequest, people: PersonQuerySet) -> HttpResponse:
    names = list(people.order_by("sort_name").values_list("pk", "name")[: chosen.MAX_TICKED])
    if not names:
        messages.error(request, _("Nobody was chosen. Tick the people whom you mean."))
        return redirect("book:bin")
    total = people.count()
    asked = {"names": names, "total": total, "more": total - min(total, 10), "everything": "everything" in request.POST}
    return render(request, "book/bin_erase.html", asked)


def _away(request: SignedInRequest) -> PersonQuerySet:
    away: PersonQuerySet = Person.objects.visible_to(request.user).in_bin()
    return away


def _meant(request: SignedInRequest) -> PersonQuerySet:
    """Of the people in the bin those who are meant. Raises Http404 where numbers or a moment are sent that are nobody's."""
    away = _away(request).select_related("owner")
    moment = _moment(request)
    if moment:
        meant = away.filter(binned_at=moment)
    elif request.POST.get("everything"):
        return away
    else:
        meant = away.filter(pk__in=chosen.ids(request.POST))
    if (moment or request.POST.getlist("people")) and not meant.exists():
        raise Http404
    return meant


def _moment(request: SignedInRequest) -> datetime | None:
    """The moment of an address such as ?at=2026-11-23T09:00:00+00:00. Raises Http404 where it is none."""
    text = request.GET.get("at", "")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise Http404
    return moment
