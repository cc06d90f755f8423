"""What stands on the page of one person, asked for in a number of queries that does not grow with their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.appointments.models import Attendance
from kith.book.partial_dates import in_words
from kith.book.queries.reaching import Way, ways_to_reach
from kith.cadences import queries as cadences
from kith.cadences.models import Cadence
from kith.duplicates.models import Merge
from kith.interactions import queries as interactions
from kith.interactions.models import Promise
from kith.people.models import ContactPoint, Occasion, Person, PersonQuerySet, Position, Related
from kith.people.occasions import kept_on
from kith.prepared import prepared
from kith.ties import queries as ties
from kith.ties.models import Tie
from kith.ui import nav

ENTRIES = 5  # of the timeline at first: the next ones come when they are scrolled to
MORE = 20
_FACTS, _FACT_LENGTH = 12, 300


@dataclass(frozen=True, slots=True)
class Role:
    """A position as the page says it."""

    pk: int
    title: str
    organisation: str
    url: str
    details: str
    notes: str
    is_current: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Yearly:
    """An occasion, when it is next, and which it will be: the age, or the count of years, where it is known."""

    name: str
    icon: str
    on: date
    years: int | None
    is_birthday: bool
    year: int | None
    is_far: bool  # so far that its day alone does not say how far


@dataclass(frozen=True, slots=True)
class Because:
    """A reason for where somebody stands, with the address of what it was worked out from."""

    text: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """Somebody who belongs to the person; `url` leads to their page where they are in the book."""

    pk: int
    what: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page shows at once. What takes longer (the plot, the circle) is asked for by itself."""

    person: Person
    ways: Sequence[Way]
    roles: Sequence[Role]
    studies: Sequence[Role]
    occasions: Sequence[Yearly]
    labels: Sequence[tuple[int, str]]
    other_labels: Sequence[str]
    reasons: Sequence[Because]
    timeline: interactions.Timeline
    mine: Sequence[Promise]
    theirs: Sequence[Promise]
    merges: Sequence[Merge]
    related: Sequence[Belonging]
    level: int
    tie: Tie | None
    why_next: str
    met: str
    facts: Sequence[tuple[str, str]]

    @property
    def current(self) -> list[Role]:
        """Where the person works now."""
        return [role for role in self.roles if role.is_current]

    @property
    def related_kinds(self) -> list[tuple[str, str]]:
        """What somebody may be to the person."""
        return [(str(value), str(word)) for value, word in Related.Kind.choices]

    @property
    def is_bare(self) -> bool:
        """Whether next to nothing is known besides the name."""
        person = self.person
        return not (self.ways or self.roles or self.studies or self.met or person.met_notes or person.notes)

    @property
    def mail(self) -> Way | None:
        """The address to write to."""
        return next((way for way in self.ways if way.kind == ContactPoint.Kind.EMAIL), None)

    @property
    def phone(self) -> Way | None:
        """The number to call."""
        return next((way for way in self.ways if way.kind == ContactPoint.Kind.PHONE), None)


def whole(owner: User) -> PersonQuerySet:
    """The people of a book, in or out of the bin, with what `page_of` needs at hand."""
    merges = Merge.objects.filter(kept=OuterRef("pk"))
    related = Related.objects.filter(person=OuterRef("pk"))
    appointments = Attendance.objects.filter(person=OuterRef("pk"))
    marks = {
        "has_absorbed": Exists(merges),
        "has_related": Exists(related),
        "has_appointments": Exists(appointments),
    }
    people: PersonQuerySet = Person.objects.visible_to(owner).annotate(**marks)
    return people.select_related("tie", "cadence")


def in_whole(owner: User, person_id: int) -> Person | None:
    """One of them, if it is of this book."""
    return next(iter(_in_whole(owner, person_id)), None)


@prepared
def _in_whole(owner: User, person_id: int) -> QuerySet[Person]:
    return whole(owner).filter(pk=person_id)


def page_of(person: Person, on: date, before: interactions.Place | None = None) -> Page:
    """The page of somebody who came by `whole`, as of a day; the timeline from `before` on."""
    roles = _roles(person, on)
    labels = _labels(person)
    promises = interactions.open_promises_with(person)
    timeline = interactions.timeline(person, ENTRIES, before)
    shown = {entry.interaction.pk for entry in timeline.entries}
    return Page(
        person=person,
        ways=ways_to_reach(person),
        roles=[role for kind, role in roles if kind == Position.Kind.WORK],
        studies=[role for kind, role in roles if kind == Position.Kind.EDUCATION],
        occasions=_occasions(person, on),
        labels=[(pk, name) for pk, name, is_on in labels if is_on],
        other_labels=[name for _pk, name, is_on in labels if not is_on],
        reasons=[] if person.is_self else _reasons(person, on, shown),
        timeline=timeline,
        mine=[promise for promise in promises if promise.by == Promise.By.ME],
        theirs=[promise for promise in promises if promise.by == Promise.By.THEM],
        merges=_merges(person),
        related=_related(person),
        level=ties.level(person),
        tie=getattr(person, "tie", None),
        why_next=cadences.why_next(person),
        met=met_in_words(person),
        facts=_facts(person),
    )


def earlier(person: Person, before: interactions.Place) -> interactions.Timeline:
    """The next stretch of a person's timeline."""
    return interactions.timeline(person, MORE, before)


