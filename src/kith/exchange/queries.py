"""What can be asked of the exchange: what fits, what is around, what waits, and who helped how often."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.exchange.models import Ask, Help, Match, Offer, Recommendation
from kith.groups.models import Group
from kith.matching.reasons import Kind
from kith.people.folding import fold
from kith.prepared import prepared
from kith.sharing.queries import verified_keys

Row = TypeVar("Row")
SHOWN = 12  # of what fits, on the first page
FIRST = 31  # rows of a list whose question is prepared: a page, and one more
MINE = 21  # the same, of the user's own
LATEST = 3  # asks and offers on a group's first page
WAITING, GIVEN = 20, 5  # of help: what waits for the user, and what they gave
_OF_A_ROW = ("uid", "owner__name", "group__name", "group_name", "audience")  # what lists say of each
_OF_A_WISH = (*_OF_A_ROW, "text", "until", "state", "created_at")
_OF_MINE = ("uid", "person__name", "group__name", "group_name", "audience", "text", "until", "state")
_OF_A_MATCH = (
    *("uid", "kind", "reasons", "one__name", "other__name"),
    *("ask__uid", "ask__text", "ask__owner__name", "offer__uid", "offer__text", "offer__owner__name"),
)
_OF_HELP = ("state", "words", "thanks", "ask__uid", "ask__text", "helper__name")
_OF_WAITING = ("words", "ask__uid", "ask__text", "helper__name", "helper_person", "helper_person__name")
_OF_A_RECOMMENDATION = (*_OF_A_ROW, "kind", "name", "what_for", "where", "used", "again", "created_at")
_COUNTS = """
    SELECT COUNT(CASE WHEN helper_id = %(user)s AND state IN ('helped', 'thanked') THEN 1 END),
        COUNT(CASE WHEN helper_id = %(user)s AND state = 'thanked' THEN 1 END),
        COUNT(CASE WHEN introducer_id = %(user)s AND state IN ('helped', 'thanked') THEN 1 END)
    FROM exchange_help WHERE helper_id = %(user)s OR introducer_id = %(user)s"""
FRESH = timedelta(days=14)  # how long what was found is news; the exchange shows it as long as it stands


@dataclass(frozen=True, slots=True)
class Fitting:
    """A match as a page shows it. `why` are whole sentences."""

    match: Match
    why: tuple[str, ...]


class Asked(NamedTuple):
    """An ask, as far as a row of a list shows it."""

    uid: UUID
    text: str


class Somebody(NamedTuple):
    """A person of the user's book, as far as a link shows them."""

    pk: int
    name: str


class Waiting(NamedTuple):
    """Help that the user has to answer, or to thank for. member: their name, which may be empty; nothing where it is none."""

    words: str
    ask: Asked
    member: str | None
    person: Somebody | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How often somebody helped, was thanked, and brought together two of whom one helped."""

    helped: int
    thanked: int
    introduced: int


class Listed(Generic[Row]):
    """Listed of a list that may be long: of its first page the question is put together once (kith.prepared)."""

    def __init__(
        self, first: Callable[[], list[Row]], all_of_them: Callable[[], QuerySet[Any, Row]], most: int | None = None
    ) -> None:
        self._first, self._all, self._most = first, all_of_them, most or FIRST

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())

    def __getitem__(self, cut: slice) -> list[Row]:
        """Return some of them. One query."""
        is_first = not cut.start and cut.stop is not None and cut.stop <= self._most
        return self._first()[cut] if is_first else list(self._all()[cut])


def fitting(user: User, on: date, *, ask: Ask | None = None, offer: Offer | None = None) -> list[Fitting]:
    """Return the best of what fits, as far as it still stands and may be seen: all, or of one ask or offer. Two queries."""
    return [Fitting(match, why(match)) for match in _fitting(user, on, _keys(user), ask, offer)]


def news(user: User, now: datetime, most: int) -> list[Fitting]:
    """Return what was found lately, and the user has neither seen nor set aside. One query, or two."""
    since = now - FRESH
    if not _any_news(user, since):
        return []  # for most people on most days: whether it may be seen is the dearer question
    return [Fitting(match, why(match)) for match in _news(user, user.today(now), _keys(user), since)[:most]]


def why(match: Match) -> tuple[str, ...]:
    """Return in sentences why two texts match."""
    return tuple(_sentence(kind, texts) for kind, texts in match.reasons) or (
        str(_("The two texts mean something alike")),
    )


def wishes(kind: type[Ask] | type[Offer], user: User) -> Listed[Ask | Offer]:
    """Return all asks, or offers, in the user's own book, open ones first."""
    return Listed(lambda: _first_of_mine(kind is Ask, user), lambda: _mine(kind, user), MINE)


