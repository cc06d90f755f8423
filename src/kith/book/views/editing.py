"""Adding a person and editing one; where somebody saved in between, both versions side by side."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.forms import Field
from django.forms.formsets import BaseFormSet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book import conflicts
from kith.book.queries import introducers, people_list
from kith.people.actions import EditConflict
from kith.people.forms import OccasionForms, PersonForms, PointForms, PositionForms, QuickPersonForm
from kith.people.models import Person

BLANK_ROWS = 3
BLANKS: dict[str, tuple[type[BaseFormSet[Any]], Any]] = {
    "points": (PointForms, gettext_lazy("To reach")),
    "positions": (PositionForms, gettext_lazy("Work and education")),
    "occasions": (OccasionForms, gettext_lazy("Occasions")),
}
_QUICK_ROWS = {"email": ("points-0", "email"), "phone": ("points-1", "phone")}


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Add somebody by a name and what is at hand."""
    if request.method != "POST":
        form = QuickPersonForm(request.user)
        form.initial = {name: request.GET.get(name, "")[:300] for name in ("name", "email")}
        return render(request, "book/person_add.html#form" if request.htmx else "book/person_add.html", {"form": form})
    form = QuickPersonForm(request.user, request.POST)
    person = form.save(timezone.now())
    if person is None:
        return render(request, "book/person_add.html", {"form": form}, status=422)
    messages.success(request, _("%(name)s is in your book.") % {"name": person.name})
    return redirect("book:add") if request.POST.get("another") else redirect("book:person", person.pk)


