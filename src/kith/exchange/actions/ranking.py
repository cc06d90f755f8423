"""What may fit for one user, ranked with the reasons. It takes a second or more, so no transaction is open meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress

from kith import matching
from kith.accounts.models import User
from kith.exchange.actions.reading import read
from kith.exchange.models import Ask, Match, Offer, WishQuerySet
from kith.exchange.showing import shown_among
from kith.matching import Index, meaning
from kith.people.models import ContactPoint, Person

MOST = 3_000  # asks, and offers, of others that are looked at: the latest
EACH = 3  # that are kept of what fits one ask, or one offer
ALL = 60  # that are kept for one user
_HELD = 20_000  # asks and offers on a shelf
_AT_ONCE = 500  # that are asked for by their numbers
_WIDE = 12  # offers of people the user knows that are looked at for each ask of another: some see it without the user


@dataclass(frozen=True, slots=True)
class Side:
    """An ask or an offer, and whose it is to the user: their own, somebody's in their book, or nobody's that they know."""

    wish: Ask | Offer
    is_mine: bool
    person: Person | None

    @property
    def is_noted(self) -> bool:
        """Whether the user wrote it down for somebody else, who sees nothing here."""
        return self.wish.person_id is not None


@dataclass(frozen=True, slots=True)
class Fit:
    """An ask and an offer that may answer it. `reasons` as Match keeps them; none for pairs that were found before."""

    kind: str
    score: float
    ask: Side
    offer: Side
    reasons: list[tuple[str, tuple[str, ...]]] | None = None

    @property
    def pair(self) -> tuple[int, int]:
        """The ask and the offer."""
        return self.ask.wish.pk, self.offer.wish.pk


class Shelf:
    """Asks and offers as they were read, for several users one after the other: members of a group see much the same.

    What changes meanwhile is noticed as matches are kept (matching.py), and found by the next look.
    """

    def __init__(self) -> None:
        self._wishes: dict[tuple[type[Ask | Offer], int], Ask | Offer] = {}

    def take(self, seen: WishQuerySet) -> list[Any]:
        """Return the latest of these, with their meaning; from the database comes what is not here yet."""
        kind, pks = seen.model, list(seen.values_list("pk", flat=True)[:MOST])
        if len(self._wishes) > _HELD:
            self._wishes.clear()
        new = [pk for pk in pks if (kind, pk) not in self._wishes]
        for start in range(0, len(new), _AT_ONCE):
            rows = list(kind.objects.filter(pk__in=new[start : start + _AT_ONCE]).select_related("person"))
            read(rows)
            self._wishes |= {(kind, row.pk): row for row in rows}
        return [self._wishes[kind, pk] for pk in pks if (kind, pk) in self._wishes]


def fits(user: User, on: date, *, known: Collection[tuple[int, int]], shelf: Shelf | None = None) -> list[Fit]:
    """Return what fits just now, the best first and each pair once. known: pairs of which the reasons are there already."""
    shelf = shelf or Shelf()
    asks: list[Ask] = shelf.take(Ask.objects.seen_by(user).open(on))
    offers: list[Offer] = shelf.take(Offer.objects.seen_by(user).open(on))
    people = _members_known_to(user, {wish.owner_id for wish in (*asks, *offers)})
    found = _found([_side(user, wish, people) for wish in asks], [_side(user, wish, people) for wish in offers])
    best = {fit.pair: fit for fit in reversed(sorted(found, key=lambda fit: -fit.score)[:ALL])}
    said = _said({fit.ask.wish.pk for fit in best.values() if fit.pair not in known})
    return [fit if fit.pair in known else _explained(fit, said.get(fit.pair)) for fit in reversed(best.values())]


def _members_known_to(user: User, members: set[int]) -> dict[int, Person]:
    """Those of the members who are in the user's book, by an address that they proved to be theirs."""
    proved = EmailAddress.objects.filter(user__in=members - {user.pk}, verified=True).values_list("email", "user")
    by_key = {f"email:{email.lower()}": member for email, member in proved}
    points = ContactPoint.objects.filter(owner=user, key__in=by_key, person__binned_at=None, person__merged_into=None)
    return {by_key[point.key]: point.person for point in points.select_related("person").order_by("-pk")}


def _side(user: User, wish: Ask | Offer, known: dict[int, Person]) -> Side:
    is_own = wish.owner_id == user.pk
    return Side(wish, is_own and wish.person is None, wish.person if is_own else known.get(wish.owner_id))


def _found(asks: list[Side], offers: list[Side]) -> list[Fit]:
    """The best of each sort: for the user's asks, for their offers, and between two whom they know."""
    mine, others = [one for one in asks if one.is_mine], [one for one in asks if not one.is_mine]
    given, got = [one for one in offers if one.is_mine], [one for one in offers if not one.is_mine]
    found = [Fit(Match.Kind.ANSWER, score, one, other) for one, other, score in _best(mine, got)]
    found += [Fit(Match.Kind.HELP, score, one, other) for other, one, score in _best(given, others)]
    return found + _between([one for one in others if one.person], [one for one in got if one.person])


def _between(asks: list[Side], offers: list[Side]) -> list[Fit]:
    """The best for each ask among those whose two are different people, and do not see each other's words themselves."""
    two = [(one, other, score) for one, other, score in _best(asks, offers, _WIDE) if one.person != other.person]
    pairs = {(other.wish.pk, one.wish.owner_id) for one, other, _ in two if not (one.is_noted or other.is_noted)}
    seen = shown_among(pairs)
    found: dict[int, list[Fit]] = defaultdict(list)
    for one, other, score in two:
        fitting = found[one.wish.pk]
        if len(fitting) < EACH and (other.wish.pk, one.wish.owner_id) not in seen:
            fitting.append(Fit(Match.Kind.INTRODUCE, score, one, other))
    return [fit for fitting in found.values() for fit in fitting]


def _best(asked: list[Side], candidates: list[Side], top: int = EACH) -> Iterable[tuple[Side, Side, float]]:
    if not asked or not candidates:
        return
    index = Index([one.wish.words for one in candidates], vectors=_vectors(candidates))
    found = index.search([one.wish.words for one in asked], top, vectors=_vectors(asked))
    for query, ranked in zip(asked, found, strict=True):
        yield from ((query, candidates[place], score) for place, score in ranked if score >= index.likely)


def _vectors(sides: list[Side]) -> list[bytes] | None:
    return [bytes(one.wish.vector or b"") for one in sides] if meaning.is_there() else None


def _said(asks: set[int]) -> dict[tuple[int, int], list[tuple[str, tuple[str, ...]]]]:
    """The reasons that others were told of pairs with these asks: they follow from the two texts, and go when one is changed."""
    told = Match.objects.filter(ask__in=asks, set_aside_at=None).values_list("ask", "offer", "reasons")
    return {(ask, offer): [(kind, tuple(texts)) for kind, texts in reasons] for ask, offer, reasons in told}


def _explained(fit: Fit, said: list[tuple[str, tuple[str, ...]]] | None) -> Fit:
    if said is None:
        reasons = matching.why(fit.ask.wish.words, fit.offer.wish.words)
        said = [(reason.kind, reason.texts) for reason in reasons]
    return replace(fit, reasons=said)
