"""Who has to do with an opportunity, and the chain that it came from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.interactions.forms.fields import show_errors
from kith.interactions.models import Interaction
from kith.introductions.models import Introduction
from kith.opportunities import actions, forms, queries
from kith.opportunities.models import Involvement, Link, Opportunity
from kith.opportunities.views import own
from kith.people.models import Person

_POINTED: dict[str, Any] = {"person": Person, "interaction": Interaction, "introduction": Introduction}


@require_POST
def involve(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Somebody has to do with it."""
    opportunity = own.opportunity_of(request, opportunity_id)
    form = forms.InvolveForm(request.user, request.POST)
    if form.is_valid():
        person, role = form.cleaned_data["person"], form.cleaned_data["role"]
        try:
            actions.involve(opportunity, person, role=role, at=timezone.now())
        except ValidationError as error:
            show_errors(form, error)
        else:
            return own.done(request, opportunity, _("%(name)s is noted here.") % {"name": person.name})
    return own.page(request, opportunity, 422, involve_form=form)


@require_POST
def leave_out(request: SignedInRequest, part_id: int) -> HttpResponse:
    """Somebody has nothing to do with it."""
    part = own.row_of(request, Involvement, part_id)
    again = own.again("involve_again", part.opportunity_id, {"person": part.person_id, "role": part.role})
    actions.leave_out(part, at=timezone.now())
    return own.done(request, part.opportunity, _("Left out."), again)


@require_POST
def involve_again(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Undo that: ?person= and ?role= say who and as what."""
    opportunity = own.opportunity_of(request, opportunity_id)
    person = own.named(request.GET, "person", Person.objects.visible_to(request.user))
    if person is None:
        raise Http404
    actions.involve(opportunity, person, role=request.GET.get("role", "")[:100], at=timezone.now())
    return own.done(request, opportunity, _("%(name)s is noted here.") % {"name": person.name})


@require_POST
def link(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """One more link."""
    opportunity = own.opportunity_of(request, opportunity_id)
    form = forms.LinkForm(request.user, opportunity.chain.count(), request.POST)
    made = _linked(opportunity, form) if form.is_valid() else None
    if made is None:
        return own.page(request, opportunity, 422, link_form=form)
    return own.done(request, opportunity, _("Put into the chain."), own.undo("unlink", made.pk))


@require_POST
def accept(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """What Kith proposed, as far as it was ticked, comes before the chain."""
    opportunity = own.opportunity_of(request, opportunity_id)
    ticked = frozenset(request.POST.getlist("link"))
    taken = [each for each in queries.proposed(opportunity) if each.key in ticked]
    actions.accept(opportunity, taken, at=timezone.now())
    return own.done(request, opportunity, _("Put into the chain.") if taken else _("Nothing was chosen."))


@require_POST
def unlink(request: SignedInRequest, link_id: int) -> HttpResponse:
    """Out of the chain."""
    gone = own.row_of(request, Link, link_id)
    pointed = {name: getattr(gone, f"{name}_id") for name in ("person", "interaction", "introduction")}
    told = {**pointed, "text": gone.text, "on": gone.on and gone.on.isoformat(), "place": gone.place}
    again = own.again("link_again", gone.opportunity_id, told)
    actions.unlink(gone, at=timezone.now())
    return own.done(request, gone.opportunity, _("Taken out of the chain."), again)


@require_POST
def link_again(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """Undo that: the address says what the link was."""
    opportunity, told = own.opportunity_of(request, opportunity_id), request.GET
    place = told.get("place", "")
    try:
        actions.link(
            opportunity,
            **{name: own.named(told, name, model.objects.visible_to(request.user)) for name, model in _POINTED.items()},
            text=told.get("text", "")[:300],
            on=date.fromisoformat(told["on"]) if told.get("on") else None,
            place=int(place) if place.isdecimal() and len(place) < 5 else None,
            at=timezone.now(),
        )
    except (ValidationError, ValueError) as error:
        raise Http404 from error
    return own.done(request, opportunity, _("Put into the chain."))


@require_POST
def shift(request: SignedInRequest, link_id: int) -> HttpResponse:
    """One place earlier, or later."""
    moved = own.row_of(request, Link, link_id)
    try:
        actions.shift(moved, by=1 if request.POST.get("towards") == "later" else -1, at=timezone.now())
    except Refused as refused:
        return own.done(request, moved.opportunity, str(refused))
    return own.done(request, moved.opportunity, _("Moved."))


def _linked(opportunity: Opportunity, form: forms.LinkForm) -> Link | None:
    given = form.cleaned_data
    kind, _colon, number = given["what"].partition(":")
    pointed = {kind: _POINTED[kind].objects.visible_to(form.owner).get(pk=int(number))} if number else {}
    try:
        return actions.link(
            opportunity,
            person=None if pointed else given["person"],
            text=given["text"],
            on=given["on"],
            place=given["place"],
            at=timezone.now(),
            **pointed,
        )
    except ValidationError as error:
        show_errors(form, error)
        return None
