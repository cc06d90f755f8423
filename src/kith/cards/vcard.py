"""The user's own card as a vCard, as a picture of a code, and as what a page shows: only what they chose."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

from kith.cards.models import OwnCard
from kith.people.models import ContactPoint, Person, Position
from kith.people.vcards import Address, Card, Entry, Handle, write_card

Kind = ContactPoint.Kind
_TYPES = {"mobile": ("cell",), "fax": ("fax",), "work": ("work",), "home": ("home",)}


@dataclass(frozen=True)
class Shown:
    """What a card shows: the name, what the person does, and how to reach them."""

    person: Person
    positions: list[Position]
    points: list[ContactPoint]

    @property
    def lines(self) -> list[str]:
        """What stands below the name."""
        return [
            ", ".join(filter(None, (p.title, p.organisation.name if p.organisation else ""))) for p in self.positions
        ]


def shown(card: OwnCard) -> Shown:
    """What the user chose, as far as it is still true."""
    person, chosen = card.person, set(card.shown)
    positions = person.positions.filter(is_current=True, kind="work").select_related("organisation").order_by("pk")
    kept = [
        p
        for p in positions
        if f"position:{', '.join(filter(None, (p.title, p.organisation.name if p.organisation else '')))}" in chosen
    ]
    points = [point for point in person.points.order_by("pk") if f"{point.kind}:{point.value}"[:1000] in chosen]
    return Shown(person, kept, points)


def text(showing: Shown) -> str:
    """The vCard, in version 3.0, which every phone reads."""
    person = showing.person
    card = Card(
        fn=person.name,
        n=(person.family, person.given, person.additional, person.prefix, person.suffix),
        orgs=[(p.organisation.name,) for p in showing.positions if p.organisation],
        titles=[p.title for p in showing.positions if p.title],
        emails=[Entry(p.value) for p in showing.points if p.kind == Kind.EMAIL],
        tels=[Entry(p.value, _TYPES.get(p.label, ())) for p in showing.points if p.kind == Kind.PHONE],
        urls=[Entry(p.value) for p in showing.points if p.kind == Kind.URL],
        handles=[Handle(p.value, p.label) for p in showing.points if p.kind == Kind.HANDLE],
        adrs=[_address(p) for p in showing.points if p.kind == Kind.ADDRESS],
    )
    return write_card(card, "3.0")


def code(showing: Shown) -> bytes:
    """The vCard as a code, an SVG: dark on white with its quiet zone, so that it can be read off any page."""
    out = io.BytesIO()
    made = segno.make(text(showing), error="l", boost_error=True, micro=False)
    made.save(out, kind="svg", border=4, light="#fff", dark="#000", xmldecl=False, omitsize=True)
    return out.getvalue()


def _address(point: ContactPoint) -> Address:
    parts = tuple(point.parts) if len(point.parts) == 7 else ("", "", point.value.replace("\n", ", "), "", "", "", "")
    return Address(parts)
