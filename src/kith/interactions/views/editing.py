"""Editing an interaction, putting it away, and taking it out of the bin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.interactions import actions, queries
from kith.interactions.actions import EditConflict
from kith.interactions.forms import EditForms
from kith.interactions.models import Interaction
from kith.interactions.views import answers
from kith.people import actions as people_actions
from kith.people.models import Person

_IN_BIN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, interaction_id: int) -> HttpResponse:
    """The whole of an interaction; whoever saves second is shown both versions."""
    own = Interaction.objects.visible_to(request.user).in_book().select_related("owner", "organisation")
    interaction = get_object_or_404(own, pk=interaction_id)
    forms = EditForms(interaction, request.POST if request.method == "POST" else None)
    try:
        saved = forms.save(timezone.now()) if forms.details.is_bound else None
    except EditConflict as conflict:
        return _conflict(request, forms, conflict)
    if saved is not None:
        return answers.done(request, _("Saved."))
    status = 422 if forms.details.is_bound else 200
    return _show(request, "interactions/edit.html", {"forms": forms, "interaction": interaction}, status)


@require_POST
def bin(request: SignedInRequest, interaction_id: int) -> HttpResponse:
    """Put an interaction away; it can be taken back."""
    interaction = _own(request, interaction_id)
    actions.bin(interaction, at=timezone.now())
    return answers.done(request, _("Put in the bin."), reverse("interactions:restore", args=[interaction.pk]))


@require_POST
def restore(request: SignedInRequest, interaction_id: int) -> HttpResponse:
    """Take an interaction out of the bin, with the people who went there with it."""
    interaction = _own(request, interaction_id)
    away = Person.objects.visible_to(request.user).in_bin().filter(pk__in=answers.ids(request.GET, "people"))
    people_actions.restore_people(away.select_related("owner"))
    actions.restore(interaction, at=timezone.now())
    return answers.done(request, _("Back in your book."))


@require_safe
def binned(request: SignedInRequest) -> HttpResponse:
    """What was put away last."""
    away = Interaction.objects.visible_to(request.user).filter(binned_at__isnull=False)
    shown = queries.with_people(away).order_by("-binned_at", "-pk")[:_IN_BIN]
    return render(request, "interactions/binned.html", {"interactions": shown, "on": request.user.today()})


def _own(request: SignedInRequest, interaction_id: int) -> Interaction:
    own = Interaction.objects.visible_to(request.user).select_related("owner")
    found: Interaction = get_object_or_404(own, pk=interaction_id)
    return found


def _conflict(request: SignedInRequest, forms: EditForms, conflict: EditConflict) -> HttpResponse:
    present = conflict.now
    assert isinstance(present, Interaction)
    shown = {"forms": forms, "interaction": present, "differences": forms.differences(present)}
    return _show(request, "interactions/conflict.html", shown, 409)


def _show(request: SignedInRequest, template: str, shown: dict[str, object], status: int) -> HttpResponse:
    return render(request, f"{template}#form" if request.htmx else template, shown, status=status)
