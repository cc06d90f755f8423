"""What every request about a group goes through: one that has ended can be read by its members, and not changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups.models import Membership

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_STILL_DONE = frozenset({"groups:reopen", "groups:leave", "groups:export"})


class EndedGroupsAreStill:
    """Send members who would change something in a group that has ended to its first page. Others meet the doors, as ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match, slug = request.resolver_match, kwargs.get("slug")
        if request.method in _SAFE or not slug or match is None or not match.route.startswith("groups/"):
            return None
        if match.view_name in _STILL_DONE or not request.user.is_authenticated:
            return None
        ended = Membership.objects.current().filter(user=request.user, group__slug=slug, group__ended_at__isnull=False)
        return _to_front(request, slug) if ended.exists() else None


def _to_front(request: HttpRequest, slug: str) -> HttpResponse:
    messages.error(request, _("This group has ended. It can be read, and nothing in it changes any more."))
    url = reverse("groups:group", args=[slug])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return redirect(url)