@require_http_methods(["GET", "POST"])
def add_whole(request: SignedInRequest) -> HttpResponse:
    """Add somebody with everything that is known; what was typed into the quick form comes along (carry=1)."""
    if request.method != "POST":
        return _show_form(request, PersonForms(request.user), 200)
    if request.POST.get("carry"):
        return _show_form(request, PersonForms(request.user, None, _from_quick(request.POST)), 200)
    if request.POST.get("more_rows"):
        return _show_form(request, PersonForms(request.user, None, _with_more_rows(request.POST)), 200)
    whole = PersonForms(request.user, None, request.POST)
    person = whole.save(timezone.now())
    if person is None:
        return _show_form(request, whole, 422)
    messages.success(request, _("%(name)s is in your book.") % {"name": person.name})
    return redirect("book:person", person.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Change everything of a person at once."""
    present = Person.objects.visible_to(request.user).filter(binned_at=None, merged_into=None)
    person = get_object_or_404(present.select_related("owner", "met_through"), pk=person_id)
    if request.method != "POST":
        return _show_form(request, PersonForms(request.user, person), 200)
    if request.POST.get("more_rows"):
        return _show_form(request, PersonForms(request.user, person, _with_more_rows(request.POST)), 200)
    return _save(request, person, _chosen(request, person))


@require_safe
def offer_introducers(request: SignedInRequest) -> HttpResponse:
    """Names of people in whom what was typed occurs, as options of a field."""
    names = introducers.offered(request.user, _typed(request))
    return render(request, "book/person_names.html", {"names": names})


@require_safe
def offer_organisations(request: SignedInRequest) -> HttpResponse:
    """Names of organisations in which what was typed occurs, as options of a field."""
    names = people_list.organisation_names(request.user, _typed(request))
    return render(request, "book/person_names.html", {"names": names})


def _chosen(request: SignedInRequest, person: Person) -> QueryDict:
    """What was sent; from the page of two versions, with the sides that were chosen there."""
    if "resolving" not in request.POST:
        return request.POST
    mine = PersonForms(request.user, person, request.POST)
    if not mine.is_valid():
        return request.POST
    return conflicts.resolved(request.POST, mine, PersonForms(request.user, person))


def _save(request: SignedInRequest, person: Person, data: QueryDict) -> HttpResponse:
    whole = PersonForms(request.user, person, data)
    try:
        saved = whole.save(timezone.now())
    except EditConflict:
        return _compare(request, person, whole, data)
    if saved is None:
        return _show_form(request, whole, 422)
    messages.success(request, _("Saved."))
    return redirect("book:person", person.pk)


def _compare(request: SignedInRequest, person: Person, mine: PersonForms, data: QueryDict) -> HttpResponse:
    """Show both versions, unless nothing that the form shows was changed by anybody else."""
    present = Person.objects.select_related("owner", "met_through").get(pk=person.pk)
    now, seen = PersonForms(request.user, present), data.get(conflicts.SEEN, "")
    if conflicts.is_as_seen(now, seen):
        return _save(request, present, _with_version(data, present.version))
    found = conflicts.differences(mine, now, seen)
    if not found:
        messages.success(request, _("Saved."))
        return redirect("book:person", person.pk)
    told = {"person": present, "differences": found, "carried": conflicts.carried(data), "seen": conflicts.seen(now)}
    return render(request, "book/conflict.html", told, status=409)


def _with_version(sent: QueryDict, version: int) -> QueryDict:
    data = sent.copy()
    data["version"] = str(version)
    return data


def _show_form(request: SignedInRequest, whole: PersonForms, status: int) -> HttpResponse:
    for kind in conflicts.ROWS:
        rows = getattr(whole, kind)
        rows.extra = 0 if rows.initial or kind == "occasions" else 1
    _offer(whole.person.fields["met_through"], "people-names", "book:introducers")
    for row in whole.positions:
        _offer(row.fields["organisation"], "organisation-names", "book:organisation_options")
    context = {
        "whole": whole,
        "person": whole.subject,
        "seen": _seen(request, whole),
        "is_refused": status == 422,
        "blanks": {kind: _blank_row(kind, get_language(), get_script_prefix()) for kind in conflicts.ROWS},
    }
    return render(request, "book/person_form.html", context, status=status)


@cache
def _blank_row(kind: str, _language: str | None, _prefix: str) -> SafeString:
    """A row for a script to add: it holds nothing of anybody, and is the same in each form."""
    rows, title = BLANKS[kind]
    form = rows(prefix=kind).empty_form
    if kind == "positions":
        _offer(form.fields["organisation"], "organisation-names", "book:organisation_options")
    shown = {"form": form, "kind": kind, "title": title, "number": "__number__"}
    return render_to_string("book/person_form_row.html", shown)


def _with_more_rows(sent: QueryDict) -> QueryDict:
    """What was typed, and room for more: how rows are added where no scripts run."""
    data = sent.copy()
    for kind in conflicts.ROWS:
        total = sent.get(f"{kind}-TOTAL_FORMS", "")
        data[f"{kind}-TOTAL_FORMS"] = str(int(total) + BLANK_ROWS) if total.isdecimal() and len(total) < 4 else "0"
    return data


def _typed(request: SignedInRequest) -> str:
    """The text of the one field that was sent, whatever its name."""
    return str(next(iter(request.GET.values()), ""))[:200].replace("\0", " ")


def _offer(field: Field, datalist: str, url_name: str) -> None:
    """Let a field ask for names while somebody types."""
    field.widget.attrs |= {
        "list": datalist,
        "hx-get": reverse(url_name),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": f"#{datalist}",
        "autocomplete": "off",
    }


def _seen(request: SignedInRequest, whole: PersonForms) -> str:
    """What the form showed when it was opened first: a form that comes back with errors keeps that."""
    if whole.subject is None:
        return ""
    return request.POST.get(conflicts.SEEN) or conflicts.seen(whole)


def _from_quick(sent: QueryDict) -> QueryDict:
    """The whole form's data from the quick form's."""
    data = QueryDict(mutable=True)
    for name in ("name", "met_at", "labels", "notes"):
        data[name] = sent.get(name, "")
    for kind in conflicts.ROWS:
        data[f"{kind}-TOTAL_FORMS"], data[f"{kind}-INITIAL_FORMS"] = str(BLANK_ROWS), "0"
    for name, (row, kind) in _QUICK_ROWS.items():
        data[f"{row}-kind"], data[f"{row}-value"] = kind, sent.get(name, "")
    data["positions-0-organisation"], data["positions-0-title"] = sent.get("organisation", ""), sent.get("title", "")
    for place in range(BLANK_ROWS):
        data[f"positions-{place}-kind"], data[f"positions-{place}-is_current"] = "work", "on"
        data[f"occasions-{place}-kind"] = "birthday"
        data.setdefault(f"points-{place}-kind", "email")
    return data
