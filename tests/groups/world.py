"""What groups hold in the world in which it is tried who sees what."""

from __future__ import annotations

from kith.groups import actions
from kith.groups.models import Group, Membership, Missed, RoofAsk
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "groups:mine": Who.SIGNED_IN,
    "groups:start": Who.SIGNED_IN,
    "groups:start_from": Who.SIGNED_IN,
    "groups:invited": Who.ANYBODY,
    "groups:group": Who.GUEST,
    "groups:join": Who.GUEST,
    "groups:take_back": Who.CONCERNED,
    "groups:leave": Who.GUEST,
    "groups:own_profile": Who.GUEST,
    "groups:held": Who.GUEST,
    "groups:members": Who.MEMBER,
    "groups:member": Who.MEMBER,
    "groups:role": Who.ORGANISER,
    "groups:dues": Who.ORGANISER,
    "groups:remove": Who.ORGANISER,
    "groups:let_back": Who.ORGANISER,
    "groups:answer": Who.ORGANISER,
    "groups:bring": Who.MEMBER,
    "groups:withdraw": Who.CONCERNED,
    "groups:bring_back": Who.CONCERNED,
    "groups:organise": Who.ORGANISER,
    "groups:edit": Who.ORGANISER,
    "groups:log": Who.ORGANISER,
    "groups:export": Who.ORGANISER,
    "groups:end": Who.ORGANISER,
    "groups:reopen": Who.ORGANISER,
    "groups:roof": Who.ORGANISER,
    "groups:part": Who.ORGANISER,
    "groups:answer_roof": Who.ORGANISER,
}
_OF_GROUP = ("purpose", "about", "questions", "rules", "dues", "place")


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    Group.objects.filter(pk=world.group.pk).update(**dict.fromkeys(_OF_GROUP, world.text), skills=[world.text])
    texts = dict.fromkeys(("does", "specialty", "seeks", "gives", "trade"), world.text)
    Membership.objects.filter(group=world.group).update(**texts, shown=["does", "specialty", "gives"])
    Membership.objects.filter(group=world.group, user=world.member).update(seeks=world.private, answers=world.text)
    mine = world.membership(world.organiser)
    actions.note(world.group, world.text, by=world.organiser, about=world.member, at=make.NOW)
    actions.make_link(world.membership(world.member), name=world.private, at=make.NOW)
    Missed.objects.create(membership=world.membership(world.member), helper=mine, asked_on=make.TODAY)
    roof = make.group(make.user("roof"), "Roof")
    RoofAsk.objects.create(roof=roof, child=world.group, from_roof=False, by=world.organiser, asked_at=make.NOW)
    asker = make.user("asker")
    Membership.objects.create(group=world.group, user=asker, asked_at=make.NOW, answers=world.text, trade=world.text)
