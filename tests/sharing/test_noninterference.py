"""Until somebody consents, a member cannot tell a world in which somebody knows whom they look for from one in which nobody does.

Here on a few pairs of worlds; `python -m bench.noninterference` plays a thousand, and measures how long answers take.
"""

from __future__ import annotations

import pytest

from kith.accounts.models import User
from kith.outbox.models import Letter
from kith.sharing.models import Request
from tests.sharing import leaks, worlds
from tests.sharing.attacker import Attacker

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
    play = Attacker.play

    def counting(attacker: Attacker, moves: int) -> list[str]:
        said = play(attacker, moves)
        counted.append((Request.objects.exclude(asked_at=None).count(), Letter.objects.count()))
        return said

    monkeypatch.setattr(Attacker, "play", counting)
    worlds.transcripts(3, moves=0, secret=worlds.nine_edges)

    assert counted == [(3, 3), (0, 0)] or counted == [(6, 6), (0, 0)]
    assert not User.objects.exists()


@pytest.mark.slow  # as above
@pytest.mark.parametrize("leak", leaks.LEAKS, ids=lambda leak: leak.__name__)
def test_a_build_that_leaks_is_noticed(db, leak):
    with leak():
        assert any(worlds.difference(seed, moves=2, secret=worlds.nine_edges) for seed in range(4))

    assert worlds.difference(0, moves=0, secret=worlds.nine_edges) == ""
