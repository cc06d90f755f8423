"""The list of targets, a target's page, its coverage, and changing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.targets import actions, queries
from kith.targets.forms import SomebodyForm, TargetForm
from kith.targets.models import Target
from kith.ties import actions as ties
from kith.ui import toasts

_RECRUITERS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def list_(request: SignedInRequest) -> HttpResponse:
    """All targets, and a line for a new one. POST: begin one with its sentence."""
    if request.method == "POST":
        try:
            begun = actions.begin(request.user, sentence=request.POST.get("sentence", ""), at=timezone.now())
        except ValidationError as error:
            return _list(request, request.POST.get("sentence", ""), error.messages, 422)
        toasts.show(request, _("That is a target. Everything else can wait."))
        return redirect("targets:target", begun.pk)
    return _list(request, request.GET.get("sentence", "")[:500])


@require_safe
def target(request: SignedInRequest, target_id: int) -> HttpResponse:
    """One target: the pitch, the card, key people. How far the book goes is fetched by htmx, or with ?all=1."""
    if request.htmx:
        found, today = target_of(request, target_id), _today(request)
        context = {"target": found, "covered": queries.coverage(found, today), "on": today}
        return render(request, "targets/target.html#covered", context)
    return _target(request, target_of(request, target_id), SomebodyForm(request.user))


@require_safe
def coverage(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Every aim with whom the user knows there; fetched by htmx, or with ?all=1."""
    found, today = target_of(request, target_id), _today(request)
    if not _is_covered(request) and found.aims.exists():
        return render(request, "targets/coverage.html", {"target": found})
    covered = queries.coverage(found, today)
    sections = [(summary, covered.of(summary.kind)) for summary in covered.summaries]
    context = {"target": found, "sections": sections, "is_covered": True, "on": today}
    return render(request, "targets/coverage.html#sections" if request.htmx else "targets/coverage.html", context)


@require_POST
def recruiter(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Mark somebody as a recruiter."""
    found, form = target_of(request, target_id), SomebodyForm(request.user, request.POST)
    if not form.is_valid():
        return _target(request, found, form, 422)
    person = form.cleaned_data["name"]
    actions.mark_recruiter(person, at=timezone.now())
    toasts.show(request, _("%(name)s is marked as a recruiter.") % {"name": person})
    return redirect("targets:target", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Change a target."""
    found = target_of(request, target_id)
    form = TargetForm(request.POST or None, instance=target_of(request, target_id))
    if request.method == "POST" and form.is_valid():
        actions.edit(found, on=_today(request), **form.cleaned_data)
        toasts.show(request, _("Saved."))
        return redirect("targets:target", found.pk)
    return render(request, "targets/edit.html", {"target": found, "form": form}, status=422 if form.errors else 200)


@require_POST
def remove(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Remove a target for good, where the user ticked that they mean it."""
    found = target_of(request, target_id)
    if not request.POST.get("sure"):
        context = {"target": found, "form": TargetForm(instance=found), "is_unsure": True}
        return render(request, "targets/edit.html", context, status=422)
    actions.remove(found)
    toasts.show(request, _("The target is removed."))
    return redirect("targets:list")


def target_of(request: SignedInRequest, target_id: int) -> Target:
    """The user's own target of this number, or 404."""
    found: Target = get_object_or_404(Target.objects.visible_to(request.user).select_related("owner"), pk=target_id)
    return found


def _is_covered(request: SignedInRequest) -> bool:
    """Whether coverage is asked for, which takes longer than the rest of a page."""
    return bool(request.htmx) or "all" in request.GET


def _today(request: SignedInRequest) -> Any:
    today = request.user.today(timezone.now())
    ties.keep_current(request.user, on=today)
    return today


def _list(request: SignedInRequest, sentence: str, errors: list[str] | None = None, status: int = 200) -> HttpResponse:
    today = _today(request)
    is_covered = _is_covered(request)
    shown = queries.shown(request.user, today if is_covered else None)
    context = {"shown": shown, "is_covered": is_covered, "sentence": sentence, "errors": errors or [], "on": today}
    template = "targets/list.html#rows" if request.htmx else "targets/list.html"
    return render(request, template, context, status=status)


def _target(request: SignedInRequest, found: Target, form: SomebodyForm, status: int = 200) -> HttpResponse:
    today = _today(request)
    recruiters = list(queries.recruiters(request.user)[: _RECRUITERS + 1])
    context = {
        "target": found,
        "covered": queries.coverage(found, today) if "all" in request.GET else None,
        "has_aims": found.aims.exists(),
        "key_people": queries.key_people(found),
        "recruiters": recruiters[:_RECRUITERS],
        "are_more_recruiters": len(recruiters) > _RECRUITERS,
        "said": [each for each in queries.pitches(found) if each.now],
        "card": getattr(found, "card", None),
        "waiting": queries.open_answers(request.user).filter(card__target=found).count(),
        "form": form,
        "on": today,
    }
    return render(request, "targets/target.html", context, status=status)
