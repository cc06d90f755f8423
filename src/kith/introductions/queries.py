"""What can be asked about introductions: how asks went, who may be asked, what waits for the user.

All of it is asked of what the user may see. What people said no to by their links is not looked at by anything here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import OwnedQuerySet, User
from kith.introductions.models import IntroducerRule, Introduction, Step
from kith.introductions.moves import Actor, Kind, State
from kith.outbox import queries as outbox
from kith.people.folding import fold
from kith.people.models import ContactPoint, Person
from kith.prepared import prepared
from kith.targets.models import Pitch, Target
from kith.ties.common_ground import common_ground

A_MONTH = 2  # so many asks to one introducer within thirty days
MONTH, QUARTER = timedelta(days=30), timedelta(days=90)
REST = timedelta(days=90)  # an introducer is left alone for so long after an ask that came to nothing
_ON_A_PAGE = 12
FEW = 3  # of what waits, on Today
ASK_HOW_IT_WENT = timedelta(days=7)
UNDER_WAY = (
    State.DRAFTED,
    State.INTRODUCER_ASKED,
    State.INTRODUCER_AGREED,
    State.OTHER_ASKED,
    State.OTHER_AGREED,
    State.INTRODUCED,
    State.MET,
    State.OUTCOME,
)
_AGREED = (*UNDER_WAY[2:], State.THANKED)
_PEOPLE = ("introducer", "party", "other", "target", "owner")
_SIDES = ("introducer", "party", "other")
_IN_A_ROW = (
    *("kind", "state", "state_at", "outcome", "other_name", "owner__time_zone"),
    *(f"{side}__{field}" for side in _SIDES for field in ("name", "given", "nickname")),
)
_WRITTEN = {"write": "first", "write_other": "other"}
_LENGTHS = (Pitch.Length.MEDIUM, Pitch.Length.SHORT, Pitch.Length.LONG)


@dataclass(frozen=True)
class Introducer:
    """How much somebody was asked, and whether they may be asked on that day; if not, why, and from when again."""

    asked_90_days: int
    last_asked_on: date | None
    is_open: bool
    why_not: str
    next_on: date | None = None


@dataclass(frozen=True)
class About:
    """What is known of somebody and introductions: those in which they have a part, and what they said about being asked."""

    introductions: list[Introduction]
    rules: list[IntroducerRule]


def can_write() -> bool:
    """Whether Kith can send letters with links by which they are answered."""
    return outbox.can_send() and bool(settings.URL)


def introductions_of(owner: User) -> OwnedQuerySet:
    """All of them with their people, the latest first."""
    return Introduction.objects.visible_to(owner).select_related(*_PEOPLE)


def outcomes(owner: User) -> Mapping[int, tuple[int, int]]:
    """Of each tier: how many introducers were asked, and how many of them agreed. What still waits for an answer is left out."""
    counts: dict[int, tuple[int, int]] = {}
    values = {"kind": Kind.ASKED.value, "waiting": State.INTRODUCER_ASKED.value, "actor": Actor.INTRODUCER.value}
    for tier, state, has_agreed, n in sql.rows(_OUTCOMES, owner=owner.pk, **values):
        is_yes = has_agreed or state in _AGREED
        if is_yes or state == State.EXPIRED:
            before = counts.get(tier or 0, (0, 0))
            counts[tier or 0] = (before[0] + n, before[1] + n * is_yes)
    return counts


def introducers(owner: User, on: date, people_ids: Collection[int] | None = None) -> Mapping[int, Introducer]:
    """Whoever was asked, or has said something about being asked, by id; all, or those given. Two queries."""
    asks = (
        Introduction.objects.visible_to(owner).filter(kind=Kind.ASKED).exclude(asked_at=None).exclude(introducer=None)
    )
    rules = IntroducerRule.objects.visible_to(owner).exclude(kind=IntroducerRule.Kind.NOT_FOR)
    if people_ids is not None:
        asks, rules = asks.filter(introducer__in=people_ids), rules.filter(introducer__in=people_ids)
    agreed = Exists(Step.objects.filter(introduction=OuterRef("pk"), actor=Actor.INTRODUCER, move="agree"))
    asked: dict[int, list[_Ask]] = {}
    rows = asks.annotate(has_agreed=agreed).order_by("asked_at")
    for person_id, asked_at, state, state_at, has_agreed in rows.values_list(
        "introducer_id", "asked_at", "state", "state_at", "has_agreed"
    ):
        asked.setdefault(person_id, []).append(_Ask(owner.today(asked_at), state, state_at, has_agreed))
    said: dict[int, list[IntroducerRule]] = {}
    for rule in rules.order_by("pk"):
        said.setdefault(rule.introducer_id, []).append(rule)
    everyone = asked.keys() | said.keys()
    return {pk: _introducer(asked.get(pk, []), said.get(pk, []), on) for pk in everyone}


def why_not(owner: User, introducer: Person, on: date, *, other: Person | None = None, other_name: str = "") -> str:
    """Why this introducer is not to be asked now, about this person; "" if they may."""
    rules = IntroducerRule.objects.visible_to(owner).filter(introducer=introducer, kind=IntroducerRule.Kind.NOT_FOR)
    name = fold(other.name if other else other_name)
    for rule in rules.select_related("about"):
        if (other and rule.about_id == other.pk) or (
            name and name == fold(rule.about.name if rule.about else rule.about_name)
        ):
            return _("%(name)s would rather not introduce you to them.") % {"name": introducer.name}
    known = introducers(owner, on, [introducer.pk]).get(introducer.pk)
    return known.why_not if known else ""


def letters_stopped(owner: User, person: Person) -> bool:
    """Whether Kith writes to somebody no more, as a letter of its own was left without an answer by its link.

    So a no of any kind, which nobody sees, is kept for good: by treating silence alike.
    """
    written = Step.objects.visible_to(owner).filter(move__in=("write", "write_other"), actor=Actor.ME)
    to_them = (
        written.filter(move="write", introduction__kind=Kind.ASKED, introduction__introducer=person),
        written.filter(move="write", introduction__kind=Kind.MADE, introduction__party=person),
        written.filter(move="write_other", introduction__other=person),
    )
    unanswered: set[str] = set()
    for steps, actor in zip(to_them, (Actor.INTRODUCER, Actor.PARTY, Actor.OTHER), strict=True):
        yes = Step.objects.filter(introduction=OuterRef("introduction"), actor=actor, move="agree", told=False)
        found = steps.filter(~Exists(yes)).values_list("introduction__uid", "move")
        unanswered |= {letter_key(uid, _WRITTEN[move]) for uid, move in found}
    return bool(unanswered - outbox.never_sent(owner, unanswered))


def letter_key(uid: UUID, what: str) -> str:
    """The key of a letter that belongs to an introduction: `what` is first, other, both, forward or reminder."""
    return f"introduction:{uid}:{what}"


def email_of(person: Person | None) -> str:
    """The address at which somebody is written to, or ""."""
    if person is None:
        return ""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    return points.order_by("-is_preferred", "pk").values_list("value", flat=True).first() or ""


def waiting(owner: User, on: date) -> OwnedQuerySet:
    """What the user has the next move in, what is oldest first. A meeting is asked about after a week.

    It is a question still to be put: who shows a few takes a slice, and no more than these are read.
    """
    return _waiting(owner, _a_week_ago(owner, on))


def few_waiting(owner: User, on: date) -> list[Introduction]:
    """The oldest of them, as Today shows them at every look."""
    return _few_waiting(owner, _a_week_ago(owner, on))


@prepared
def _few_waiting(owner: User, a_week_ago: datetime) -> OwnedQuerySet:
    return _waiting(owner, a_week_ago)[:FEW]


def _waiting(owner: User, a_week_ago: datetime) -> OwnedQuerySet:
    return in_rows(owner).filter(_waiting_for_me(a_week_ago)).order_by("state_at", "pk")


def in_rows(owner: User) -> OwnedQuerySet:
    """With as much of each as a row of a list says, as Today shows some at every look."""
    return Introduction.objects.visible_to(owner).select_related(*_SIDES, "owner").only(*_IN_A_ROW)


def under_way(owner: User, on: date) -> OwnedQuerySet:
    """What others have the next move in, what moved last first."""
    ahead = in_rows(owner).filter(state__in=UNDER_WAY).exclude(_waiting_for_me(_a_week_ago(owner, on)))
    return ahead.order_by("-state_at", "-pk")


def over(owner: User, _on: date) -> OwnedQuerySet:
    """What is done, or came to nothing, the latest first."""
    return in_rows(owner).exclude(state__in=UNDER_WAY).order_by("-state_at", "-pk")


def about(person: Person) -> About | None:
    """What a person's page shows of introductions; nothing for the user themself and for who is in the bin."""
    if person.is_self or person.binned_at or person.merged_into_id:
        return None
    theirs = Q(introducer=person) | Q(party=person) | Q(other=person)
    return About(list(introductions_of(person.owner).filter(theirs)[:_ON_A_PAGE]), rules_of(person))


