"""A post office for the tests of letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.outbox import office as offices
from tests.outbox.office import Office


@pytest.fixture
def office(settings) -> Iterator[Office]:
    """A real SMTP server on loopback, to which Kith sends."""
    kept = Office()
    server = offices.opened(kept)
    offices.use(settings, server.port)
    yield kept
    server.stop()
