"""What can be done about who knows whom: say it in a line, confirm a guess, forget it, and be asked no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.acquaintances import saying
from kith.acquaintances.models import Asking
from kith.acquaintances.saying import Statement
from kith.acquaintances.understanding import Meant, Understood, understand
from kith.acquaintances.undoing import Changes
from kith.acquaintances.undoing import take_back as take_back
from kith.errors import Refused
from kith.interactions.actions import CorrectedPerson, enrich
from kith.people import actions as people_actions
from kith.people.folding import fold
from kith.people.models import Organisation, Person
from kith.people.traces import Finder, Traces
from kith.ties.models import Acquaintance, Inroad

SAID = Acquaintance.Source.SAID
NOT = Acquaintance.Sureness.NOT
_NOTE = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a line. Where somebody in it may be several people, or nothing was understood, nothing is written;
    `rest` is what was not understood, `undo` takes back all that was written."""

    understood: Understood
    acquaintances: Sequence[Acquaintance] = ()
    inroads: Sequence[Inroad] = ()
    added: Sequence[Person] = ()
    undo: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it is in the book now."""
        return bool(self.undo)

    @property
    def rest(self) -> tuple[str, ...]:
        """What was not understood, piece by piece."""
        return self.understood.saying.rest


@transaction.atomic
def say(
    owner: User,
    line: str,
    *,
    on: date,
    said_by: Person | None = None,
    about: Person | None = None,
    chosen: Mapping[int, int] | None = None,
) -> Said:
    """Write down what a line says of who knows whom; whoever the book has not is added. `about` is whom the line is
    about where it does not say; `chosen` tells who is meant, see understanding.understand. Raises ValidationError."""
    understood = understand(owner, line, on=on, about=about, chosen=chosen)
    if understood.unclear or not understood.saying.statements:
        return Said(understood)
    writer = _Writer(owner, on, said_by, Changes(), {})
    rows = [writer.write(one, understood.people) for one in understood.saying.statements]
    if about is not None:
        _asked(about, on, writer.changes)
    kept = [row for row in rows if row is not None]
    added = Person.objects.filter(pk__in=writer.changes.people).order_by("pk")
    return Said(
        understood,
        [row for row in kept if isinstance(row, Acquaintance)],
        [row for row in kept if isinstance(row, Inroad)],
        list(added),
        writer.changes.signed(owner),
    )


@transaction.atomic
def confirm(one: Person, other: Person, *, on: date, sureness: int = saying.KNOWN) -> str:
    """Write down that two people know each other, or with NOT that they do not; returns the word that undoes it."""
    if one.owner_id != other.owner_id or one.pk == other.pk:
        raise Refused(_("Please choose two people of your book."))
    changes = Changes()
    _write(changes, one, other, on=on, sureness=sureness)
    return changes.signed(one.owner)


@transaction.atomic
def forget(row: Acquaintance | Inroad) -> str:
    """Delete what was written down; returns the word that undoes it."""
    changes = Changes()
    changes.keep(row)
    row.delete()
    return changes.signed(row.owner)


@transaction.atomic
def put_off(person: Person, *, on: date, never: bool = False) -> str:
    """Do not ask whom else they know for a while, or never again; returns the word that undoes it."""
    changes = Changes()
    _asked(person, on, changes, never=never)
    return changes.signed(person.owner)


@transaction.atomic
def forget_people(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Empty the notes and roles that name people who are erased; what is said of themselves goes with them."""
    finder = Finder.of(traces)
    theirs = Q(one__in=people_ids) | Q(other__in=people_ids)
    for row in Acquaintance.objects.filter(owner=owner).exclude(note="").exclude(theirs):
        if finder.finds(row.note):
            row.note = ""
            row.save(update_fields=["note"])
    for inroad in Inroad.objects.filter(owner=owner).exclude(note="", role="").exclude(person__in=people_ids):
        _forget_in(inroad, finder)


def _forget_in(inroad: Inroad, finder: Finder) -> None:
    named = [field for field in ("note", "role") if finder.finds(getattr(inroad, field))]
    if "role" in named and Inroad.objects.filter(person=inroad.person_id, organisation=inroad.organisation_id, role=""):
        inroad.delete()  # without the name it says what another row says
    elif named:
        for field in named:
            setattr(inroad, field, "")
        inroad.save(update_fields=named)


