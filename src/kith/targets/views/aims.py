"""Adding what is behind the sentence: typed, or chosen from what is offered; htmx offers while one types."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.targets import actions, queries
from kith.targets.forms import AimForm
from kith.targets.models import Aim, Target
from kith.targets.views.targets import target_of
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def aims(request: SignedInRequest, target_id: int) -> HttpResponse:
    """The aims of a target and a box to find more, with ?kind= and ?q=. POST: add one."""
    target = target_of(request, target_id)
    if request.method != "POST":
        return _aims(request, target, _kind(request.GET.get("kind", "")), request.GET.get("q", "")[:300])
    form = AimForm(request.user, request.POST)
    if not form.is_valid():
        error = _("Please write what you aim for.")
        return _aims(request, target, _kind(request.POST.get("kind", "")), request.POST.get("text", "")[:300], error)
    try:
        added = actions.add_aim(target, **form.cleaned_data)
    except (ValidationError, Refused) as problem:
        told = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
        return _aims(request, target, form.cleaned_data["kind"], form.cleaned_data["text"], told)
    toasts.show(request, _("Added: %(what)s") % {"what": added})
    return redirect(f"{reverse('targets:aims', args=[target.pk])}?kind={added.kind}")


@require_POST
def remove(request: SignedInRequest, target_id: int, aim_id: int) -> HttpResponse:
    """Aim for it no longer."""
    target = target_of(request, target_id)
    aim: Aim = get_object_or_404(target.aims, pk=aim_id)
    actions.remove_aim(aim)
    toasts.show(request, _("Removed: %(what)s") % {"what": aim})
    return redirect(f"{reverse('targets:aims', args=[target.pk])}?kind={aim.kind}")


def _kind(asked: str) -> str:
    return asked if asked in Aim.Kind.values else Aim.Kind.ROLE


def _aims(request: SignedInRequest, target: Target, kind: str, text: str, error: str = "") -> HttpResponse:
    context = {
        "target": target,
        "kind": Aim.Kind(kind),
        "kinds": Aim.Kind,
        "text": text,
        "offers": queries.offers(request.user, kind, text),
        "error": error,
    }
    if request.htmx:
        return render(request, "targets/aims.html#offers", context)
    context["aims"] = target.aims.order_by("kind", "pk")
    return render(request, "targets/aims.html", context, status=422 if error else 200)
