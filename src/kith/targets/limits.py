"""How often one address may do something without an account; counted in memory, by nothing that is kept."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def within(request: HttpRequest, what: str, *, most: int, seconds: int = HOUR) -> bool:
    """Whether this address has done so at most so many times in so many seconds, this time counted."""
    key = f"targets:{what}:{_address_of(request)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it ran out in between
        return True


def _address_of(request: HttpRequest) -> str:
    """Where the request came from; behind a proxy what the proxy says, which is the last of the list."""
    told = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
