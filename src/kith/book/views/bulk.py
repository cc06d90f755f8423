"""Doing one thing with many people."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.book.forms.bulk import LabelForm, RelationForm, RhythmForm
from kith.book.views import chosen
from kith.cadences import actions as cadences
from kith.people import actions
from kith.people.folding import fold
from kith.people.models import Label, Person, PersonQuerySet
from kith.ui import nav, toasts

MAX_LOGGED, MIN_MERGED, MAX_MERGED = 100, 2, 5


@require_POST
def act(request: SignedInRequest) -> HttpResponse:
    """Do what the button pressed says, and go back to the list."""
    do = ACTS.get(request.POST.get("action", ""))
    if do is None:
        raise Http404
    people = chosen.people(request, request.POST)
    if not people.exists():
        messages.error(request, _("Nobody was chosen. Tick the people whom you mean."))
        return chosen.back(request)
    try:
        return do(request, people) or chosen.back(request)
    except ValidationError as error:
        chosen.complain(request, error)
        return chosen.back(request)


def _label(request: SignedInRequest, people: PersonQuerySet) -> None:
    name = _checked(LabelForm(request.POST)).cleaned_data["label_name"]
    whom = list(people)
    label = actions.label_people(whom, name, at=timezone.now())
    _say(
        request, ngettext("“%(label)s” on %(n)s person.", "“%(label)s” on %(n)s people.", len(whom)), whom, label=label
    )


def _unlabel(request: SignedInRequest, people: PersonQuerySet) -> None:
    name = _checked(LabelForm(request.POST)).cleaned_data["label_name"].lstrip("#")
    mine = Label.objects.visible_to(request.user)
    label = next((label for label in mine if fold(label.name) == fold(name)), None)
    if label is None:
        raise ValidationError(_("There is no label “%(name)s”."), params={"name": name})
    off = actions.unlabel_people(people, label, at=timezone.now())
    said = ngettext("“%(label)s” taken off %(n)s person.", "“%(label)s” taken off %(n)s people.", off)
    messages.success(request, said % {"label": label, "n": off})


def _relate(request: SignedInRequest, people: PersonQuerySet) -> None:
    relation = _checked(RelationForm(request.POST)).cleaned_data["relation"]
    whom = list(people)
    actions.set_relation(whom, relation, at=timezone.now())
    _say(request, ngettext("Relation set for %(n)s person.", "Relation set for %(n)s people.", len(whom)), whom)


def _set_rhythm(request: SignedInRequest, people: PersonQuerySet) -> None:
    form = RhythmForm(request.POST)
    _checked(form)
    whom = list(people)
    cadences.set_cadence(whom, days=form.days, never=form.is_never, on=request.user.today())
    _say(request, ngettext("Rhythm set for %(n)s person.", "Rhythm set for %(n)s people.", len(whom)), whom)


def _log(_request: SignedInRequest, people: PersonQuerySet) -> HttpResponse:
    """On to the page where one touch with all of them is logged."""
    numbers = list(people.values_list("pk", flat=True)[: MAX_LOGGED + 1])
    page = nav.address("interactions:log")
    if not page:
        raise Http404
    if len(numbers) > MAX_LOGGED:
        raise ValidationError(_("A touch is with a hundred people at most. Choose fewer."))
    return HttpResponseRedirect(f"{page}?{urlencode({'people': numbers}, doseq=True)}")


def _merge(_request: SignedInRequest, people: PersonQuerySet) -> HttpResponse:
    """On to the page that shows them side by side."""
    numbers = list(people.values_list("pk", flat=True)[: MAX_MERGED + 1])
    if not MIN_MERGED <= len(numbers) <= MAX_MERGED:
        raise ValidationError(_("Choose two to five people who are one and the same."))
    return HttpResponseRedirect(f"{reverse('book:merge')}?{urlencode({'people': numbers}, doseq=True)}")


def _bin(request: SignedInRequest, people: PersonQuerySet) -> None:
    """At once; the message takes it back. Everybody of one press has the same moment in the bin."""
    at = timezone.now()
    count = actions.bin_people(people, at=at)
    said = ngettext("%(n)s person put into the bin.", "%(n)s people put into the bin.", count) % {"n": count}
    toasts.show(request, said, f"{reverse('book:restore')}?{urlencode({'at': at.isoformat()})}")


ACTS: dict[str, Callable[[SignedInRequest, PersonQuerySet], HttpResponse | None]] = {
    "label": _label,
    "unlabel": _unlabel,
    "relation": _relate,
    "cadence": _set_rhythm,
    "log": _log,
    "merge": _merge,
    "bin": _bin,
}


def _checked(form: forms.Form) -> forms.Form:
    """The form, filled in rightly. Raises ValidationError."""
    if not form.is_valid():
        raise ValidationError([message for found in form.errors.values() for message in found])
    return form


def _say(request: SignedInRequest, pattern: str, whom: list[Person], **words: object) -> None:
    messages.success(request, pattern % {"n": len(whom), **words})