def around(kind: type[Ask] | type[Offer], user: User, on: date, text: str = "") -> Listed[Ask | Offer]:
    """Return what others show to the user just now, the latest first, with all the words of a text."""
    keys, words = _keys(user), fold(text).split()[:8]
    return Listed(
        lambda: _first_around(kind is Ask, user, on, keys, words), lambda: _around(kind, user, on, keys, words)
    )


def of_group(kind: type[Ask] | type[Offer], group: Group, on: date) -> Listed[Ask | Offer]:
    """Return what members show to a group, the latest first."""
    return Listed(lambda: _first_of_group(kind is Ask, group, on), lambda: _of_group(kind, group, on))


@prepared
def latest_of_group(is_ask: bool, group: Group, on: date) -> QuerySet[Any]:
    """Return the last asks, or else offers, that members show to a group."""
    return _of_group(Ask if is_ask else Offer, group, on)[:LATEST]


def recommendations(user: User, text: str = "", kind: str = "") -> Listed[Recommendation]:
    """Return what the user and others in their groups vouch for, with all the words of a text, the latest first."""
    keys, words = _keys(user), fold(text).split()[:8]
    known = kind if kind in Recommendation.Kind.values else None
    return Listed(lambda: _first_recommended(user, keys, known, words), lambda: _recommended(user, keys, known, words))


def offered(user: User) -> list[Waiting]:
    """Return the help that waits for the user's answer, the longest waiting first. One query."""
    return [_waiting(*row) for row in _offered(user)]


def to_thank(user: User) -> list[Waiting]:
    """Return the help for which the user has not thanked yet, the longest waiting first. One query."""
    return [_waiting(*row) for row in _to_thank(user)]


def given(user: User) -> list[Help]:
    """Return the help that the user gave to others or made possible lately, the latest first. Two queries."""
    return _given(user, _keys(user))


def seen(kind: type[Ask] | type[Offer], user: User, uid: UUID, on: date) -> Ask | Offer | None:
    """Return the user's own ask or offer, or one that is shown to them and stands, as its page shows it."""
    is_ask = kind is Ask
    found = _own(is_ask, user, uid) or _shown(is_ask, user, uid, on, _keys(user))
    return found[0] if found else None


@prepared
def helps_of(ask: Ask, helper: User | None) -> QuerySet[Help]:
    """Return the help with an ask as its page shows it, the latest first: all of it, or that of one helper."""
    found = Help.objects.filter(ask=ask).select_related("helper", "helper_person", "introducer_person")
    found = found.filter(helper=helper) if helper else found
    people = ("helper__name", "helper_person__name", "introducer_person__name")
    return found.only("uid", "words", "thanks", "state", *people)


def counts(user: User) -> Counts:
    """Return how often the user helped here. One query."""
    ((helped, thanked, introduced),) = sql.rows(_COUNTS, user=user.pk)
    return Counts(helped, thanked, introduced)


def is_empty(user: User) -> bool:
    """Whether the user has neither asked nor offered anything."""
    return not (Ask.objects.visible_to(user).exists() or Offer.objects.visible_to(user).exists())


def _has(field: str, word: str) -> GreaterThan:
    """That a folded word stands in a folded field: the same as `contains`, and a question of it can be prepared."""
    return GreaterThan(StrIndex(field, Value(word)), 0)


def _keys(user: User) -> list[str]:
    return sorted(verified_keys(user))


