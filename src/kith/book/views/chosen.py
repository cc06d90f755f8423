"""Whom a page acts on: the people ticked, or all whom the list's filters find; and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kith.accounts.requests import SignedInRequest
from kith.book import filters
from kith.book.queries import people_list
from kith.people.models import Person, PersonQuerySet

MAX_TICKED = 1000


def people(request: SignedInRequest, sent: QueryDict) -> PersonQuerySet:
    """The people meant, with their owner; none where nobody was ticked. Raises Http404 where none is the user's."""
    if sent.get("everything"):
        asked = filters.read(QueryDict(sent.get("query", "")))
        found = people_list.matching(request.user, asked, request.user.today())
        return people_list.in_order(found, asked).select_related("owner")
    mine: PersonQuerySet = Person.objects.visible_to(request.user).in_book().select_related("owner")
    found = mine.filter(pk__in=ids(sent)).order_by("sort_name", "pk")
    if sent.getlist("people") and not found.exists():
        raise Http404
    return found


def ids(sent: QueryDict, key: str = "people") -> list[int]:
    """The numbers sent; what is none is left out."""
    words = sent.getlist(key)[:MAX_TICKED]
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 12]


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To where the user came from within Kith: the field `next`, or the list as its filters stood."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HttpResponseRedirect(wanted)
    query = filters.read(QueryDict(request.POST.get("query", "")))
    return HttpResponseRedirect(reverse("book:people") + query.address(page=query.page).removesuffix("?"))


def complain(request: HttpRequest, error: ValidationError) -> None:
    """Say what is wrong on the next page."""
    for text in error.messages:
        messages.error(request, text)
