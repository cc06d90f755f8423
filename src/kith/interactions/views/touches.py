"""The quick log, the one tap, and taking either back."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.interactions import actions
from kith.interactions.forms import KIND_CHOICES, LogForm, TouchForm, direction_of
from kith.interactions.models import Interaction
from kith.interactions.views import answers
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: SignedInRequest) -> HttpResponse:
    """A short form for a touch with people who are known; each kind is a button that saves."""
    people = _people(request)
    if not people:
        return redirect("interactions:capture")
    form = LogForm(people, request.user.today(), request.POST if request.method == "POST" else None)
    logged = form.save(request.user, timezone.now()) if form.is_bound else None
    if logged is not None:
        return answers.done(request, _said(logged, people), reverse("interactions:take_back", args=[logged.pk]))
    template = "interactions/log.html#log" if request.htmx else "interactions/log.html"
    shown = {"form": form, "people": people, "names": answers.names(people), "kinds": KIND_CHOICES}
    return render(request, template, shown, status=422 if form.is_bound else 200)


@require_POST
def touch(request: SignedInRequest) -> HttpResponse:
    """Log a touch of today with one tap."""
    people, form = _people(request), TouchForm(request.POST)
    if not people or not form.is_valid():
        raise Http404
    kind = form.cleaned_data["kind"]
    logged = actions.log(
        request.user,
        people=people,
        kind=kind,
        direction=direction_of(kind),
        on=request.user.today(),
        now=timezone.now(),
    )
    return answers.done(request, _said(logged, people), reverse("interactions:take_back", args=[logged.pk]))


@require_POST
def take_back(request: SignedInRequest, interaction_id: int) -> HttpResponse:
    """Undo what was just logged, with the people who came into the book by it; they can be taken out of the bin."""
    interaction = get_object_or_404(Interaction.objects.visible_to(request.user), pk=interaction_id)
    left = actions.take_back(interaction, added=answers.ids(request.GET, "added"), at=timezone.now())
    again = answers.with_query(
        reverse("interactions:restore", args=[interaction.pk]), {"people": [person.pk for person in left]}
    )
    return answers.done(request, _taken_back(left), again)


@require_POST
def take_back_plan(request: SignedInRequest, planned_on: str) -> HttpResponse:
    """Undo a plan."""
    given = {name: answers.ids(request.GET, name) for name in ("people", "added")}
    left = actions.take_back_plan(
        request.user, people_ids=given["people"], planned_on=_day(planned_on), added=given["added"], at=timezone.now()
    )
    return answers.done(request, _taken_back(left))


def _people(request: SignedInRequest) -> list[Person]:
    """The people asked for, in that order; a number that is not one of the user's own people is not there."""
    wanted = answers.ids(request.POST, "people") or answers.ids(request.GET, "people")
    found = Person.objects.visible_to(request.user).in_book().in_bulk(wanted)
    if len(found) != len(wanted):
        raise Http404
    return [found[pk] for pk in wanted]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _said(logged: Interaction, people: list[Person]) -> str:
    values = {"kind": logged.get_kind_display(), "names": answers.names(people)}
    return _("%(kind)s with %(names)s logged.") % values


def _taken_back(left: list[Person]) -> str:
    if not left:
        return _("Taken back.")
    return _("Taken back. In the bin, too: %(names)s.") % {"names": answers.names(left)}
