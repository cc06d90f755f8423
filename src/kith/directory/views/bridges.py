"""The way to new work: from what I do to what I want, step by step; and the steps that I made myself."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.directory import actions, queries
from kith.directory.forms import BridgeForm, StepForm
from kith.directory.models import CareerStep
from kith.directory.queries import Asked, Crossing
from kith.ui import toasts


@require_safe
def bridge(request: SignedInRequest) -> HttpResponse:
    """Steps from one occupation to another, with groups, meetings and members for each. Prefilled from the user's own."""
    wanted = queries.wanted(request.user, Asked(), now=timezone.now())
    own = {"does": wanted.does.words if wanted.does else "", "wants": wanted.target.words if wanted.target else ""}
    given = {name: request.GET.get(name, own[name])[:100] for name in own}
    form = BridgeForm(given if all(given.values()) else None, initial=given)
    context = {"form": form, "crossing": _crossing(request, form), "is_own": not request.GET}
    return render(request, "directory/bridge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: SignedInRequest) -> HttpResponse:
    """The steps that the user made, and who may see each. POST: add one."""
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_step(request.user, at=timezone.now(), **form.step())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toasts.show(request, _("Noted."))
            return redirect("directory:steps")
    own = CareerStep.objects.visible_to(request.user)
    context = {"form": form, "steps": own, "shown": CareerStep.Shown}
    return render(request, "directory/steps.html", context, status=422 if form.errors else 200)


@require_POST
def show(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say who may see a step."""
    step = get_object_or_404(CareerStep.objects.visible_to(request.user), uid=uid)
    try:
        actions.show_step(step, request.POST.get("shown_to", ""))
    except ValidationError:
        toasts.show(request, _("Please choose who may see it."))
    else:
        toasts.show(request, _("Saved."))
    return redirect("directory:steps")


@require_POST
def remove(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Forget a step."""
    actions.remove_step(get_object_or_404(CareerStep.objects.visible_to(request.user), uid=uid))
    toasts.show(request, _("Forgotten."))
    return redirect("directory:steps")


def _crossing(request: SignedInRequest, form: BridgeForm) -> Crossing | None:
    """The ways, where both ends are understood; else the form says which is not."""
    if not form.is_bound or not form.is_valid():
        return None
    ends = {name: queries.career(words) for name, words in form.cleaned_data.items()}
    for name in (name for name, end in ends.items() if end is None):
        form.add_error(name, _("Kith does not know this occupation. Please try another word for it."))
    does, wants = ends["does"], ends["wants"]
    return queries.crossing(request.user, does, wants, now=timezone.now()) if does and wants else None
