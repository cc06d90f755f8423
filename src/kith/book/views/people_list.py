"""The list of people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.book import filters as filters_
from kith.book import list_words
from kith.book.filters import Filters
from kith.book.forms.bulk import RHYTHMS
from kith.book.queries import people_list
from kith.book.queries.people_rows import rows_of
from kith.people import queries as people
from kith.people.models import Person, Relation, SavedView
from kith.ties import actions as ties

TYPED = {"q", "place"}  # fields whose every letter is not worth a step back


@require_safe
def show_people(request: SignedInRequest) -> HttpResponse:
    """People who match, page by page; only the part that changes to htmx."""
    on = request.user.today()
    ties.keep_current(request.user, on=on)
    filters = filters_.read(request.GET)
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    context = {"is_part": is_part} | _list(request, filters) | ({} if is_part else _frame(request, filters))
    answer = render(request, "book/list.html#part" if is_part else "book/list.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    if is_part:
        step = "HX-Replace-Url" if request.htmx.trigger_name in TYPED else "HX-Push-Url"
        answer[step] = reverse("book:people") + (f"?{filters.query}" if filters.query else "")
    return answer


@require_safe
def offer_organisations(request: SignedInRequest) -> HttpResponse:
    """Names of organisations in which what was typed occurs, as options of a field."""
    names = people_list.organisation_names(request.user, request.GET.get("place", ""))
    return render(request, "book/list_organisations.html", {"names": names})


def _list(request: SignedInRequest, filters: Filters) -> dict[str, object]:
    """What changes when the filters do."""
    user, on = request.user, request.user.today()
    found = people_list.slice_of(user, filters, on)
    views = list(SavedView.objects.visible_to(user))
    return {
        "filters": filters,
        "found": found,
        "rows": rows_of(user, found.ids, filters.columns, on),
        "is_empty": not found.total and not Person.objects.visible_to(user).in_book().exists(),
        "headers": list_words.headers(filters),
        "sorts": list_words.sorts(filters),
        "active": list_words.active(filters, people_list.names_of_chosen(user, filters)),
        "tabs": views,
        "view": next((view for view in views if view.query == filters.address()[1:]), None),
        "back": filters.address(page=found.number - 1) if found.number > 1 else "",
        "onward": filters.address(page=found.number + 1) if found.number < found.pages else "",
        "relation_choices": Relation.choices,
        "rhythms": RHYTHMS,
    }


def _frame(request: SignedInRequest, filters: Filters) -> dict[str, object]:
    """What stays while somebody types."""
    return {
        "quick": list_words.quick(filters),
        "groups": list_words.groups(filters),
        "columns": list_words.columns(filters),
        "relations": list_words.relations(filters),
        "label_choices": list_words.labels(filters, people.labels(request.user).values_list("pk", "name")),
        "kept": [("organisation", value) for value in filters.chosen.get("organisation", ())],
    }