def rules_of(person: Person) -> list[IntroducerRule]:
    """What somebody has said about being asked."""
    return list(IntroducerRule.objects.filter(introducer=person).select_related("about").order_by("pk"))


def shared_with(person: Person | None) -> str:
    """What the user has in common with somebody: places and interests, in one line."""
    if person is None:
        return ""
    found = common_ground(person)
    places = [ground.organisation.name for ground in found if ground.organisation is not None]
    interests = [ground.text for ground in found if ground.organisation is None and ground.person is None]
    return ", ".join([*places, *(text.partition(": ")[2].rstrip(".") for text in interests)])


def pitch_of(target: Target | None) -> str:
    """How the user says what they aim for: the latest version of the first length that there is."""
    if target is None:
        return ""
    latest = {pitch.length: pitch.text for pitch in target.pitches.order_by("version")}
    return next((latest[length] for length in _LENGTHS if length in latest), target.sentence)


def _a_week_ago(owner: User, on: date) -> datetime:
    """Whoever was introduced before is asked on that day how it went."""
    return datetime.combine(on - ASK_HOW_IT_WENT + timedelta(days=1), time.min, owner.zone)


def _waiting_for_me(a_week_ago: datetime) -> Q:
    """Which states wait for the user."""
    return (
        Q(state__in=(State.DRAFTED, State.OTHER_AGREED, State.MET, State.OUTCOME))
        | Q(state=State.INTRODUCED, state_at__lt=a_week_ago)
        | Q(kind=Kind.MADE, state=State.INTRODUCER_AGREED)
    )


