"""What a user looks for in groups: as asked just now, else as they said once, else as their target and their own card say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kith import careers, occupations
from kith.accounts.models import User
from kith.appointments.models import Appointment
from kith.directory import places
from kith.directory.models import Wish
from kith.directory.places import Point
from kith.people.folding import fold
from kith.people.models import Position
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

    @property
    def stones(self) -> dict[str, tuple[int, str]]:
        """The occupations between what the user does and wants: number and title, by code."""
        steps = self.way.steps[:-1] if self.way else ()
        return {step.code: (number, step.title) for number, step in enumerate(steps, start=1)}


def wanted(user: User, asked: Asked, *, now: datetime) -> Wanted:
    """Return what groups are measured by. Five queries at most."""
    wish = Wish.objects.visible_to(user).first() or Wish()
    does = named(wish.does, wish.does_code) or position_of(user)
    target = career(asked.career) if asked.career else named(wish.wants, wish.wants_code) or target_of(user)
    ways = careers.bridge(does.code, target.code, ways=1) if does and target else []
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


def busy_of(user: User, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return when the user's calendar has something in the weeks to come, as far as it says from when to when."""
    own = Appointment.objects.visible_to(user).standing().filter(on__lte=now.date() + _AHEAD, ends_at__gt=now)
    return tuple(own.exclude(starts_at=None).order_by("starts_at").values_list("starts_at", "ends_at")[:_MOST_BUSY])


def target_of(user: User) -> Career | None:
    """Return the role that the user's latest target names, if one does."""
    aims = Aim.objects.visible_to(user).filter(target__state=Target.State.ACTIVE, kind=Aim.Kind.ROLE).exclude(code="")
    aim = aims.order_by("-target__created_at", "pk").first()
    return named(aim.text, aim.code) if aim else None


def position_of(user: User) -> Career | None:
    """Return what the user's own card says that they do, where that is an occupation."""
    own = Position.objects.visible_to(user).filter(person__is_self=True, kind=Position.Kind.WORK, is_current=True)
    titles = [title for title in own.exclude(title="").order_by("-pk").values_list("title", flat=True)[:3] if title]
    found = (named(title, occupations.matching(title)) for title in titles)
    return next((each for each in found if each), None)
