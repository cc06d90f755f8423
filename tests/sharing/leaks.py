"""Builds of Kith that leak on purpose, each in another way: whoever looks for leaks has to notice every one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import override_settings

from kith.accounts.models import User
from kith.outbox import actions as outbox
from kith.sharing import letters, matching
from kith.sharing.actions import asking
from kith.sharing.models import Request, Willingness
from tests import make


class CountInAHeader:
    """Middleware that tells how many requests there are."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        answer = self.get_response(request)
        answer.headers["X-Requests"] = str(Request.objects.count())
        return answer


def by_a_header() -> AbstractContextManager[Any]:
    """Each answer tells how many requests there are."""
    return override_settings(MIDDLEWARE=[f"{__name__}.CountInAHeader", *settings.MIDDLEWARE])


def by_a_letter() -> AbstractContextManager[Any]:
    """Whoever asks gets a letter once somebody is asked."""

    def tell(request: Request, at: Any) -> None:
        asker = request.ask.owner
        outbox.put(asker, key=f"leak:{request.uid}", to=asker.email, subject="Good news", text="Wait", due_at=at)

    return _in_place_of(letters, "tell_introducer", tell)


def by_the_numbers_of_rows() -> AbstractContextManager[Any]:
    """Looking writes rows that are counted together with the asker's own."""
    fits = matching.fits

    def counting(ask: Any) -> list[matching.Fit]:
        found = fits(ask)
        for fit in found:
            make.person(User.objects.get(pk=fit.introducer), "A row more")
        return found

    return _in_place_of(matching, "fits", counting)


def by_refusing() -> AbstractContextManager[Any]:
    """An ask is refused at once where nobody knows whom it is for."""
    check = asking._check

    def strict(wanted: Any, purpose: str) -> None:
        check(wanted, purpose)
        if wanted.name == "Ana Ruiz" and not Willingness.objects.filter(person__name="Ana Ruiz").exists():
            raise ValidationError({"name": "Nobody knows them."})

    return _in_place_of(asking, "_check", strict)


LEAKS: tuple[Callable[[], AbstractContextManager[Any]], ...] = (
    by_a_header,
    by_a_letter,
    by_the_numbers_of_rows,
    by_refusing,
)


@contextmanager
def _in_place_of(module: ModuleType, name: str, other: Any) -> Iterator[None]:
    own = getattr(module, name)
    setattr(module, name, other)
    try:
        yield
    finally:
        setattr(module, name, own)
