"""What the book holds on somebody, and erasing them for good."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.erasing import actions, queries
from kith.erasing.forms import ComeBackForm
from kith.people.models import Person, Tombstone


@require_safe
def held(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Everything on one page, the first of each kind; ?all= shows more of one kind."""
    person = _person(request, person_id)
    context = {"person": person, "held": queries.held(person, request.GET.get("all", ""))}
    return render(request, "erasing/held.html", context)


@require_safe
def elsewhere(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Where else they are named: this goes through all texts of the book, so that other pages have it follow them."""
    person = _person(request, person_id)
    context = {"person": person, "mentions": queries.mentions(person), "held": queries.named_in_imports(person)}
    return render(request, "erasing/elsewhere.html#elsewhere" if request.htmx else "erasing/elsewhere.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Ask, and erase."""
    person = _person(request, person_id)
    if request.method == "POST" and request.POST.get("sure"):
        actions.erase(person, at=timezone.now())
        messages.success(request, _("Erased for good. If they come along in an import again, Kith leaves them out."))
        return redirect("book:people")
    return render(request, "erasing/erase.html", {"person": person})


@require_safe
def erased(request: SignedInRequest) -> HttpResponse:
    """Who was erased cannot be told any more; but whoever is named may come back."""
    return _erased(request, ComeBackForm())


@require_POST
def let_back(request: SignedInRequest) -> HttpResponse:
    """Let somebody come along in imports again."""
    form = ComeBackForm(request.POST)
    if not form.is_valid():
        return _erased(request, form, 422)
    found = actions.let_back(request.user, form.keys(), form.cleaned_data["name"])
    if found:
        messages.success(request, _("They may come back. Nothing happens until an import brings them."))
    else:
        messages.warning(request, _("Nobody like this was erased from your book."))
    return redirect("erasing:erased")


def _person(request: SignedInRequest, person_id: int) -> Person:
    own = Person.objects.visible_to(request.user).filter(merged_into=None, is_self=False)
    found: Person = get_object_or_404(own.select_related("owner"), pk=person_id)
    return found


def _erased(request: SignedInRequest, form: ComeBackForm, status: int = 200) -> HttpResponse:
    has_any = Tombstone.objects.visible_to(request.user).exists()
    return render(request, "erasing/erased.html", {"form": form, "has_any": has_any}, status=status)
