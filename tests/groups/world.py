"""What groups hold in the world in which it is tried who sees what."""

from __future__ import annotations

from kith.groups.models import Group, Membership
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "groups:mine": Who.SIGNED_IN,
    "groups:start": Who.SIGNED_IN,
    "groups:start_from": Who.SIGNED_IN,
    "groups:group": Who.GUEST,
    "groups:members": Who.MEMBER,
    "groups:member": Who.MEMBER,
}
_OF_GROUP = ("purpose", "about", "questions", "rules", "dues", "place")


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    Group.objects.filter(pk=world.group.pk).update(**dict.fromkeys(_OF_GROUP, world.text), skills=[world.text])
    texts = dict.fromkeys(("does", "specialty", "seeks", "gives", "trade"), world.text)
    Membership.objects.filter(group=world.group).update(**texts, shown=["does", "specialty", "gives"])
    Membership.objects.filter(group=world.group, user=world.member).update(seeks=world.private, answers=world.text)