@dataclass
class _Writer:
    """Writes the statements of one line."""

    owner: User
    on: date
    said_by: Person | None
    changes: Changes
    people: dict[int, Person]  # by place, as far as they were needed

    def write(self, said: Statement, people: Sequence[Meant]) -> Acquaintance | Inroad | None:
        """Write one statement; returns the row, None where it was taken back."""
        one = self._person(people[said.one])
        told_by = self.said_by if said.said_by is None else self._person(people[said.said_by])
        if said.other is None:
            return self._inroad(one, said)
        other = self._person(people[said.other])
        return _write(
            self.changes, one, other, on=self.on, sureness=said.sureness, note=said.note[:_NOTE], said_by=told_by
        )

    def _inroad(self, one: Person, said: Statement) -> Inroad | None:
        organisation = self._organisation(said.organisation)
        if organisation is None:
            return None
        rows = Inroad.objects.filter(owner=self.owner, person=one, organisation=organisation)
        role = said.role[:_NOTE]
        if said.sureness == NOT:
            for gone in rows.filter(role=role) if role else rows:
                self.changes.keep(gone)
                gone.delete()
            return None
        told: dict[str, object] = {"sureness": said.sureness, "said_on": self.on, "note": said.note[:_NOTE]}
        row: Inroad | None = next((each for each in rows if fold(each.role) == fold(role)), None)
        if row is None:
            row = Inroad.objects.create(owner=self.owner, person=one, organisation=organisation, role=role, **told)
            self.changes.add(row)
        else:
            _change(self.changes, row, told)
        return row

    def _person(self, meant: Meant) -> Person:
        if meant.place not in self.people:
            self.people[meant.place] = (
                self._added(meant) if meant.person is None else self._enriched(meant.person, meant)
            )
        return self.people[meant.place]

    def _added(self, meant: Meant) -> Person:
        """Somebody who is in the book from now on, and not known to the user yet."""
        named = meant.named
        positions = [{"organisation": named.organisation, "title": named.title}] if meant.role else []
        points = [{"kind": point.kind, "value": point.value} for point in named.points]
        person = people_actions.add_person(self.owner, name=named.name, at=self._at, points=points, positions=positions)
        self.changes.people.append(person.pk)
        return person

    def _enriched(self, person: Person, meant: Meant) -> Person:
        named = meant.named
        points = tuple((point.kind, point.value) for point in named.points)
        told = CorrectedPerson(person.pk, named.name, named.title, named.organisation, points)
        person.owner = self.owner
        return enrich(person, told, self._at)

    def _organisation(self, name: str) -> Organisation | None:
        before = set(Organisation.objects.filter(owner=self.owner).values_list("pk", flat=True))
        organisation = people_actions.find_or_add_organisation(self.owner, name[:_NOTE])
        if organisation is not None and organisation.pk not in before:
            self.changes.organisations.append(organisation.pk)
        return organisation

    @property
    def _at(self) -> datetime:
        """Some moment of the day."""
        return datetime.combine(self.on, time(12), self.owner.zone)


def _write(
    changes: Changes,
    one: Person,
    other: Person,
    *,
    on: date,
    sureness: int,
    note: str = "",
    said_by: Person | None = None,
) -> Acquaintance:
    """What is said of two people is one row, whichever of them is named first; the latest word counts."""
    either = Q(one=one, other=other) | Q(one=other, other=one)
    told: dict[str, object] = {"sureness": sureness, "said_by": said_by, "said_on": on, "note": note}
    row: Acquaintance | None = Acquaintance.objects.filter(either, source=SAID).order_by("pk").first()
    if row is None:
        row = Acquaintance.objects.create(owner=one.owner, one=one, other=other, source=SAID, **told)
        changes.add(row)
    else:
        _change(changes, row, told if note or sureness == NOT else {**told, "note": row.note})
    return row


def _change(changes: Changes, row: Acquaintance | Inroad, told: dict[str, object]) -> None:
    changes.keep(row)
    for field, value in told.items():
        setattr(row, field, value)
    row.save(update_fields=list(told))


def _asked(person: Person, on: date, changes: Changes, *, never: bool = False) -> None:
    row = Asking.objects.filter(person=person).first()
    if row is None:
        changes.add(Asking.objects.create(owner_id=person.owner_id, person=person, on=on, never=never))
    else:
        changes.keep(row)
        row.on, row.never = on, never or row.never
        row.save(update_fields=["on", "never"])
