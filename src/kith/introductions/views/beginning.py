"""Beginning an introduction: whom to ask, which two to introduce, and the words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.interactions.forms.fields import show_errors
from kith.introductions import actions, fitting, queries
from kith.introductions.forms import DraftForm, TwoForm, WordsForm
from kith.introductions.moves import State
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Draft a request to be introduced; ?introducer=, ?other=, ?other_name= and ?target= fill it in."""
    form = DraftForm(request.user, request.POST or None, _named(request, "introducer", "other"))
    if form.is_valid():
        given = form.cleaned_data
        try:
            begun = actions.draft(
                request.user,
                introducer=given["introducer_person"],
                other=given["other_person"],
                other_name=given["other"],
                target=given["target"],
                purpose=given["purpose"],
                at=timezone.now(),
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            return redirect("introductions:introduction", begun.pk)
    why = _why_not(request, form)
    context = {"form": form, "why_not": why, "a_month": queries.A_MONTH}
    return render(request, "introductions/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: SignedInRequest) -> HttpResponse:
    """Begin to introduce two people; ?party= and ?other= fill it in."""
    initial = _named(request, "party", "other") | {"purpose": request.GET.get("purpose", "")[:1000]}
    form = TwoForm(request.user, request.POST or None, initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            begun = actions.make(
                request.user,
                party=given["party_person"],
                other=given["other_person"],
                purpose=given["purpose"],
                at=timezone.now(),
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            return redirect("introductions:introduction", begun.pk)
    context = {"form": form, "fits": fitting.fitting(request.user)}
    return render(request, "introductions/make.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, introduction_id: int) -> HttpResponse:
    """Change the words of a draft."""
    found = get_object_or_404(queries.introductions_of(request.user), pk=introduction_id, state=State.DRAFTED)
    words = {name: getattr(found, name) for name in ("purpose", "common_ground", "blurb")}
    form, refused = WordsForm(request.POST or None, initial=words), ""
    if form.is_valid():
        try:
            actions.edit(found, **form.cleaned_data)
        except Refused as error:
            refused = str(error)
        else:
            return redirect("introductions:introduction", found.pk)
    context = {"form": form, "introduction": found, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "introductions/edit.html", context, status=status)


def _named(request: SignedInRequest, *roles: str) -> dict[str, Any]:
    """What the address says of whom: names to show, and the ids of whom they mean."""
    initial: dict[str, Any] = {"other": request.GET.get("other_name", "")[:300]}
    for role in roles:
        person = _person(request, request.GET.get(role, ""))
        if person is not None:
            initial |= {role: person.name, f"{role}_id": person.pk}
    target = request.GET.get("target", "")
    return initial | ({"target": int(target)} if target.isascii() and target.isdecimal() and len(target) < 19 else {})


def _person(request: SignedInRequest, text: str) -> Person | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return None
    found: Person | None = Person.objects.visible_to(request.user).in_book().filter(pk=int(text)).first()
    return found


def _why_not(request: SignedInRequest, form: DraftForm) -> str:
    """Why whoever is filled in is not to be asked now."""
    introducer = _person(request, str(form["introducer_id"].value() or ""))
    if introducer is None:
        return ""
    other = _person(request, str(form["other_id"].value() or ""))
    name = str(form["other"].value() or "")
    return queries.why_not(request.user, introducer, request.user.today(), other=other, other_name=name)
