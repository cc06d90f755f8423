"""Finding what fits, behind the pages: reading texts once, ranking what a user may see, and keeping the best with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from kith import matching
from kith.accounts.models import User
from kith.exchange.models import Ask, Match, Offer
from kith.matching import Index, meaning
from kith.people.models import ContactPoint, Person

MOST = 3_000  # asks, and offers, of others that are looked at: the latest
EACH = 3  # that are kept of what fits one ask, or one offer
ALL = 60  # that are kept for one user


@dataclass(frozen=True, slots=True)
class _Side:
    """An ask or an offer, and whose it is to the user: their own, somebody's in their book, or nobody's that they know."""

    wish: Ask | Offer
    is_mine: bool
    person: Person | None


@dataclass(frozen=True, slots=True)
class _Fit:
    kind: str
    score: float
    ask: _Side
    offer: _Side


@transaction.atomic
def refresh(user: User, *, now: datetime) -> set[int]:
    """Find what fits for one user. Returns the accounts of others for whom that is news too. Safe to run twice."""
    on = user.today(now)
    asks = list(Ask.objects.seen_by(user).open(on).select_related("owner", "person")[:MOST])
    offers = list(Offer.objects.seen_by(user).open(on).select_related("owner", "person")[:MOST])
    _read(asks)
    _read(offers)
    known = _members_known_to(user, {wish.owner_id for wish in (*asks, *offers)})
    fits = _fits([_side(user, wish, known) for wish in asks], [_side(user, wish, known) for wish in offers])
    return _keep(user, fits, now)


def refresh_all(now: datetime) -> None:
    """Find what fits for everybody who asks, offers or has been here lately; each in a transaction of their own."""
    asking = {*Ask.objects.values_list("owner", flat=True), *Offer.objects.values_list("owner", flat=True)}
    for user in User.objects.filter(pk__in=asking, is_active=True).order_by("pk"):
        refresh(user, now=now)
    Match.objects.exclude(user__in=asking).delete()


def set_aside(match: Match, *, at: datetime) -> None:
    """Show it no more."""
    match.set_aside_at = at
    match.save(update_fields=["set_aside_at"])


def _read(wishes: Sequence[Ask] | Sequence[Offer]) -> None:
    """Keep the meaning of those that were not read yet, or by another version."""
    new = [wish for wish in wishes if wish.vector_version != meaning.VERSION]
    if not new or not meaning.is_there():
        return
    for wish, vector in zip(new, meaning.packed(meaning.directions([wish.words for wish in new])), strict=True):
        wish.vector, wish.vector_version = vector, meaning.VERSION
        type(wish).objects.filter(pk=wish.pk).update(vector=vector, vector_version=meaning.VERSION)


def _members_known_to(user: User, members: set[int]) -> dict[int, Person]:
    """Those of the members who are in the user's book, by an address that they proved to be theirs."""
    proved = EmailAddress.objects.filter(user__in=members - {user.pk}, verified=True).values_list("email", "user")
    by_key = {f"email:{email.lower()}": member for email, member in proved}
    points = ContactPoint.objects.filter(owner=user, key__in=by_key, person__binned_at=None, person__merged_into=None)
    return {by_key[point.key]: point.person for point in points.select_related("person").order_by("-pk")}


def _side(user: User, wish: Ask | Offer, known: dict[int, Person]) -> _Side:
    is_own = wish.owner_id == user.pk
    return _Side(wish, is_own and wish.person is None, wish.person if is_own else known.get(wish.owner_id))


def _fits(asks: list[_Side], offers: list[_Side]) -> list[_Fit]:
    """The best of each sort: for the user's asks, for their offers, and between two whom they know."""
    mine, others = [one for one in asks if one.is_mine], [one for one in asks if not one.is_mine]
    given, got = [one for one in offers if one.is_mine], [one for one in offers if not one.is_mine]
    found = [_Fit(Match.Kind.ANSWER, score, one, other) for one, other, score in _best(mine, got)]
    found += [_Fit(Match.Kind.HELP, score, one, other) for other, one, score in _best(given, others)]
    between = _best([one for one in others if one.person], [one for one in got if one.person])
    found += [
        _Fit(Match.Kind.INTRODUCE, score, one, other) for one, other, score in between if _need_each_other(one, other)
    ]
    return sorted(found, key=lambda fit: -fit.score)[:ALL]


def _best(queries: list[_Side], candidates: list[_Side]) -> Iterable[tuple[_Side, _Side, float]]:
    if not queries or not candidates:
        return
    index = Index([one.wish.words for one in candidates], vectors=_vectors(candidates))
    found = index.search([one.wish.words for one in queries], EACH, vectors=_vectors(queries))
    for query, ranked in zip(queries, found, strict=True):
        yield from ((query, candidates[place], score) for place, score in ranked if score >= index.likely)


def _vectors(sides: list[_Side]) -> list[bytes] | None:
    return [bytes(one.wish.vector or b"") for one in sides] if meaning.is_there() else None


def _need_each_other(ask: _Side, offer: _Side) -> bool:
    """Two different people, who do not see each other's words themselves."""
    if ask.person == offer.person:
        return False
    asker, giver = ask.wish.owner, offer.wish.owner
    return asker == giver or not Offer.objects.shown_to(asker).filter(pk=offer.wish.pk).exists()


def _keep(user: User, fits: list[_Fit], now: datetime) -> set[int]:
    there = {(match.ask_id, match.offer_id): match for match in Match.objects.filter(user=user)}
    wanted = {(fit.ask.wish.pk, fit.offer.wish.pk): fit for fit in reversed(fits)}
    Match.objects.filter(user=user, set_aside_at=None).exclude(
        pk__in=[there[pair].pk for pair in wanted if pair in there]
    ).delete()
    for pair, fit in wanted.items():
        if pair in there:
            _update(there[pair], fit)
    new = [fit for pair, fit in wanted.items() if pair not in there]
    Match.objects.bulk_create([_match(user, fit, now) for fit in new], ignore_conflicts=True)
    return {side.wish.owner_id for fit in new for side in (fit.ask, fit.offer)} - {user.pk}


def _update(match: Match, fit: _Fit) -> None:
    match.kind, match.score, match.one, match.other = fit.kind, fit.score, fit.ask.person, fit.offer.person
    match.save(update_fields=["kind", "score", "one", "other"])


def _match(user: User, fit: _Fit, now: datetime) -> Match:
    reasons = [[reason.kind, list(reason.texts)] for reason in matching.why(fit.ask.wish.words, fit.offer.wish.words)]
    sides = {"ask_id": fit.ask.wish.pk, "offer_id": fit.offer.wish.pk, "one": fit.ask.person, "other": fit.offer.person}
    return Match(user=user, kind=fit.kind, score=fit.score, reasons=reasons, found_at=now, **sides)
