"""One way for every move: the table says whether it may be made, the state changes, and what belongs to it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.introductions.actions import asking, following
from kith.introductions.actions.saying import Happening, Said
from kith.introductions.models import Introduction, Step
from kith.introductions.moves import NO, TABLE, Actor, Door, Kind, State, is_secret
from kith.outbox import actions as outbox

__all__ = ["Said", "act"]

_CHANGED = (
    "state",
    "state_at",
    "asked_at",
    "tier",
    "other",
    "blurb",
    "introducer_words",
    "other_contact",
    "outcome",
    "outcome_notes",
)


@dataclass(frozen=True)
class _Doing:
    """What belongs to a move: `before` may refuse it, `after` does the rest."""

    before: Callable[[Introduction, datetime], None] | None = None
    after: tuple[Callable[[Happening], None], ...] = ()


_DOING: dict[tuple[Actor, str], _Doing] = {
    (Actor.ME, "write"): _Doing(asking.check_letter_to_first, (asking.write_to_first,)),
    (Actor.ME, "asked"): _Doing(asking.check_ask, (asking.note_ask,)),
    (Actor.ME, "write_other"): _Doing(asking.check_letter_to_other, (asking.write_to_other,)),
    (Actor.ME, "write_both"): _Doing(asking.check_letter_to_both, (asking.write_to_both, following.introduced)),
    (Actor.INTRODUCER, "agree"): _Doing(None, (following.introducer_agreed,)),
    (Actor.OTHER, "agree"): _Doing(None, (following.other_agreed,)),
    **{(Actor.INTRODUCER, move): _Doing(None, (following.said_no,)) for move in NO},
    (Actor.ME, "introduce"): _Doing(None, (following.introduced,)),
    (Actor.INTRODUCER, "introduce"): _Doing(None, (following.introduced,)),
    (Actor.ME, "meet"): _Doing(None, (following.met,)),
    (Actor.ME, "note_outcome"): _Doing(None, (following.note_outcome,)),
    (Actor.ME, "thank"): _Doing(None, (following.thanked,)),
}


@transaction.atomic
def act(
    introduction: Introduction, *, actor: Actor | str, move: str, door: Door, at: datetime, said: Said | None = None
) -> Introduction:
    """Make a move and return the introduction as it is then. Raises Refused where the table, or a limit, says no.

    A no by a link changes nothing here: see answering, which keeps it.
    """
    held: Introduction = (
        Introduction.objects.select_for_update(of=("self",)).select_related("owner").get(pk=introduction.pk)
    )
    actor, said = Actor(actor), said or Said()
    to = TABLE.get((Kind(held.kind), State(held.state), actor, door, move))
    if to is None:
        raise Refused(_("This cannot be done now: the introduction has moved on."))
    doing = _DOING.get((actor, move), _Doing())
    if doing.before:
        doing.before(held, at)
    if is_secret(door, move):
        return held
    if held.state != to:
        held.state, held.state_at = to, at
        outbox.call_back(held.owner, f"introduction:{held.uid}:")
    for follow in doing.after:
        follow(Happening(held, move, said, door, at))
    held.save(update_fields=_CHANGED)
    Step.objects.create(
        owner=held.owner,
        introduction=held,
        actor=actor,
        move=move,
        state=to,
        at=at,
        words=said.words,
        told=door is Door.TOLD,
    )
    return held
