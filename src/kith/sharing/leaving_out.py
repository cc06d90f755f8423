"""Who asked never to be matched here: an HMAC of each of their identifiers, under the server's own key."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings

from kith.people import identity
from kith.sharing.models import OptOut

_PURPOSE = b"kith.sharing.leaving_out\0"


def key_of(address: str) -> str:
    """The identifier in an e-mail address or the address of a profile, or "" where it identifies nobody."""
    kind = "email" if "@" in address and "/" not in address else "linkedin" if "linkedin" in address else "url"
    return identity.key_of(kind, address)


def digests(key: str) -> list[str]:
    """The marks of an identifier: under the key of now first, then under those that were before."""
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return [
        hmac.digest(secret.encode(), _PURPOSE + key.encode(errors="surrogatepass"), "sha256").hex()
        for secret in secrets
    ]


def left_out(keys: Iterable[str]) -> frozenset[str]:
    """Those of the identifiers whose owners asked to be left out."""
    marks = {digest: key for key in keys for digest in digests(key)}
    found = OptOut.objects.filter(digest__in=marks).values_list("digest", flat=True)
    return frozenset(marks[digest] for digest in found)


def without_left_out(people: Mapping[int, Collection[str]]) -> set[int]:
    """Of people with their identifiers: those of whom nobody asked to be left out."""
    if not OptOut.objects.exists():
        return set(people)
    gone = left_out({key for keys in people.values() for key in keys})
    return {person for person, keys in people.items() if gone.isdisjoint(keys)}
