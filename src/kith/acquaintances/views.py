"""Doors to who knows whom: the page of a person, the line, and saying yes or no to a guess."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.acquaintances import actions, queries, saying
from kith.acquaintances.actions import Said
from kith.acquaintances.understanding import Understood, understand
from kith.errors import Refused
from kith.interactions.views import answers
from kith.people.models import Person
from kith.ties.models import Acquaintance, Inroad

_MOST = saying.MOST
_CHOICE = "choice-"


@require_safe
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Whom the person knows, each with where that is known from, and a line to say more."""
    found = _person(request, person_id)
    known = queries.about(found, request.user.today(), queries.ALL)
    return render(request, "acquaintances/person.html", {"person": found, "known": known})


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: SignedInRequest) -> HttpResponse:
    """Read a line. What is plain is saved at once; else it is shown first what it would add, and asked who is meant."""
    given = request.POST if request.method == "POST" else request.GET
    line, about = given.get("line", "")[:_MOST], _about(request, given.get("about", ""))
    if request.method != "POST" or not line.strip():
        return _page(request, line, about, None, _missing() if request.method == "POST" else "")
    chosen = _chosen(request)
    understood = understand(request.user, line, on=request.user.today(), about=about, chosen=chosen)
    if not understood.saying.statements:
        return _page(request, line, about, understood, _not_understood())
    if understood.unclear or not (understood.is_plain or "save" in request.POST):
        return _page(request, line, about, understood, _unclear(understood) if "save" in request.POST else "")
    return _save(request, line, about, chosen, understood)


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Undo what was just said, confirmed, forgotten or put off."""
    try:
        left = actions.take_back(request.user, request.GET.get("step", ""), at=timezone.now())
    except Refused as refused:
        return answers.done(request, str(refused))
    names = get_text_list([each.name for each in left], _("and"))
    said = _("Undone. In the bin again: %(names)s.") % {"names": names} if left else _("Undone.")
    return answers.done(request, said)


@require_POST
def settle(request: SignedInRequest, person_id: int, other_id: int) -> HttpResponse:
    """A guess is right (they know each other), or wrong (sureness=0)."""
    one, other = _person(request, person_id), _person(request, other_id)
    is_not = request.POST.get("sureness") == str(saying.NOT)
    sureness = saying.NOT if is_not else saying.KNOWN
    try:
        step = actions.confirm(one, other, on=request.user.today(), sureness=sureness)
    except Refused as refused:
        return answers.done(request, str(refused))
    names = {"one": one.name, "other": other.name}
    told = _("Noted: %(one)s and %(other)s do not know each other.") if is_not else _("Noted: %(one)s knows %(other)s.")
    return answers.done(request, told % names, _undo(step))


@require_POST
def forget(request: SignedInRequest, acquaintance_id: int) -> HttpResponse:
    """Delete what was said of two people."""
    row = get_object_or_404(Acquaintance.objects.visible_to(request.user).select_related("owner"), pk=acquaintance_id)
    return answers.done(request, _("Forgotten."), _undo(actions.forget(row)))


@require_POST
def forget_inroad(request: SignedInRequest, inroad_id: int) -> HttpResponse:
    """Delete that a person knows somebody somewhere."""
    row = get_object_or_404(Inroad.objects.visible_to(request.user).select_related("owner"), pk=inroad_id)
    return answers.done(request, _("Forgotten."), _undo(actions.forget(row)))


@require_POST
def put_off(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Not now, or never again."""
    found, never = _person(request, person_id), "never" in request.POST
    step = actions.put_off(found, on=request.user.today(), never=never)
    told = _("Kith will not ask about %(name)s again.") if never else _("Kith will ask again in some months.")
    return answers.done(request, told % {"name": found.name}, _undo(step))


def _page(
    request: SignedInRequest, line: str, about: Person | None, understood: Understood | None, problem: str
) -> HttpResponse:
    whose = reverse("acquaintances:person", args=[about.pk]) if about else ""
    back = request.POST.get("next") or whose
    shown: dict[str, object] = {
        "line": line,
        "about": about,
        "understood": understood,
        "problem": problem,
        "next": back,
    }
    shown |= {"chosen": _chosen(request)}
    return render(request, "acquaintances/say.html", shown, status=422 if problem else 200)


def _save(
    request: SignedInRequest, line: str, about: Person | None, chosen: dict[int, int], understood: Understood
) -> HttpResponse:
    try:
        said = actions.say(request.user, line, on=request.user.today(), said_by=about, about=about, chosen=chosen)
    except ValidationError as error:
        return _page(request, line, about, understood, " ".join(error.messages))
    return answers.done(request, _told(said), _undo(said.undo))


def _told(said: Said) -> str:
    parts = [". ".join(said.understood.says()) + "."]
    if said.added:
        names = get_text_list([person.name for person in said.added], _("and"))
        parts.append(_("New in your book: %(names)s.") % {"names": names})
    if said.rest:
        parts.append(_("Not understood, and not saved: %(rest)s") % {"rest": ", ".join(said.rest)})
    return " ".join(parts)


def _undo(step: str) -> str:
    return f"{reverse('acquaintances:take_back')}?{urlencode({'step': step})}"


def _chosen(request: SignedInRequest) -> dict[int, int]:
    """Who is meant, by place in the line."""
    found = {}
    for name, value in request.POST.items():
        place, choice = name.removeprefix(_CHOICE), str(value)
        if name.startswith(_CHOICE) and _is_number(place) and _is_number(choice):
            found[int(place)] = int(choice)
    return found


def _person(request: SignedInRequest, person_id: int) -> Person:
    people = Person.objects.visible_to(request.user).in_book()
    found: Person = get_object_or_404(people, pk=person_id)
    found.owner = request.user
    return found


def _about(request: SignedInRequest, text: str) -> Person | None:
    if not text:
        return None
    if not _is_number(text):
        raise Http404
    return _person(request, int(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _missing() -> str:
    return _("Write who knows whom, such as “Ana knows Bo Li at Acme”.")


def _not_understood() -> str:
    return _("Kith did not understand this. A plain sentence helps, such as “Ana knows Bo Li at Acme well”.")


def _unclear(understood: Understood) -> str:
    count = len(understood.unclear)
    return ngettext("Please say who is meant.", "Please say who is meant, for each of them.", count)