@dataclass(frozen=True)
class _Ask:
    on: date
    state: str
    state_at: datetime | None
    has_agreed: bool


def _introducer(asks: list[_Ask], rules: list[IntroducerRule], on: date) -> Introducer:
    why, next_on = _closed(asks, rules, on)
    recent = sum(on - QUARTER < ask.on <= on for ask in asks)
    return Introducer(recent, asks[-1].on if asks else None, not why, why, next_on)


def _closed(asks: list[_Ask], rules: list[IntroducerRule], on: date) -> tuple[str, date | None]:
    """Why not, in the order of weight, and the day from which it holds no more."""
    if any(rule.kind == IntroducerRule.Kind.NEVER for rule in rules):
        return _("Would rather not be asked for introductions."), None
    later = max((rule.until for rule in rules if rule.until and rule.until > on), default=None)
    if later:
        return _("Not now, they said: not before %(day)s.") % {"day": _day(later)}, later
    if any(ask.state == State.INTRODUCER_ASKED for ask in asks):
        return _("You have asked them already; let them answer first."), None
    month = [ask.on for ask in asks if on - MONTH < ask.on]
    if len(month) >= A_MONTH:
        next_on = month[-A_MONTH] + MONTH
        words = _("Asked %(n)s times within thirty days: next from %(day)s.")
        return words % {"n": len(month), "day": _day(next_on)}, next_on
    rests = max(_rests(asks), default=None)
    if rests and rests > on:
        return _("An ask came to nothing not long ago: let it rest until %(day)s.") % {"day": _day(rests)}, rests
    return "", None


def _rests(asks: Iterable[_Ask]) -> Iterable[date]:
    """Until when each ask that came to nothing keeps an introducer from being asked."""
    nothing = (ask for ask in asks if ask.state == State.EXPIRED and not ask.has_agreed and ask.state_at)
    return (ask.state_at.date() + REST for ask in nothing if ask.state_at)


def _day(day: date) -> str:
    return date_format(day, "j F")


_OUTCOMES = """
    SELECT a.tier, a.state, a.has_agreed, COUNT(*) FROM (
        SELECT i.tier, i.state, CASE WHEN EXISTS (
            SELECT 1 FROM introductions_step s
            WHERE s.introduction_id = i.id AND s.actor = %(actor)s AND s.move = 'agree'
        ) THEN 1 ELSE 0 END AS has_agreed
        FROM introductions_introduction i
        WHERE i.owner_id = %(owner)s AND i.kind = %(kind)s AND i.asked_at IS NOT NULL AND i.state <> %(waiting)s
    ) a GROUP BY a.tier, a.state, a.has_agreed
"""
