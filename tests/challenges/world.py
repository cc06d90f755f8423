"""What challenges hold in the world in which it is tried who sees what."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from kith.challenges import actions
from kith.challenges.models import EntryFile
from tests.architecture.worlds_of_groups import Who, World
from tests.make import NOW, TODAY

POLICY: dict[str, Who] = {
    "challenges:mine": Who.SIGNED_IN,
    "challenges:entry": Who.CONCERNED,
    "challenges:remove": Who.CONCERNED,
    "challenges:take_back": Who.CONCERNED,
    "challenges:list": Who.MEMBER,
    "challenges:start": Who.ORGANISER,
    "challenges:counted": Who.ORGANISER,
    "challenges:count": Who.ORGANISER,
    "challenges:statistic": Who.MEMBER,
    "challenges:enter": Who.MEMBER,
    "challenges:take_in": Who.MEMBER,
    "challenges:counting": Who.MEMBER,
    "challenges:reword": Who.ORGANISER,
    "challenges:stop": Who.ORGANISER,
    "challenges:resume": Who.ORGANISER,
    "challenges:challenge": Who.MEMBER,
    "challenges:join": Who.MEMBER,
    "challenges:rename": Who.MEMBER,
    "challenges:leave": Who.MEMBER,
    "challenges:edit": Who.ORGANISER,
    "challenges:end": Who.ORGANISER,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    statistic = actions.count(world.group, name=world.text, unit=world.text[:20], at=NOW)
    touches = actions.count(world.group, kind="touches", at=NOW)
    challenge = actions.begin(
        world.group,
        world.organiser,
        [statistic],
        at=NOW,
        title=world.text,
        about=world.text,
        starts_on=TODAY - timedelta(days=7),
        ends_on=TODAY + timedelta(days=700),
    )
    for user, name in ((world.organiser, "one"), (world.member, "two")):
        actions.enter(user, statistic, amount=Decimal(5), on=TODAY, today=TODAY)
        actions.turn_on(user, touches, at=NOW)
        actions.join(challenge, user, pseudonym=f"{world.text[:30]} {name}", on=TODAY)
    actions.count_day(challenge, on=TODAY)
    EntryFile.objects.create(owner=world.member, statistic=statistic, format="gpx")
