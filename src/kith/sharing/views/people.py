"""About whom members may ask: a list to choose from, one person, and who is left out for good."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.people.models import Person, PersonQuerySet
from kith.sharing import actions, queries
from kith.sharing.forms import AddressForm

PAGE, NAMED = 50, 10
MAX_TICKED = 1000


@require_http_methods(["GET", "HEAD", "POST"])
def list_(request: SignedInRequest) -> HttpResponse:
    """Everybody in the book with what members may ask; those ticked, or all that were found, are changed at once."""
    if queries.part_of(request.user) is None:
        return redirect("sharing:home")
    if request.method == "POST":
        return _change(request)
    found = _found(request)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "labels": queries.labels_of(request.user),
        "text": request.GET.get("q", ""),
        "label": request.GET.get("label", ""),
        "only": request.GET.get("only", ""),
        "query": _query(request),
    }
    return render(request, "sharing/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The switch of one person: shows who would see what, and turns it."""
    own = Person.objects.visible_to(request.user).in_book()
    found: Person = get_object_or_404(own.select_related("owner"), pk=person_id)
    about = queries.about(found)
    if about is None:
        return redirect("sharing:home")
    if request.method == "POST":
        _turn(request, [found], allow=request.POST.get("to") == "ask_me")
        return _back_to(request, reverse("book:person", args=[found.pk]))
    context = {"person": found, "about": about}
    return render(request, "sharing/person.html#choice" if request.htmx else "sharing/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def left_out(request: SignedInRequest) -> HttpResponse:
    """Who asked to be left out: the owner of the instance enters them, as somebody has to look at the proof."""
    if not request.user.is_owner:
        raise Http404
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _left_out(request, form):
        return redirect("sharing:left_out")
    return render(request, "sharing/left_out.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: SignedInRequest) -> PersonQuerySet:
    asked = request.GET if request.method != "POST" else request.POST
    label = asked.get("label", "")
    number = int(label) if label.isascii() and label.isdigit() and len(label) < 12 else None
    found: PersonQuerySet = queries.people_with_leave(
        request.user, text=asked.get("q", ""), label=number, only=asked.get("only", "")
    )
    return found


def _query(request: SignedInRequest) -> str:
    return urlencode({key: request.GET[key] for key in ("q", "label", "only") if request.GET.get(key)})


def _meant(request: SignedInRequest) -> list[Person]:
    if request.POST.get("everything"):
        return list(_found(request).only("pk", "name", "owner_id"))
    words = request.POST.getlist("people")[:MAX_TICKED]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 12]
    own = Person.objects.visible_to(request.user).in_book().filter(pk__in=numbers)
    return list(own.order_by("sort_name", "pk").only("pk", "name", "owner_id"))


def _change(request: SignedInRequest) -> HttpResponse:
    people, to = _meant(request), request.POST.get("to")
    if to not in {"ask_me", "private"} or not people:
        messages.error(request, _("Nobody was chosen. Tick the people whom you mean."))
        return redirect("sharing:people")
    if to == "ask_me" and not request.POST.get("sure"):
        names, kept = people[:NAMED], {key: request.POST.get(key, "") for key in ("q", "label", "only", "everything")}
        ticked = [] if kept["everything"] else [each.pk for each in people]
        context = {"names": names, "more": len(people) - len(names), "total": len(people), "ticked": ticked, **kept}
        return render(request, "sharing/people_sure.html", context)
    _turn(request, people, allow=to == "ask_me")
    return redirect("sharing:people")


def _turn(request: SignedInRequest, people: list[Person], *, allow: bool) -> None:
    if allow:
        actions.allow(request.user, people, at=timezone.now())
        said = ngettext(
            "Members may ask you about %(n)s person.", "Members may ask you about these %(n)s people.", len(people)
        )
    else:
        actions.keep_private(request.user, people, at=timezone.now())
        said = ngettext("%(n)s person is private.", "These %(n)s people are private.", len(people))
    messages.success(request, said % {"n": len(people)})


def _back_to(request: SignedInRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def _left_out(request: SignedInRequest, form: AddressForm) -> bool:
    address = form.cleaned_data["address"]
    try:
        if request.POST.get("to") == "in":
            found = actions.let_in(address)
            messages.success(request, _("They may be matched again.") if found else _("They were not left out."))
        else:
            actions.leave_out(address, at=timezone.now())
            messages.success(request, _("Whoever has this address is left out from now on."))
    except ValidationError as error:
        form.add_error("address", error.messages)
        return False
    return True
