"""What a vCard says, as plain records: the card, its entries, and the error for one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kith.people.vcards.partialdates import PartialDate

Name = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An e-mail address, phone number or page. `types` are the card's own words in lower case, `label` the user's."""

    value: str
    types: tuple[str, ...] = ()
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. `parts` are seven: box, extended, street, locality, region, code, country."""

    parts: tuple[str, ...]
    types: tuple[str, ...] = ()
    label: str = ""
    preferred: bool = False
    formatted: str = ""
    country_code: str = ""


@dataclass(frozen=True, slots=True)
class Handle:
    """A name on a messaging service or social network; `value` is a URI or page wherever the card gives one."""

    value: str
    service: str = ""
    user: str = ""
    is_profile: bool = False
    types: tuple[str, ...] = ()
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody the person is tied to: a name, or a URI of another card, and in which way (spouse, manager, …)."""

    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class LabelledDate:
    """A day that is neither birthday nor anniversary, with what it is."""

    date: PartialDate
    label: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: its bytes, or the address it is said to be at. The address is never fetched."""

    data: bytes = b""
    media_type: str = ""
    uri: str = ""


@dataclass(slots=True)
class Card:
    """One vCard. `raw` is its text as it stands in the file, `line` where it begins, `index` which of the file's it is.

    `extra` are the lines that mean nothing to Kith, unfolded and otherwise as they stand.
    """

    version: str = field(default="4.0", compare=False)
    fn: str = ""
    n: Name | None = None
    nicknames: list[str] = field(default_factory=list)
    orgs: list[tuple[str, ...]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    emails: list[Entry] = field(default_factory=list)
    tels: list[Entry] = field(default_factory=list)
    adrs: list[Address] = field(default_factory=list)
    urls: list[Entry] = field(default_factory=list)
    handles: list[Handle] = field(default_factory=list)
    birthday: PartialDate | None = None
    anniversary: PartialDate | None = None
    dates: list[LabelledDate] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    uid: str = ""
    rev: str = ""
    categories: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    photo: Photo | None = None
    kind: str = ""
    members: list[str] = field(default_factory=list)
    is_company: bool = False
    gender: str = ""
    languages: list[str] = field(default_factory=list)
    time_zone: str = ""
    position: str = ""  # latitude,longitude
    extra: list[str] = field(default_factory=list)
    raw: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False)
    index: int = field(default=0, compare=False)

    @property
    def is_group(self) -> bool:
        return self.kind.lower() == "group"


@dataclass(frozen=True, slots=True)
class CardError:
    """A place in a file that cannot be read as a card, and why, in words for the user."""

    line: int
    reason: str
    raw: str = ""
