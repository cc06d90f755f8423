"""What every request goes through: the door, the user's own clock, and a place in the list of sessions."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.urls import reverse
from django.utils import timezone, translation

from kith.accounts import queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


class SignInFirst(LoginRequiredMiddleware):
    """Pages are closed to whoever is not signed in. On a new instance, where nobody can be, the way in is to sign up."""

    def get_login_url(self, view_func: Callable[..., HttpResponseBase]) -> str:
        if queries.is_new_instance():
            return reverse("account_signup")
        return super().get_login_url(view_func)


class OwnClock:
    """Show moments in the time zone of whoever is signed in, and words in their language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone), translation.override(request.user.language):
            return self.get_response(request)


class SessionsSeen:
    """Notes where a user is signed in, once in ten minutes: a page that is only looked at need not write."""

    EVERY = 600.0  # seconds
    MOST = 10_000  # sessions remembered

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and self.is_due(key, time.monotonic()):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def is_due(self, key: str, now: float) -> bool:
        """Whether this session was last noted ten minutes ago or more; remembers that it is noted now."""
        if now - self.noted.get(key, -self.EVERY) < self.EVERY:
            return False
        if len(self.noted) >= self.MOST:
            self.noted.clear()
        self.noted[key] = now
        return True
