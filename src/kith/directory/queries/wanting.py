"""What a user looks for in groups: as asked just now, else as they said once, else as their target and their own card say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kith import careers, occupations
from kith.accounts.models import User
from kith.appointments.models import Appointment
from kith.directory import places
from kith.directory.models import Wish
from kith.directory.places import Point
from kith.groups.languages import main_part
from kith.people.folding import fold
from kith.people.models import Position
from kith.prepared import prepared
from kith.targets.models import Aim, Target


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search form says. All of it may be left out; what is said leaves out whatever does not fit."""

    q: str = ""
    career: str = ""
    kind: str = ""
    format: str = ""
    season: str = ""
    language: str = ""
    place: str = ""
    within: int = 0  # kilometres
    days: tuple[int, ...] = ()  # 0 is Monday
    parts: tuple[str, ...] = ()  # values of Wish.Part
    is_free: bool = False
    newcomers: bool = False
    size: str = ""  # a key of SIZES


_AHEAD = timedelta(days=60)
_MOST_BUSY = 500
SIZES = {"small": (1, 12), "middle": (13, 60), "large": (61, 10**9)}


@dataclass(frozen=True, slots=True)
class Career:
    """An occupation that the user named. `words` are theirs; `code` is O*NET's where it has one."""

    code: str
    title: str
    words: str


@dataclass(frozen=True)
class Wanted:
    """All that groups are measured by."""

    now: datetime
    zone: ZoneInfo
    does: Career | None = None
    target: Career | None = None
    way: careers.Way | None = None  # from the one to the other, the easiest
    season: str = ""
    interests: tuple[str, ...] = ()  # folded
    language: str = ""
    place: str = ""
    point: Point | None = None
    days: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    asked: Asked = field(default_factory=Asked)
    busy: tuple[tuple[datetime, datetime], ...] = ()  # from when to when the user's calendar has something already

    @property
    def is_lost(self) -> bool:
        """Whether a place was said that Kith does not know."""
        return bool(self.place) and self.point is None

    @cached_property
    def stones(self) -> dict[str, tuple[int, str]]:
        """The occupations between what the user does and wants: number and title, by code."""
        steps = self.way.steps[:-1] if self.way else ()
        return {step.code: (number, step.title) for number, step in enumerate(steps, start=1)}

    @cached_property
    def family(self) -> str:
        """The family of the target."""
        return careers.family(self.target.code) if self.target else ""

    @cached_property
    def tongue(self) -> str:
        """The main part of the language."""
        return main_part(self.language) if self.language else ""

    @cached_property
    def said(self) -> str:
        """The words that were asked for, folded."""
        return fold(self.asked.q)

    @cached_property
    def each_word(self) -> tuple[str, ...]:
        """Each of them."""
        return tuple(self.said.split())

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Each of them as it begins a word of a text."""
        return tuple(f" {word}" for word in self.each_word)

    @cached_property
    def meant(self) -> frozenset[str]:
        """The occupations that they may mean."""
        words = self.asked.q
        found = {each.code for each in occupations.search(words, limit=8)} if words.strip() else set()
        return frozenset(found | {occupations.matching(words)})


def wanted(user: User, asked: Asked, *, now: datetime) -> Wanted:
    """Return what groups are measured by. Five queries at most."""
    wish = next(iter(_wish(user)), None) or Wish()
    does = named(wish.does, wish.does_code) or position_of(user)
    target = career(asked.career) if asked.career else named(wish.wants, wish.wants_code) or target_of(user)
    ways = easiest(does.code, target.code) if does and target else ()
    place = asked.place or wish.place
    return Wanted(
        now,
        user.zone,
        does,
        target,
        ways[0] if ways else None,
        asked.season or wish.season,
        tuple(fold(word) for word in wish.interests),
        asked.language or wish.language,
        place,
        places.find(place) if place else None,
        asked.days or tuple(wish.days),
        asked.parts or tuple(wish.parts),
        asked,
        busy_of(user, now),
    )


def career(words: str) -> Career | None:
    """Return the occupation that words mean: a code, a job title, or the best that a search finds for them."""
    text = " ".join(words.split())
    code = text if occupations.get(text) else occupations.matching(text)
    if not code:
        code = next((found.code for found in occupations.search(text, limit=1)), "")
    return named(text, code)


def named(words: str, code: str) -> Career | None:
    """Return the occupation of a code, in the words that the user gave it; nothing where there is no such code."""
    found = occupations.get(american(code)) if code else None
    return Career(found.code, found.title, words or found.title) if found else None


@lru_cache(maxsize=4096)
def american(code: str) -> str:
    """Return O*NET's code where there is one for an occupation of ESCO; else the code itself."""
    return min(occupations.same_as(code), key=lambda each: each.startswith("esco:"), default=code)


@lru_cache(maxsize=512)
def easiest(before: str, after: str) -> tuple[careers.Way, ...]:
    """Return the easiest way from one occupation to another, if there is one. It depends on the two alone."""
    return tuple(careers.bridge(before, after, ways=1))


def busy_of(user: User, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return when the user's calendar has something in the weeks to come, as far as it says from when to when."""
    return tuple(_busy(user, now.date() + _AHEAD, now))


def target_of(user: User) -> Career | None:
    """Return the role that the user's latest target names, if one does."""
    aim = next(iter(_aims(user)), None)
    return named(*aim) if aim else None


def position_of(user: User) -> Career | None:
    """Return what the user's own card says that they do, where that is an occupation."""
    found = (named(title, occupations.matching(title)) for (title,) in _titles(user) if title)
    return next((each for each in found if each), None)


@prepared
def _wish(user: User) -> QuerySet[Wish]:
    return Wish.objects.visible_to(user).order_by("pk")[:1]


@prepared
def _busy(user: User, until: date, now: datetime) -> QuerySet[Appointment, Any]:
    own = Appointment.objects.visible_to(user).standing().filter(on__lte=until, ends_at__gt=now)
    return own.exclude(starts_at=None).order_by("starts_at").values_list("starts_at", "ends_at")[:_MOST_BUSY]


@prepared
def _aims(user: User) -> QuerySet[Aim, Any]:
    aims = Aim.objects.visible_to(user).filter(target__state=Target.State.ACTIVE, kind=Aim.Kind.ROLE).exclude(code="")
    return aims.order_by("-target__created_at", "pk").values_list("text", "code")[:1]


@prepared
def _titles(user: User) -> QuerySet[Position, Any]:
    own = Position.objects.visible_to(user).filter(person__is_self=True, kind=Position.Kind.WORK, is_current=True)
    return own.exclude(title="").order_by("-pk").values_list("title")[:3]
