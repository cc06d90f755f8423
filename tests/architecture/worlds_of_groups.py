"""The world in which it is tried who sees what of groups: one group with a word of its own in every text that it holds.

Each feature of groups says in tests/<feature>/world.py how its rows are made: `fill(world)` makes at least one row of each of
its models, with `world.text` in every text that people write, and `POLICY` names for each of its addresses who may see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module

from kith.accounts.models import User
from kith.groups.models import Group, Membership

FEATURES = ("groups", "meetings", "tables", "posts", "challenges", "mentorships", "exchange", "directory")


class Who(IntEnum):
    """The least that somebody must be to be answered at an address."""

    ANYBODY = 0  # also without signing in; a secret in the address may be asked for
    SIGNED_IN = 1  # a page of one's own, or of what is listed
    GUEST = 2
    MEMBER = 3
    ORGANISER = 4
    CONCERNED = 5  # only the two, or few, whom a row is about, whatever their role


@dataclass
class World:
    """A group that nobody can find, who is in it, and the word that nobody else may read."""

    group: Group
    organiser: User
    member: User
    guest: User
    text: str
    private: str = (
        "hiddenbird"  # in what is `member`'s alone: plans, fields not shown, a log of two; not even organisers read it
    )

    def membership(self, user: User) -> Membership:
        """Return what that user is in the group."""
        return Membership.objects.get(group=self.group, user=user)


def policies() -> dict[str, Who]:
    """Return for each address of the features of groups, by name, who may see it."""
    return {name: who for feature in FEATURES for name, who in import_module(f"tests.{feature}.world").POLICY.items()}


def fill(world: World) -> None:
    """Have each feature make its rows."""
    for feature in FEATURES:
        import_module(f"tests.{feature}.world").fill(world)
