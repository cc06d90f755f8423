"""What meetings hold in the world in which it is tried who sees what."""

from __future__ import annotations

from datetime import time
from typing import Any

from kith.meetings.models import RSVP, Duty, Feed, GivenBack, Met, Pledge, Reminders, Series, Standing
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "meetings:my_calendar": Who.SIGNED_IN,
    "meetings:renew_mine": Who.SIGNED_IN,
    "meetings:feed": Who.ANYBODY,  # the address holds a secret
    "meetings:list": Who.GUEST,
    "meetings:meeting": Who.GUEST,
    "meetings:calendar": Who.GUEST,
    "meetings:renew": Who.GUEST,
    "meetings:reminders": Who.GUEST,
    "meetings:answer": Who.GUEST,
    "meetings:take_back": Who.GUEST,
    "meetings:place": Who.GUEST,
    "meetings:timer": Who.GUEST,
    "meetings:event": Who.GUEST,
    "meetings:here": Who.GUEST,  # and the secret of the code
    "meetings:met": Who.GUEST,
    "meetings:role": Who.MEMBER,
    "meetings:plan": Who.ORGANISER,
    "meetings:change": Who.ORGANISER,
    "meetings:call_off": Who.ORGANISER,
    "meetings:end_series": Who.ORGANISER,
    "meetings:fill_roles": Who.ORGANISER,
    "meetings:notes": Who.ORGANISER,
    "meetings:check_in": Who.ORGANISER,
    "meetings:close": Who.ORGANISER,
    "meetings:code": Who.ORGANISER,
    "meetings:thank": Who.CONCERNED,
    "meetings:keep": Who.CONCERNED,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    text, private = world.text, world.private
    said: dict[str, Any] = {"title": text, "place": text, "agenda": text, "rounds": f"5 {text}", "roles": text}
    day = make.TODAY
    series = Series.objects.create(
        group=world.group, rule="FREQ=WEEKLY", starts_on=day, starts_at=time(7), time_zone="UTC", **said
    )
    plan = {"leaves": private, "leaves_from": private, "obstacle": private}
    standing = Standing.objects.create(series=series, user=world.member, answer=RSVP.Answer.YES, words=text, **plan)
    standing.given_to.add(world.organiser)
    title = said.pop("title")
    meeting = make.meeting(world.group, title, series=series, by_rule_at=make.NOW, notes=text, **said)
    coming = RSVP.objects.create(
        meeting=meeting,
        user=world.member,
        answered_at=make.NOW,
        substitute=text,
        **plan,
    )
    pledge = Pledge.objects.create(rsvp=coming, words=text, stake=text, cause=text, made_at=make.NOW)
    pledge.given_to.add(world.organiser)
    Duty.objects.create(meeting=meeting, role=text, user=world.member)
    GivenBack.objects.create(meeting=meeting, role=text, user=world.organiser)
    Reminders.objects.create(membership=world.membership(world.member), week=False)
    someone = make.person(world.member, private)
    Met.objects.create(
        owner=world.member, person=someone, other=world.organiser, meeting=meeting, title=private, on=day
    )
    Feed.objects.create(user=world.member, group=world.group, secret="of-the-member", made_at=make.NOW)
