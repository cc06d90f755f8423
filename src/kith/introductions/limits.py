"""How often public pages may be asked for, by address and by link. Counted in memory: a restart begins anew."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60
BY_ADDRESS = 60  # requests a minute
BY_LINK = 20


def is_too_often(request: HttpRequest, link: str) -> bool:
    """Count this request, and say whether there were too many of its address, or of this link, within a minute."""
    address = str(get_adapter().get_client_ip(request))
    return _count("address", address) > BY_ADDRESS or _count("link", link) > BY_LINK


def _count(kind: str, value: str) -> int:
    key = f"introductions:{kind}:{hashlib.sha256(value.encode()).hexdigest()}"
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1
