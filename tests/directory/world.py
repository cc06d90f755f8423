"""What the directory holds in the world in which it is tried who sees what.

Listings are for everyone who signs in, so they hold no word of the world; what a member looks at, wants and did is theirs alone.
"""

from __future__ import annotations

from datetime import timedelta

from kith.directory import actions
from kith.directory.models import Bringing, CareerStep, Found, Wish
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY = {
    "directory:home": Who.SIGNED_IN,
    "directory:wish": Who.SIGNED_IN,
    "directory:table": Who.SIGNED_IN,
    "directory:bridge": Who.SIGNED_IN,
    "directory:steps": Who.SIGNED_IN,
    "directory:new": Who.SIGNED_IN,
    "directory:listing": Who.SIGNED_IN,
    "directory:calendar": Who.SIGNED_IN,
    "directory:edit": Who.SIGNED_IN,
    "directory:checked": Who.SIGNED_IN,
    "directory:add_date": Who.SIGNED_IN,
    "directory:remove_date": Who.SIGNED_IN,
    "directory:again": Who.SIGNED_IN,
    "directory:remove": Who.SIGNED_IN,
    "directory:put_back": Who.SIGNED_IN,
    "directory:bring": Who.SIGNED_IN,
    "directory:look": Who.CONCERNED,
    "directory:keep": Who.CONCERNED,
    "directory:undo": Who.CONCERNED,
    "directory:throw_away": Who.CONCERNED,
    "directory:show_step": Who.CONCERNED,
    "directory:remove_step": Who.CONCERNED,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text that is not for everyone."""
    member, private = world.member, world.private
    listing = actions.enter(
        member, at=make.NOW, fields={"name": "Night owls", "place": "Leipzig", "source": "a poster"}
    )
    starts_at = make.NOW + timedelta(days=2)
    actions.add_date(listing, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), time_zone="UTC")
    draft = {"line": 2, "name": private, "values": {"purpose": private}, "dates": []}
    Bringing.objects.create(user=member, found=Found.TABLE, source=private, drafts=[draft], faults=[[3, private]])
    Wish.objects.create(owner=member, does=private, wants=private, interests=[private], place=private)
    CareerStep.objects.create(
        owner=member,
        from_title=private,
        from_code="29-1141.00",
        to_title=private,
        to_code="15-2051.00",
        helped=private,
    )
