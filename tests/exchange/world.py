"""What the exchange holds in the world in which it is tried who sees what."""

from __future__ import annotations

from typing import Any

from kith.exchange import actions
from kith.exchange.models import Help, Match
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "exchange:home": Who.SIGNED_IN,
    "exchange:around": Who.SIGNED_IN,
    "exchange:new_ask": Who.SIGNED_IN,
    "exchange:new_offer": Who.SIGNED_IN,
    "exchange:recommendations": Who.SIGNED_IN,
    "exchange:recommend": Who.SIGNED_IN,
    "exchange:seen": Who.SIGNED_IN,
    "exchange:group": Who.MEMBER,
    "exchange:ask": Who.MEMBER,
    "exchange:offer": Who.MEMBER,
    "exchange:recommendation": Who.MEMBER,
    "exchange:offer_help": Who.MEMBER,
    **dict.fromkeys(
        (
            f"exchange:{name}"
            for name in (
                "edit_ask",
                "edit_offer",
                "close_ask",
                "close_offer",
                "reopen_ask",
                "reopen_offer",
                "remove_ask",
                "remove_offer",
                "note_help",
                "fulfil",
                "accept",
                "decline",
                "thank",
                "set_aside",
                "change",
                "withdraw",
            )
        ),
        Who.CONCERNED,
    ),
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    shown: dict[str, Any] = {"audience": "group", "group": world.group}
    ask = actions.make_ask(world.member, text=world.text, more=world.text, at=make.NOW, **shown)
    offer = actions.make_offer(world.organiser, text=world.text, more=world.text, at=make.NOW, **shown)
    actions.make_offer(world.member, text=world.private, more=world.private, at=make.NOW)
    actions.make_ask(world.member, text=world.private, audience="people", at=make.NOW)
    told: dict[str, Any] = dict.fromkeys(("name", "what_for", "words", "where"), world.text)
    actions.recommend(world.member, at=make.NOW, **told, **shown)
    person = make.person(world.member, world.private)
    words = {"words": world.private, "thanks": world.private}
    Help.objects.create(owner=world.member, ask=ask, helper_person=person, state_at=make.NOW, **words)
    Match.objects.create(
        user=world.member,
        ask=ask,
        offer=offer,
        kind="answer",
        score=1.0,
        reasons=[["words", [world.private]]],
        found_at=make.NOW,
    )