def met_in_words(person: Person) -> str:
    """Where and when somebody was met: "At PyCon, March 2020"."""
    at = _("At %(place)s") % {"place": person.met_at} if person.met_at else ""
    return ", ".join(part for part in (at, in_words(person.met_on)) if part)


def _roles(person: Person, on: date) -> list[tuple[str, Role]]:
    return [(row.kind, _role(row, on)) for row in sql.objects(Position, _POSITIONS, person=person.pk)]


def _role(row: Position, on: date) -> Role:
    where = row.organisation_id
    return Role(
        row.pk,
        row.title,
        vars(row)["organisation_name"] or "",
        nav.address("book:organisation", where) if where else "",
        ", ".join(part for part in (row.department, row.place, _while(row)) if part),
        row.notes,
        row.is_current,
        row.noticed_on is not None and (on - row.noticed_on).days <= 60,
    )


def _related(person: Person) -> list[Belonging]:
    """Asked for only of those who have any: most have none."""
    if not getattr(person, "has_related", True):
        return []
    return [_belonging(row) for row in _related_to(person)]


@prepared
def _related_to(person: Person) -> QuerySet[Related]:
    rows = Related.objects.filter(person=person).select_related("other").order_by("pk")
    return rows.only("kind", "label", "name", "other__name", "other__merged_into")


def _belonging(row: Related) -> Belonging:
    other = row.other if row.other is not None and row.other.merged_into_id is None else None
    name, url = (other.name, nav.address("book:person", other.pk)) if other else (row.name, "")
    return Belonging(row.pk, row.label or row.get_kind_display(), name, url)


def _while(row: Position) -> str:
    """From when to when: "March 2020 to 2023", "since 2020", "until 2023"."""
    words = {"start": in_words(row.started), "end": in_words(row.ended)}
    if row.started and row.ended:
        return _("%(start)s to %(end)s") % words
    elif row.started:
        return (_("since %(start)s") if row.is_current else _("from %(start)s")) % words
    elif row.ended:
        return _("until %(end)s") % words
    else:
        return "" if row.is_current else _("in the past")


def _occasions(person: Person, on: date) -> list[Yearly]:
    found = [_yearly(row, on) for row in sql.objects(Occasion, _OCCASIONS, person=person.pk)]
    return sorted(found, key=lambda one: one.on)


def _yearly(row: Occasion, on: date) -> Yearly:
    this_year = kept_on(on.year, row.month, row.day)
    coming = this_year if this_year >= on else kept_on(on.year + 1, row.month, row.day)
    years = coming.year - row.year if row.year else None
    return Yearly(
        row.label or str(row.get_kind_display()),
        "birthday" if row.kind == Occasion.Kind.BIRTHDAY else "star",
        coming,
        years if years is not None and years > 0 else None,
        row.kind == Occasion.Kind.BIRTHDAY,
        row.year,
        (coming - on).days > 1,
    )


def _labels(person: Person) -> list[tuple[int, str, bool]]:
    """All labels of the book: number, name, and whether the person has it."""
    labels = sql.rows(_LABELS, owner=person.owner_id, person=person.pk)
    return [(pk, name, bool(is_on)) for pk, name, is_on in labels]


def _reasons(person: Person, on: date, shown: set[int]) -> list[Because]:
    icons = {"tier": "people", "rating": "star", "phase": "clock"}
    return [
        Because(reason.text, icons.get(reason.about, "note"), _evidence(reason, shown))
        for reason in ties.reasons(person, on, getattr(person, "tie", None))
    ]


def _evidence(reason: ties.Reason, shown: set[int]) -> str:
    """Where the reason can be looked up on the page: the latest touch that it counts."""
    if not reason.interactions:
        return ""
    latest = next((pk for pk in reason.interactions if pk in shown), None)
    return f"#interaction-{latest}" if latest else "#timeline"


def _merges(person: Person) -> list[Merge]:
    """Who was merged into the person; not asked where `whole` has seen that nobody was."""
    if not getattr(person, "has_absorbed", True):
        return []
    return _merged_into(person)


@prepared
def _merged_into(person: Person) -> QuerySet[Merge]:
    merges = Merge.objects.filter(kept=person).select_related("absorbed").order_by("-pk")
    return merges.only("kept", "created_at", "absorbed__name")


def rhythm_of(cadence: Cadence | None) -> str:
    """What the user chose for this person, as the form of rhythms has it."""
    if cadence is None or not (cadence.never or cadence.days):
        return "rule"
    return "never" if cadence.never else str(cadence.days)


def _facts(person: Person) -> list[tuple[str, str]]:
    """What imports know besides, as far as it is short enough to be read."""
    if not isinstance(person.extra, dict):
        return []
    found = [(str(name), _fact(value)) for name, value in person.extra.items() if name != "vcard"]
    return [(name, text) for name, text in found if text and len(text) <= _FACT_LENGTH][:_FACTS]


def _fact(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value if isinstance(item, str | int | float))
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


_POSITIONS = """
    SELECT s.*, g.name AS organisation_name
    FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.person_id = %(person)s
    ORDER BY s.is_current DESC, s.started DESC, s.ended DESC, s.id
"""
_OCCASIONS = "SELECT o.* FROM people_occasion o WHERE o.person_id = %(person)s ORDER BY o.id"
_LABELS = """
    SELECT l.id, l.name, EXISTS (SELECT 1 FROM people_labelling g WHERE g.label_id = l.id AND g.person_id = %(person)s)
    FROM people_label l WHERE l.owner_id = %(owner)s ORDER BY l.name
"""
