"""The capture line: shows what it understood before it saves."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.interactions import forms
from kith.interactions.actions import WITHOUT_PEOPLE, Captured
from kith.interactions.forms import UnderstoodForms
from kith.interactions.views import answers
from kith.ui import days

_UNDERSTOOD = "understood"


@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: SignedInRequest) -> HttpResponse:
    """Show the line to write on, or what was understood of it; as it is typed without a word about what is missing."""
    if request.method != "POST":
        return _page(request)
    line = request.POST.get("line", "")
    understood = UnderstoodForms(request.user, request.user.today(), line) if line.strip() else None
    return _page(request, line, understood, "" if _is_typing(request) else _missing(understood))


@require_POST
def save_capture(request: SignedInRequest) -> HttpResponse:
    """Save what was understood, as it was corrected."""
    user, line = request.user, request.POST.get("line", "")
    understood = UnderstoodForms(user, user.today(), line, request.POST)
    saved = understood.save(timezone.now())
    if saved is None:
        return _page(request, line, understood, _("Something here needs another look."))
    captured, added = saved
    return answers.done(request, _said(captured, added), _undo(captured, understood, added))


@require_GET
def known_names(request: SignedInRequest) -> HttpResponse:
    """Offer names while one is typed, in whichever row of a form."""
    field = next((name for name in request.GET if name == "q" or name.endswith("-name")), "q")
    offers = forms.name_offers(request.user, request.GET.get(field, "")[:300])
    return render(request, "interactions/known_names.html", {"offers": offers})


def _page(
    request: SignedInRequest, line: str = "", understood: UnderstoodForms | None = None, problem: str = ""
) -> HttpResponse:
    if request.htmx and request.htmx.target == _UNDERSTOOD:
        template = "interactions/understood.html"
    elif request.htmx:
        template = "interactions/capture.html#capture"
    else:
        template = "interactions/capture.html"
    shown = {"line": line, "understood": understood, "problem": problem, "is_typing": _is_typing(request)}
    return render(request, template, shown, status=422 if problem else 200)


def _is_typing(request: SignedInRequest) -> bool:
    return bool(request.htmx) and request.method == "POST" and "read" not in request.POST


def _missing(understood: UnderstoodForms | None) -> str:
    if understood is None:
        return _("Write a line first, such as “Met Ana Ruiz at PyCon”.")
    if not understood.capture.people and understood.capture.kind not in WITHOUT_PEOPLE:
        return _("Whom did you meet? Write a name, such as “Met Ana Ruiz at PyCon”.")
    return ""


def _said(captured: Captured, added: list[int]) -> str:
    known = {"names": answers.names(captured.people)}
    new = answers.names(person for person in captured.people if person.pk in added)
    if captured.planned_on is not None:
        said = _("Planned with %(names)s for %(day)s.") % {**known, "day": days.in_full(captured.planned_on)}
    elif captured.people:
        said = _("Logged with %(names)s.") % known
    else:
        said = _("Logged.")
    return f"{said} " + _("New in your book: %(new)s.") % {"new": new} if new else said


def _undo(captured: Captured, understood: UnderstoodForms, added: list[int]) -> str:
    """What takes all of it back. A plan with promises has none, as these stand on their own."""
    if captured.interaction is not None:
        address = reverse("interactions:take_back", args=[captured.interaction.pk])
        return answers.with_query(address, {"added": added})
    if captured.planned_on is None or any(row.promised() for row in understood.promises):
        return ""
    address = reverse("interactions:take_back_plan", args=[captured.planned_on.isoformat()])
    return answers.with_query(address, {"people": [person.pk for person in captured.people], "added": added})
