"""Introductions of the sample network: each at another place of its way, one of them the user's own gift to two others."""

from __future__ import annotations

from datetime import datetime, timedelta

from kith.imports.models import Import
from kith.interactions.models import Interaction
from kith.introductions import actions
from kith.introductions.actions import Said
from kith.introductions.models import Introduction, Step
from kith.introductions.moves import Actor, Door
from kith.people.models import Person, Tier
from kith.targets.models import Target

_DAY = timedelta(days=1)
# To whom, what for, and the moves since: how many days ago, who, what, and with which words.
_ASKED: tuple[tuple[str, str, tuple[tuple[int, Actor, str, Said], ...]], ...] = (
    (
        "Ottilie Brandt",
        "To hear how a grid operator plans software teams.",
        (
            (9, Actor.ME, "asked", Said()),
            (7, Actor.INTRODUCER, "agree", Said(words="Ottilie will like you. I will write to her on Monday.")),
            (5, Actor.INTRODUCER, "asked_other", Said()),
            (2, Actor.OTHER, "agree", Said(contact="ottilie@brandt.example")),
        ),
    ),
    ("Ruben Achterberg", "To learn what railways look for in a team lead.", ((4, Actor.ME, "asked", Said()),)),
    (
        "Sunniva Dahl",
        "To ask about her move from consulting to wind power.",
        (
            (160, Actor.ME, "asked", Said()),
            (158, Actor.INTRODUCER, "agree", Said(words="Of course.")),
            (156, Actor.INTRODUCER, "introduce", Said()),
            (140, Actor.ME, "note_outcome", Said(outcome="advice", words="Apply to the small ones directly.")),
            (139, Actor.ME, "thank", Said()),
        ),
    ),
    (
        "Bastien Roux",
        "To talk about open timetables.",
        ((75, Actor.ME, "asked", Said()), (61, Actor.KITH, "expire", Said())),
    ),
    ("Marit Solheim", "To see the control room of a ferry line.", ()),
)
_OF_TWO = "You both run meetups for people who make maps, on either side of the bay."


def add(sample: Import, *, now: datetime) -> None:
    """Bring the introductions into the book, as a part of the sample."""
    owner = sample.owner
    target = Target.objects.filter(owner=owner, batch=sample.uid).first()
    warm = Person.objects.in_book().filter(owner=owner, batch=sample.uid, tier=Tier.WARM).order_by("pk")
    introducers, pair = list(warm[: len(_ASKED)]), list(warm[10:12])
    for (name, purpose, moves), introducer in zip(_ASKED, introducers, strict=False):
        began = now - _DAY * (moves[0][0] if moves else 1)
        begun = actions.draft(owner, introducer=introducer, other_name=name, target=target, purpose=purpose, at=began)
        for days, actor, move, said in moves:
            door = {Actor.ME: Door.OWN, Actor.KITH: Door.CLOCK}.get(actor, Door.TOLD)
            at = now - _DAY * days
            actions.act(begun, actor=actor, move=move, door=door, at=at, said=said)
    if len(pair) == 2:
        made = actions.make(owner, party=pair[0], other=pair[1], purpose=_OF_TWO, at=now - 4 * _DAY)
        actions.act(made, actor=Actor.ME, move="asked", door=Door.OWN, at=now - 4 * _DAY)
        actions.act(made, actor=Actor.PARTY, move="agree", door=Door.TOLD, at=now - _DAY)
    _mark(sample, [*introducers, *pair])


def remove(sample: Import) -> None:
    """Take them away, whatever the user tried out with them."""
    Introduction.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _mark(sample: Import, people: list[Person]) -> None:
    """Say of every row that the sample made it."""
    names = [name for name, _purpose, _moves in _ASKED]
    own = Introduction.objects.filter(owner=sample.owner, batch=None)
    mine = own.filter(introducer__in=people, other_name__in=names) | own.filter(party__in=people)
    ids = list(mine.values_list("pk", flat=True))
    Step.objects.filter(introduction__in=ids).update(batch=sample.uid)
    Introduction.objects.filter(pk__in=ids).update(batch=sample.uid)
    touches = Interaction.objects.filter(owner=sample.owner, batch=None, people__in=people)
    Interaction.objects.filter(pk__in=list(touches.values_list("pk", flat=True))).update(batch=sample.uid)
