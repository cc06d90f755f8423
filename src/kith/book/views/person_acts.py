"""What is done in passing on the page of a person: labels, the tie in the user's own word, what is next, the bin."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book.forms.bulk import RHYTHMS, LabelForm, RhythmForm
from kith.book.forms.person import OWN_TIERS, OwnWordForm, PlanForm
from kith.book.queries import person_page
from kith.book.views import chosen
from kith.cadences import actions as cadences
from kith.cadences.queries import has_open_plan, why_next
from kith.people import actions, queries
from kith.people.folding import fold
from kith.people.models import Label, Person, PersonQuerySet, Related
from kith.ties import actions as ties
from kith.ui import persons, toasts

FOUND = 12


@require_POST
def label(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Put a label on, by its name, or take one off, by its number in `remove`."""
    person = _person(request, person_id)
    form = LabelForm(request.POST)
    if chosen.ids(request.POST, "remove"):
        gone = get_object_or_404(Label.objects.visible_to(request.user), pk=chosen.ids(request.POST, "remove")[0])
        actions.unlabel_people([person], gone, at=timezone.now())
    elif form.is_valid():
        try:
            actions.label_people([person], form.cleaned_data["label_name"], at=timezone.now())
        except ValidationError as error:
            chosen.complain(request, error)
    else:
        _complain(request, form)
    return _back(person, "labels")


@require_POST
def relate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Note who belongs to somebody, or take one off, by its number in `remove`."""
    person = _person(request, person_id)
    if gone := chosen.ids(request.POST, "remove"):
        actions.unrelate(get_object_or_404(Related.objects.visible_to(request.user), pk=gone[0], person=person))
    else:
        try:
            actions.relate(person, kind=request.POST.get("kind", ""), name=request.POST.get("name", ""))
        except ValidationError as error:
            chosen.complain(request, error)
    return _back(person, "related")


@require_http_methods(["GET", "POST"])
def own_word(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Set tier and rating by the user's own word, or take it back; only what has changed gets today's date."""
    person = _person(request, person_id)
    tie = getattr(person, "tie", None)
    if request.method != "POST":
        choices = {"own_tiers": OWN_TIERS, "ratings": range(6)}
        return _show(request, "book/person_own_word.html", {"person": person, "tie": tie, **choices})
    form, on = OwnWordForm(request.POST), request.user.today()
    if not form.is_valid():
        _complain(request, form)
        return _back(person, "tie")
    tier, rating = form.cleaned_data["tier"], form.cleaned_data["rating"]
    if tier != (tie.own_tier if tie else None):
        ties.overrule(person, tier=tier, on=on)
    if rating != (tie.rating if tie else None):
        ties.rate(person, rating=rating, on=on)
    messages.success(request, _("Saved."))
    return _back(person, "tie")


@require_POST
def rhythm(request: SignedInRequest, person_id: int) -> HttpResponse:
    """How often to be in touch; "as-it-is" (a number of days that the form does not offer) changes nothing."""
    person, form = _person(request, person_id), RhythmForm(request.POST)
    if form.is_valid():
        cadences.set_cadence([person], days=form.days, never=form.is_never, on=request.user.today())
        messages.success(request, _("Rhythm set."))
    elif request.POST.get("rhythm", "") != "as-it-is":
        _complain(request, form)
    return _back(person, "next-touch")


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Plan the next touch for a day, or forget the plan."""
    person, on = _person(request, person_id), request.user.today()
    if request.method != "POST":
        return _show(request, "book/person_plan.html", _plan_of(person, on))
    form = PlanForm(on, request.POST)
    if request.POST.get("forget"):
        cadences.unplan(person, today=on)
        messages.success(request, _("The plan is gone; the rhythm goes on."))
    elif form.is_valid():
        try:
            cadences.plan(person, on=form.cleaned_data["planned_on"], note=form.cleaned_data["note"], today=on)
            messages.success(request, _("Planned."))
        except ValidationError as error:
            chosen.complain(request, error)
    else:
        _complain(request, form)
    return _back(person, "next-touch")


@require_POST
def put_into_bin(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Put the person away at once; the message takes it back."""
    person, at = _person(request, person_id), timezone.now()
    actions.bin_people([person], at=at)
    undo = f"{reverse('book:restore')}?{urlencode({'at': at.isoformat()})}"
    toasts.show(request, _("%(name)s is in the bin.") % {"name": person.name}, undo)
    return redirect("book:people")


@require_safe
def find_double(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Look for the record of the same person under another name, and go on to merge the two."""
    person = get_object_or_404(Person.objects.visible_to(request.user).in_book(), pk=person_id)
    text = request.GET.get("q", "")[:200].replace("\0", " ")
    others = _others(person, text)
    context = {"person": person, "others": others.only(*persons.SHOWN, "headline")[:FOUND], "text": text}
    if "q" not in request.GET:
        return _show(request, "book/person_double.html", context)
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "book/person_double.html#found" if part else "book/person_double.html", context)


def _others(person: Person, text: str) -> PersonQuerySet:
    """Whoever the text finds; without one, whoever is called like the person: by the index of names, not all that is known."""
    people: PersonQuerySet = Person.objects.visible_to(person.owner).in_book()
    called = people.filter(sort_name__startswith=fold(person.family or person.name)).order_by("sort_name", "pk")
    found = queries.find_people(person.owner, text) if text else called
    return found.exclude(pk=person.pk)


def _person(request: SignedInRequest, person_id: int) -> Person:
    found: Person = get_object_or_404(person_page.whole(request.user).in_book(), pk=person_id)
    return found


def _show(request: SignedInRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A form in the dialog, or as a page."""
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, f"{template}#form" if part else template, context)


def _plan_of(person: Person, on: date) -> dict[str, object]:
    cadence = getattr(person, "cadence", None)
    plan = cadence if cadence and has_open_plan(cadence, person.last_touch_on) else None
    planned = {"planned_on": plan.planned_on, "note": plan.plan_note} if plan else {}
    chosen_now = person_page.rhythm_of(cadence)
    return {
        "person": person,
        "plan": plan,
        "form": PlanForm(on, initial=planned),
        "why_next": why_next(person),
        "rhythms": RHYTHMS,
        "rhythm": chosen_now,
        "is_other_rhythm": chosen_now not in dict(RHYTHMS),
    }


def _back(person: Person, section: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("book:person", args=[person.pk]) + f"#{section}")


def _complain(request: SignedInRequest, form: forms.Form) -> None:
    for found in form.errors.values():
        for text in found:
            messages.error(request, str(text))
