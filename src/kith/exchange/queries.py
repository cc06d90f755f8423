"""What can be asked of the exchange: what fits, what is around, what waits, and who helped how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.exchange.models import Ask, Help, Match, Offer, Recommendation
from kith.groups.models import Group
from kith.matching.reasons import Kind
from kith.people.folding import fold

SHOWN = 12  # of what fits, on the first page
_OF_A_ROW = ("uid", "owner__name", "group__name", "group_name", "audience")  # what lists say of each
_OF_A_WISH = (*_OF_A_ROW, "text", "until", "state", "created_at")
_OF_A_RECOMMENDATION = (*_OF_A_ROW, "kind", "name", "what_for", "where", "used", "again", "created_at")
FRESH = timedelta(days=14)  # how long what was found is news; the exchange shows it as long as it stands


@dataclass(frozen=True, slots=True)
class Fitting:
    """A match as a page shows it. `why` are whole sentences."""

    match: Match
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often somebody helped, was thanked, and brought together two of whom one helped."""

    helped: int
    thanked: int
    introduced: int


def fitting(user: User, on: date, **only: object) -> list[Fitting]:
    """Return the best of what fits, as far as it still stands and may be seen. One query."""
    return [Fitting(match, why(match)) for match in Match.objects.of(user, on).filter(**only)[:SHOWN]]


def news(user: User, now: datetime, most: int) -> list[Fitting]:
    """Return what was found lately, and the user has neither seen nor set aside. One query, or two."""
    since = now - FRESH
    if not Match.objects.filter(user=user, set_aside_at=None).news(since).exists():
        return []  # for most people on most days: whether it may be seen is the dearer question
    return [Fitting(match, why(match)) for match in Match.objects.of(user, user.today(now)).news(since)[:most]]


def why(match: Match) -> tuple[str, ...]:
    """Return in sentences why two texts match."""
    return tuple(_sentence(kind, texts) for kind, texts in match.reasons) or (
        str(_("The two texts mean something alike")),
    )


def wishes(kind: type[Ask] | type[Offer], user: User) -> QuerySet[Ask] | QuerySet[Offer]:
    """Return all asks, or offers, in the user's own book, open ones first."""
    mine: QuerySet[Ask] | QuerySet[Offer] = kind.objects.visible_to(user).select_related("person", "group")
    return mine.order_by(F("closed_at").desc(nulls_first=True), "-created_at", "-pk")


def around(kind: type[Ask] | type[Offer], user: User, on: date, text: str = "") -> QuerySet[Ask] | QuerySet[Offer]:
    """Return what others show to the user just now, the latest first, with all the words of a text."""
    shown = kind.objects.shown_to(user).open(on)
    for word in fold(text).split()[:8]:
        shown = shown.filter(Q(search_text__contains=word) | Q(owner__folded_name__contains=word))
    return _listed(shown)


def of_group(kind: type[Ask] | type[Offer], group: Group, on: date) -> QuerySet[Ask] | QuerySet[Offer]:
    """Return what members show to a group, the latest first."""
    return _listed(kind.objects.in_group(group).open(on))


def recommendations(user: User, text: str = "", kind: str = "") -> QuerySet[Recommendation]:
    """Return what the user and others in their groups vouch for, with all the words of a text, the latest first."""
    found = Recommendation.objects.seen_by(user)
    for word in fold(text).split()[:8]:
        found = found.filter(search_text__contains=word)
    found = found.filter(kind=kind) if kind in Recommendation.Kind.values else found
    return found.select_related("owner", "group").only(*_OF_A_RECOMMENDATION)


def offered(user: User) -> QuerySet[Help]:
    """Return the help that waits for the user's answer."""
    return Help.objects.waiting(user).select_related("ask", "helper").order_by("state_at", "pk")


def to_thank(user: User) -> QuerySet[Help]:
    """Return the help for which the user has not thanked yet."""
    found = Help.objects.filter(owner=user, state=Help.State.HELPED)
    return found.select_related("ask", "helper", "helper_person").order_by("state_at", "pk")


def given(user: User) -> QuerySet[Help]:
    """Return the help that the user gave to others or made possible, the latest first."""
    made_possible = Q(introducer=user, ask__in=Ask.objects.shown_to(user).values("pk"))  # not what its owner keeps
    found = Help.objects.filter(Q(helper=user) | made_possible).exclude(state=Help.State.DECLINED)
    return found.select_related("ask", "owner", "helper", "introducer")


def helps_of(ask: Ask) -> QuerySet[Help]:
    """Return the help with an ask, the latest first."""
    return ask.helps.select_related("helper", "helper_person", "introducer", "introducer_person")


def counts(user: User) -> Counts:
    """Return how often the user helped here. One query."""
    done = Q(state__in=[Help.State.HELPED, Help.State.THANKED])
    found = Help.objects.filter(Q(helper=user) | Q(introducer=user)).aggregate(
        helped=Count("pk", filter=done & Q(helper=user)),
        thanked=Count("pk", filter=Q(state=Help.State.THANKED, helper=user)),
        introduced=Count("pk", filter=done & Q(introducer=user)),
    )
    return Counts(**found)


def is_empty(user: User) -> bool:
    """Whether the user has neither asked nor offered anything."""
    return not (Ask.objects.visible_to(user).exists() or Offer.objects.visible_to(user).exists())


def _listed(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("owner", "group").only(*_OF_A_WISH)


def _sentence(kind: str, texts: Sequence[str]) -> str:
    quoted = [f"“{text}”" for text in texts]
    if kind == Kind.MEANING:
        return _("%(one)s means something like %(other)s") % {"one": quoted[0], "other": quoted[1]}
    elif kind == Kind.OCCUPATION:
        return _("Both are about: %(titles)s") % {"titles": ", ".join(texts)}
    else:
        return _("Both say %(words)s") % {"words": ", ".join(quoted)}
