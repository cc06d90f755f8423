"""What a reader understood of a file: plain records, without a database, in the words of the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


@dataclass(slots=True)
class Point:
    """A way to reach somebody. `kind` is email, phone, url, handle or address; `parts` are a vCard ADR's seven."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False
    parts: tuple[str, ...] = ()


@dataclass(slots=True)
class PositionRecord:
    """A role at an organisation, or a course at a school. Dates are ISO 8601, as exact as known: 2020, 2020-03, 2020-03-15."""

    organisation: str = ""
    title: str = ""
    department: str = ""
    kind: str = "work"  # or "education"
    started: str = ""
    ended: str = ""
    is_current: bool = True
    place: str = ""
    notes: str = ""
    noticed_on: date | None = None  # when the user learned that it is new


@dataclass(slots=True)
class OccasionRecord:
    """A yearly day. `year` is None where it is not known."""

    kind: str  # birthday, anniversary, work_anniversary, other
    month: int
    day: int
    year: int | None = None
    label: str = ""


@dataclass(slots=True)
class RelatedRecord:
    """Somebody who belongs to a person: `kind` is a value of people.models.Related.Kind, `label` the source's own word."""

    kind: str
    name: str
    label: str = ""
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class PersonRecord:
    """Somebody, as one record of a file tells of them.

    `every_days`: how often another program had the user be in touch, 0 never again (as with somebody who died), None if
    it does not say; it counts for somebody new. `keys` are exact identifiers that decide who this is: "linkedin:ana-ruiz", "email:ana@acme.example",
    "phone:+4915112345678", "uid:…"; two records that share one are the same person.
    """

    file: str
    line: int
    full_name: str
    given: str = ""
    family: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    headline: str = ""
    points: list[Point] = field(default_factory=list)
    positions: list[PositionRecord] = field(default_factory=list)
    occasions: list[OccasionRecord] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    relation: str = ""
    met_on: str = ""
    met_at: str = ""
    met_notes: str = ""
    met_through: PersonRef | None = None
    related: list[RelatedRecord] = field(default_factory=list)
    notes: str = ""
    photo: bytes | None = None
    keys: tuple[str, ...] = ()
    is_self: bool = False
    every_days: int | None = None
    extra: dict[str, str] = field(default_factory=dict)
    raw: str = ""


class PersonRef(NamedTuple):
    """A mention of somebody: by identifiers if there are any, by name otherwise."""

    name: str
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class PromiseRecord:
    """Something one side said it would do. `by` is "me" or "them"; `person` tells who they are."""

    what: str
    by: str = "me"
    person: PersonRef | None = None
    due_on: date | None = None
    kept_on: date | None = None


@dataclass(slots=True)
class InteractionRecord:
    """Something that happened, with the people it happened with.

    `sent` and `received` count messages where a day's messages were rolled up into one record.
    `source_key` is the same whenever the same thing is read again, so that it is never doubled.
    `only_known`: of its people, those in the book take part; the others are counted, and offered when they are many days
    (mail and calendars never add people by themselves).
    `marks` are the messages counted in it, "s:" (sent) or "r:" (received) and a digest of 16 hexadecimal digits each:
    where there are any, `sent` and `received` are worked out from all marks ever seen of this source_key.
    """

    file: str
    line: int
    kind: str  # a value of interactions.models.Kind
    on: date
    people: list[PersonRef] = field(default_factory=list)
    channel: str = ""
    direction: str = ""  # outgoing, incoming, mutual
    at: datetime | None = None
    sent: int = 0
    received: int = 0
    summary: str = ""
    notes: str = ""
    private_notes: dict[str, str] = field(default_factory=dict)  # by name of the participant
    place: str = ""
    organisation: str = ""
    promises: list[PromiseRecord] = field(default_factory=list)
    source_key: str = ""
    follow_up_on: date | None = None
    raw: str = ""
    only_known: bool = False
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class AppointmentRecord:
    """Something in a calendar that is still to come. `starts_at` is None if it takes the whole day `on`."""

    file: str
    line: int
    source_key: str
    title: str
    on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    url: str = ""
    notes: str = ""
    people: list[PersonRef] = field(default_factory=list)
    is_cancelled: bool = False
    raw: str = ""


@dataclass(slots=True)
class SuggestionRecord:
    """Something a source says of somebody in the book that the user has to decide on: see suggestions.models.Suggestion.

    `kind` is position or point. `source` tells in words where it is from. Nothing is offered that the book has already.
    """

    file: str
    line: int
    kind: str
    person: PersonRef
    facts: dict[str, str]
    source: str
    source_key: str


@dataclass(slots=True)
class OrganisationRecord:
    """An organisation that the user follows or noted, without anybody there."""

    file: str
    line: int
    name: str
    followed_on: date | None = None
    notes: str = ""
    raw: str = ""


@dataclass(slots=True)
class OpportunityRecord:
    """Something that may come true, such as a job applied for. Kind, stage and source are values of opportunities.models.

    `source_key` is the same whenever the same thing is read again, so that it is never doubled.
    """

    file: str
    line: int
    title: str
    on: date
    organisation: str = ""
    kind: str = "opening"
    stage: str = "applied"
    source: str = "application"
    channel: str = ""
    url: str = ""
    notes: str = ""
    source_key: str = ""
    raw: str = ""


@dataclass(slots=True)
class KeptRecord:
    """A row that Kith has no page for yet. It is kept as it is with the import."""

    file: str
    line: int
    what: str
    raw: str


@dataclass(slots=True)
class LeftRecord:
    """A row that is understood and left out on purpose (a draft, an advertisement), with the reason in words."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class Refusal:
    """A row, or a whole file, that could not be read: which, where, and why, in words for the user."""

    file: str
    line: int
    reason: str
    raw: str = ""


Record = (
    PersonRecord
    | InteractionRecord
    | AppointmentRecord
    | SuggestionRecord
    | OrganisationRecord
    | OpportunityRecord
    | KeptRecord
    | LeftRecord
    | Refusal
)
