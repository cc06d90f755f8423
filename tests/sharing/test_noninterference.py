"""Until somebody consents, a member cannot tell a world in which somebody knows whom they look for from one in which nobody does.

Here on a few pairs of worlds; `python -m bench.noninterference` plays a thousand, and measures how long answers take.
"""

from __future__ import annotations

from typing import Any

import pytest

from kith.accounts.models import User
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.sharing import letters, matching
from kith.sharing.models import Request, Willingness
from tests import make
from tests.sharing import worlds

PAIRS = 2  # of each secret


@pytest.fixture(autouse=True)
def with_mail(settings):
    """Letters are written down, as on a server that can send them."""
    settings.MAIL = "smtp://localhost:9"
    settings.URL = "https://kith.example"


@pytest.mark.slow  # two worlds of a week and more, with some twenty pages each
@pytest.mark.parametrize("pair", range(PAIRS))
@pytest.mark.parametrize("secret", worlds.SECRETS, ids=lambda secret: secret.__name__)
def test_a_member_sees_the_same_bytes_whatever_is_private(db, secret, pair):
    assert worlds.difference(pair * 1009 + worlds.SECRETS.index(secret), moves=2, secret=secret) == ""


def test_the_worlds_are_what_they_say(db, monkeypatch):
    """With the secret somebody is asked, and letters are written; without it nobody is. Else the test would see nothing."""
    counted: list[tuple[int, int]] = []
    play = worlds.Attacker.play

    def counting(attacker: worlds.Attacker, moves: int) -> list[str]:
        said = play(attacker, moves)
        counted.append((Request.objects.exclude(asked_at=None).count(), Letter.objects.count()))
        return said

    monkeypatch.setattr(worlds.Attacker, "play", counting)
    worlds.transcripts(3, moves=0, secret=worlds.nine_edges)

    assert counted == [(3, 3), (0, 0)] or counted == [(6, 6), (0, 0)]
    assert not User.objects.exists()


# Builds that leak, each in another way: the test has to notice.


class CountInAHeader:
    """Middleware that tells how many requests there are."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        answer = self.get_response(request)
        answer.headers["X-Requests"] = str(Request.objects.count())
        return answer


def leak_by_a_header(settings, monkeypatch):
    settings.MIDDLEWARE = [f"{__name__}.CountInAHeader", *settings.MIDDLEWARE]


def leak_by_a_letter(settings, monkeypatch):
    def tell(request: Request, at: Any) -> None:
        asker = request.ask.owner
        outbox.put(asker, key=f"leak:{request.uid}", to=asker.email, subject="Good news", text="Wait", due_at=at)

    monkeypatch.setattr(letters, "tell_introducer", tell)


def leak_by_the_numbers_of_rows(settings, monkeypatch):
    fits = matching.fits

    def counting(ask: Any) -> list[matching.Fit]:
        found = fits(ask)
        for fit in found:
            make.person(User.objects.get(pk=fit.introducer), "A row more")
        return found

    monkeypatch.setattr(matching, "fits", counting)


def leak_by_refusing(settings, monkeypatch):
    """A build that says at once when somebody could be asked about whom nobody knows."""
    from django.core.exceptions import ValidationError

    from kith.sharing.actions import asking

    check = asking._check

    def strict(wanted: Any, purpose: str) -> None:
        check(wanted, purpose)
        if wanted.name == "Ana Ruiz" and not Willingness.objects.filter(person__name="Ana Ruiz").exists():
            raise ValidationError({"name": "Nobody knows them."})

    monkeypatch.setattr(asking, "_check", strict)


@pytest.mark.slow  # as above
@pytest.mark.parametrize("leak", [leak_by_a_header, leak_by_a_letter, leak_by_the_numbers_of_rows, leak_by_refusing])
def test_a_build_that_leaks_is_noticed(db, settings, monkeypatch, leak):
    leak(settings, monkeypatch)

    assert any(worlds.difference(seed, moves=2, secret=worlds.nine_edges) for seed in range(4))
