"""What meetings hold in the world in which it is tried who sees what."""

from __future__ import annotations

from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "meetings:list": Who.GUEST,
    "meetings:meeting": Who.GUEST,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    make.meeting(world.group, world.text, place=world.text, agenda=world.text, notes=world.text)
