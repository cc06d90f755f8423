"""What the user shares with a person: through whom they met, organisations, schools and interests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kith.people.folding import fold
from kith.people.models import Organisation, Person, Position
from kith.people.queries import own_card, positions_of
from kith.ties import words


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that the user and a person have in common. `person` is who made them known to each other."""

    text: str
    organisation: Organisation | None = None
    person: Person | None = None


def common_ground(person: Person) -> list[Ground]:
    """Return through whom the user met the person, and the organisations, schools and interests they share."""
    me = own_card(person.owner)
    through = person.met_through
    found = [] if through is None else [Ground(_("You met through %(name)s.") % {"name": through.name}, person=through)]
    if me is not None:
        found += _shared_places(_positions(me), _positions(person))
        shared = {fold(interest) for interest in me.interests}
        both = [interest for interest in person.interests if fold(interest) in shared]
        found += [Ground(_("You share: %(interests)s.") % {"interests": words.listing(both)})] if both else []
    return found


def _positions(person: Person) -> list[Position]:
    """Their positions at organisations, what is now and what began last first."""
    places = [position for position in positions_of(person) if position.organisation_id is not None]
    return sorted(places, key=lambda position: (position.is_current, position.started), reverse=True)


def _shared_places(mine: Sequence[Position], theirs: Sequence[Position]) -> list[Ground]:
    """One entry an organisation, the pair of positions that overlap where there is one."""
    pairs = [(a, b) for b in theirs for a in mine if a.organisation_id == b.organisation_id]
    found: dict[int | None, Ground] = {}
    for a, b in sorted(pairs, key=_overlapping_first):
        found.setdefault(a.organisation_id, Ground(_shared_place(a, b), a.organisation))
    return list(found.values())


def _overlapping_first(pair: tuple[Position, Position]) -> bool:
    return not _did_overlap(*pair)


def _shared_place(a: Position, b: Position) -> str:
    place = {"place": a.organisation}
    studied = a.kind == b.kind == Position.Kind.EDUCATION
    if a.is_current and b.is_current:
        return (_("You are both studying at %(place)s.") if studied else _("You are both at %(place)s.")) % place
    elif _did_overlap(a, b):
        text = (
            _("You both studied at %(place)s at the same time.")
            if studied
            else _("You were both at %(place)s at the same time.")
        )
        return text % place
    else:
        return (_("You both studied at %(place)s.") if studied else _("You have both been at %(place)s.")) % place


def _did_overlap(a: Position, b: Position) -> bool:
    """Whether the dates say so. Dates are compared as exactly as both are known."""
    return bool(a.started and b.started and (a.ended or a.is_current) and (b.ended or b.is_current)) and _may_overlap(
        a, b
    )


def _may_overlap(a: Position, b: Position) -> bool:
    """Whether no date speaks against it."""
    return not (_ended_before(a, b) or _ended_before(b, a))


def _ended_before(a: Position, b: Position) -> bool:
    exact = min(len(a.ended), len(b.started))
    return bool(exact) and a.ended[:exact] < b.started[:exact]
