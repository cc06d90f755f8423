"""Where the browser goes when something is done, and what it says there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from kith.accounts.requests import SignedInRequest
from kith.people.models import Person
from kith.ui import nav, toasts

FORMS = {"capture", "save_capture", "log", "edit"}  # pages that are left once their form is saved
_MOST_IDS = 1000


def done(request: SignedInRequest, said: str, undo_url: str = "") -> HttpResponse:
    """Say so, on the page that the user came from; one opened in the dialog shows what is new there."""
    toasts.show(request, said, undo_url)
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if not request.htmx:
        answer: HttpResponse = redirect(back(request))
    elif _is_form(shown):
        answer = HttpResponseClientRedirect(back(request))
    else:
        answer = HttpResponseClientRefresh()
    return answer


def back(request: SignedInRequest) -> str:
    """Return the page to go on with: the one asked for, the one before, or Today. Never another site, nor a form."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        if wanted and safe and not _is_form(urlsplit(wanted).path):
            return wanted
    return nav.address("today:home") or "/"


def names(people: Iterable[Person]) -> str:
    """Return the names as a sentence holds them: Ana, Bo and Cem."""
    return get_text_list([person.name for person in people], _("and"))


def ids(query: QueryDict, name: str) -> list[int]:
    """Return the numbers given once with commas, or several times."""
    texts = ",".join(query.getlist(name)).split(",")
    return list(dict.fromkeys(int(text) for text in texts[:_MOST_IDS] if text.isdecimal() and len(text) < 19))


def with_query(address: str, values: Mapping[str, Sequence[int]]) -> str:
    """Return the address with lists of numbers behind it, empty ones left out."""
    given = {name: ",".join(map(str, numbers)) for name, numbers in values.items() if numbers}
    return f"{address}?{urlencode(given, safe=',')}" if given else address


def _is_form(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.app_name == "interactions" and found.url_name in FORMS
