"""What exchange hold in the world in which it is tried who sees what."""

from __future__ import annotations

from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