def _listed(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("owner", "group").only(*_OF_A_WISH)


def _mine(kind: type[Ask] | type[Offer], user: User) -> QuerySet[Any]:
    mine = kind.objects.visible_to(user).select_related("person", "group")
    return mine.order_by(F("closed_at").desc(nulls_first=True), "-created_at", "-pk")


def _around(
    kind: type[Ask] | type[Offer], user: User, on: date, keys: Collection[str], words: Sequence[str]
) -> QuerySet[Any]:
    shown = kind.objects.shown_to(user, keys).open(on)
    for word in words:
        shown = shown.filter(Q(_has("search_text", word)) | Q(_has("owner__folded_name", word)))
    return _listed(shown)


def _of_group(kind: type[Ask] | type[Offer], group: Group, on: date) -> QuerySet[Any]:
    return _listed(kind.objects.in_group(group).open(on))


def _recommended(user: User, keys: Collection[str], kind: str | None, words: Sequence[str]) -> QuerySet[Recommendation]:
    found = Recommendation.objects.seen_by(user, keys)
    for word in words:
        found = found.filter(_has("search_text", word))
    found = found.filter(kind=kind) if kind else found
    return found.select_related("owner", "group").only(*_OF_A_RECOMMENDATION)


@prepared
def _first_recommended(user: User, keys: list[str], kind: str | None, words: list[str]) -> QuerySet[Recommendation]:
    return _recommended(user, keys, kind, words)[:FIRST]


def _whole(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("owner", "person", "group").only("more", "person__name", "group__slug", *_OF_A_WISH)


@prepared
def _own(is_ask: bool, user: User, uid: UUID) -> QuerySet[Any]:
    return _whole((Ask if is_ask else Offer).objects.visible_to(user).filter(uid=uid))


@prepared
def _shown(is_ask: bool, user: User, uid: UUID, on: date, keys: list[str]) -> QuerySet[Any]:
    return _whole((Ask if is_ask else Offer).objects.shown_to(user, keys).open(on).filter(uid=uid))


@prepared
def _first_of_mine(is_ask: bool, user: User) -> QuerySet[Any]:
    return _mine(Ask if is_ask else Offer, user).only(*_OF_MINE)[:MINE]


@prepared
def _first_around(is_ask: bool, user: User, on: date, keys: list[str], words: list[str]) -> QuerySet[Any]:
    return _around(Ask if is_ask else Offer, user, on, keys, words)[:FIRST]


@prepared
def _first_of_group(is_ask: bool, group: Group, on: date) -> QuerySet[Any]:
    return _of_group(Ask if is_ask else Offer, group, on)[:FIRST]


@prepared
def _fitting(user: User, on: date, keys: list[str], ask: Ask | None, offer: Offer | None) -> QuerySet[Match]:
    found = Match.objects.of(user, on, keys).only(*_OF_A_MATCH)
    found = found.filter(ask=ask) if ask else found
    return (found.filter(offer=offer) if offer else found)[:SHOWN]


@prepared
def _any_news(user: User, since: datetime) -> QuerySet[Match, Any]:
    return Match.objects.filter(user=user, set_aside_at=None).news(since).values_list("pk")[:1]


@prepared
def _news(user: User, on: date, keys: list[str], since: datetime) -> QuerySet[Match]:
    return Match.objects.of(user, on, keys).news(since).only(*_OF_A_MATCH)[:SHOWN]


@prepared
def _offered(user: User) -> QuerySet[Help, Any]:
    return Help.objects.waiting(user).order_by("state_at", "pk").values_list(*_OF_WAITING)[:WAITING]


@prepared
def _to_thank(user: User) -> QuerySet[Help, Any]:
    found = Help.objects.filter(owner=user, state=Help.State.HELPED)
    return found.order_by("state_at", "pk").values_list(*_OF_WAITING)[:WAITING]


def _waiting(words: str, uid: UUID, text: str, member: str | None, person: int | None, name: str) -> Waiting:
    return Waiting(words, Asked(uid, text), member, Somebody(person, name) if person else None)


@prepared
def _given(user: User, keys: list[str]) -> QuerySet[Help]:
    # Not what its owner keeps, or has taken back since: its words may be others by now, and are for whom it is shown to.
    shown = Ask.objects.shown_to(user, keys).exclude(state=Ask.State.CLOSED).filter(pk=OuterRef("ask"))
    mine = Help.objects.filter(Q(helper=user) | Q(introducer=user)).exclude(state=Help.State.DECLINED)
    found = mine.filter(Exists(shown))
    return found.select_related("ask", "owner", "helper").only(*_OF_HELP, "owner__name")[:GIVEN]


def _sentence(kind: str, texts: Sequence[str]) -> str:
    quoted = [f"“{text}”" for text in texts]
    if kind == Kind.MEANING:
        return _("%(one)s means something like %(other)s") % {"one": quoted[0], "other": quoted[1]}
    elif kind == Kind.OCCUPATION:
        return _("Both are about: %(titles)s") % {"titles": ", ".join(texts)}
    else:
        return _("Both say %(words)s") % {"words": ", ".join(quoted)}
