"""What the walks over all pages have in common."""

from __future__ import annotations

import pytest

from kith.groups import parts as groups
from kith.meetings import parts as meetings


@pytest.fixture(autouse=True)
def whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show all of a page at once, of which people see what fits a screen first."""
    for parts in (groups, meetings):
        monkeypatch.setattr(parts, "AT_ONCE", 99)
