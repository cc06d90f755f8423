"""The page of one person, and the parts of it that come by themselves: earlier touches, the plot, the circle."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.acquaintances import queries as acquaintances
from kith.appointments.queries import next_with
from kith.book.queries import person_page
from kith.cards.queries import cards_of
from kith.interactions.queries import Place
from kith.people.models import Person
from kith.ties import actions as ties
from kith.ties import common_ground
from kith.ties import queries as ties_queries
from kith.ui import persons


@require_safe
def show(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who it is, what was, what is next. ?before= begins the timeline further back; htmx gets only that part."""
    on = request.user.today()
    ties.keep_current(request.user, on=on)
    person = person_page.in_whole(request.user, person_id)
    if person is None:
        raise Http404
    person.owner = request.user
    if person.merged_into_id:
        return redirect("book:person", person.merged_into_id)
    before = _place(request.GET.get("before", ""))
    is_part = bool(request.htmx and not request.htmx.history_restore_request and before)
    context: dict[str, object] = {"person": person, "on": on, "before": before, "step": persons.step(person)}
    if is_part and before:
        context["timeline"] = person_page.earlier(person, before)
    else:
        page = person_page.page_of(person, on, before)
        context |= {"card_photos": cards_of(person)}
        context |= {"page": page, "timeline": page.timeline, "next_meeting": next_with(person, now=timezone.now())}
    answer = render(request, "book/person.html#entries" if is_part else "book/person.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_safe
def course(request: SignedInRequest, person_id: int) -> HttpResponse:
    """How warm and how deep the tie was over two years, as a plot."""
    person = _present(request, person_id)
    on = request.user.today()
    context = {"person": person, "history": ties_queries.history(person, on), "on": on}
    return render(request, _part(request, "book/person_course.html", "plot"), context)


@require_safe
def circle(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What the user and the person share, whom the person knows, and whom they may know."""
    person = _present(request, person_id)
    context = {
        "person": person,
        "ground": common_ground.common_ground(person),
        "known": acquaintances.about(person, request.user.today()),
    }
    return render(request, _part(request, "book/person_circle.html", "circle"), context)


def _present(request: SignedInRequest, person_id: int) -> Person:
    """One of the user's people, not in the bin."""
    people = Person.objects.visible_to(request.user).filter(binned_at=None, merged_into=None)
    found: Person = get_object_or_404(people, pk=person_id)
    found.owner = request.user
    return found


def _part(request: SignedInRequest, template: str, part: str) -> str:
    return f"{template}#{part}" if request.htmx and not request.htmx.history_restore_request else template


def _place(text: str) -> Place | None:
    """Where in a timeline an address such as ?before=2026-03-01.12 begins. Raises Http404 where it is no place."""
    if not text:
        return None
    day, _dot, number = text.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    try:
        return date.fromisoformat(day), int(number)
    except ValueError as error:
        raise Http404 from error
