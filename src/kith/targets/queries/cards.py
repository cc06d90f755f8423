"""What a target card shows, which is all that anybody without an account learns; and the card behind a secret address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kith.people.models import Person
from kith.people.queries import own_card
from kith.targets.models import Aim, Pitch, Target, TargetCard
from kith.targets.queries.words import MANY


@dataclass(frozen=True, slots=True)
class Showing:
    """The words of a card, and nothing else of the book: who, what for, whom they hope to meet."""

    name: str
    lines: tuple[str, ...]  # what they do now
    email: str
    sentence: str
    by: date | None
    greeting: str
    pitch: str
    aims: tuple[tuple[str, tuple[str, ...]], ...]  # by kind, in words

    @property
    def text(self) -> str:
        """All of it, to see which letters are in it."""
        aims = [word for kind, words in self.aims for word in (kind, *words)]
        return "\n".join((self.name, *self.lines, self.email, self.sentence, self.greeting, self.pitch, *aims))


def open_card(secret: str) -> TargetCard | None:
    """The card behind a secret address, if it is turned on."""
    found: TargetCard | None = (
        TargetCard.objects.filter(secret=secret).select_related("target", "owner").first() if secret else None
    )
    return found


def showing(target: Target, card: TargetCard) -> Showing:
    """Return what a card shows now. Four queries."""
    owner = card.owner
    me = own_card(owner)
    return Showing(
        name=owner.name or (me.name if me else _("Somebody who uses Kith")),
        lines=_lines(me) if me else (),
        email=owner.email if card.shows_email else "",
        sentence=target.sentence,
        by=target.by,
        greeting=card.greeting,
        pitch=_pitch(target, card),
        aims=_aims(target),
    )


def default_length(target: Target) -> str:
    """The pitch that a card begins with: 30 seconds, or what there is."""
    written = set(target.pitches.values_list("length", flat=True))
    order = (Pitch.Length.MEDIUM, Pitch.Length.SHORT, Pitch.Length.LONG)
    return next((length.value for length in order if length in written), "")


def _lines(me: Person) -> tuple[str, ...]:
    """What the user does now: "Engineer, Acme"."""
    now = me.positions.filter(is_current=True, kind="work").select_related("organisation").order_by("pk")
    said = (", ".join(filter(None, (each.title, each.organisation.name if each.organisation else ""))) for each in now)
    return tuple(filter(None, said))


def _pitch(target: Target, card: TargetCard) -> str:
    latest = target.pitches.filter(length=card.length).order_by("-version").first() if card.length else None
    return latest.text if latest else ""


def _aims(target: Target) -> tuple[tuple[str, tuple[str, ...]], ...]:
    shown = list(target.aims.filter(is_on_card=True).order_by("pk"))
    by_kind = ((MANY[kind], tuple(aim.text for aim in shown if aim.kind == kind)) for kind in Aim.Kind)
    return tuple((str(kind), words) for kind, words in by_kind if words)
