"""Keeping what fits, behind the pages: ranked first while others write, then kept as far as it still holds."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from kith.accounts.models import User
from kith.exchange.actions.ranking import Fit, Shelf, fits
from kith.exchange.models import Ask, Match, Offer
from kith.people.models import Person


def refresh(user: User, *, now: datetime, shelf: Shelf | None = None) -> set[int]:
    """Find what fits for one user. Returns the accounts of others for whom that is news too. Safe to run twice.

    shelf: what was read for others just before. Reading and ranking take a second or more, in which everybody else can write; keeping takes one short transaction.
    """
    on = user.today(now)
    before = {(match.ask_id, match.offer_id): match.pk for match in Match.objects.filter(user=user)}
    found = fits(user, on, known=before.keys(), shelf=shelf)
    fitting = {fit.pair for fit in found}
    gone = [pk for pair, pk in before.items() if pair not in fitting]
    return _keep(user, found, gone, on, now)


def refresh_around(user: User, *, now: datetime) -> None:
    """Find what fits for one user, and then for those for whom that is news."""
    shelf = Shelf()
    news = refresh(user, now=now, shelf=shelf)
    for other in User.objects.filter(pk__in=news, is_active=True).order_by("pk"):
        refresh(other, now=now, shelf=shelf)


def refresh_all(now: datetime) -> None:
    """Find what fits for everybody who asks or offers, one after the other."""
    asks, offers = Ask.objects.filter(owner=OuterRef("pk")), Offer.objects.filter(owner=OuterRef("pk"))
    asking = User.objects.filter(Exists(asks) | Exists(offers))
    shelf = Shelf()
    for user in list(asking.filter(is_active=True).order_by("pk")):
        refresh(user, now=now, shelf=shelf)
    Match.objects.exclude(user__in=asking.values("pk")).delete()


def set_aside(match: Match, *, at: datetime) -> None:
    """Show it no more."""
    match.set_aside_at = at
    match.save(update_fields=["set_aside_at"])


def see(user: User, *, at: datetime) -> None:
    """Take it that the user has seen what was found so far: it is no news any more, and stays on the exchange."""
    Match.objects.filter(user=user, seen_at=None, found_at__lte=at).update(seen_at=at)


@transaction.atomic
def _keep(user: User, found: list[Fit], gone: list[int], on: date, now: datetime) -> set[int]:
    """Keep those that hold by now, and let go of those that were there before and fit no more."""
    holding = _holding(user, found, on)
    there = {(match.ask_id, match.offer_id): match for match in Match.objects.filter(user=user)}
    Match.objects.filter(user=user, pk__in=gone, set_aside_at=None).delete()
    changed = [there[fit.pair] for fit in holding if fit.pair in there and _is_changed(there[fit.pair], fit)]
    Match.objects.bulk_update(changed, ["kind", "score", "one", "other"])
    new = [
        fit for fit in holding if fit.pair not in there and fit.reasons is not None
    ]  # taken back meanwhile: another time
    Match.objects.bulk_create([_match(user, fit, now) for fit in new], ignore_conflicts=True)
    return {side.wish.owner_id for fit in new for side in (fit.ask, fit.offer)} - {user.pk}


def _holding(user: User, found: list[Fit], on: date) -> list[Fit]:
    """Those whose words are still the same, stand, and may be seen, between people who are still in the book.

    While they were ranked somebody may have closed one, left a group, or erased a person.
    """
    asks, offers = _words(Ask, user, found, on), _words(Offer, user, found, on)
    named = {side.person.pk for fit in found for side in (fit.ask, fit.offer) if side.person}
    held = Person.objects.in_book().filter(owner=user, pk__in=named).order_by("pk").select_for_update()
    people = {None, *held.values_list("pk", flat=True)}
    return [
        fit
        for fit in found
        if asks.get(fit.ask.wish.pk) == fit.ask.wish.words
        and offers.get(fit.offer.wish.pk) == fit.offer.wish.words
        and {_pk(fit.ask.person), _pk(fit.offer.person)} <= people
    ]


def _words(model: type[Ask] | type[Offer], user: User, found: list[Fit], on: date) -> dict[int, str]:
    pks = {fit.ask.wish.pk if model is Ask else fit.offer.wish.pk for fit in found}
    seen = model.objects.seen_by(user).open(on).filter(pk__in=pks).order_by("pk")
    return {wish.pk: wish.words for wish in seen.select_for_update(of=("self",))}


def _pk(person: Person | None) -> int | None:
    return person.pk if person else None


def _is_changed(match: Match, fit: Fit) -> bool:
    """Have the match say what was found just now; whether it said something else."""
    said = (match.kind, match.score, match.one_id, match.other_id)
    match.kind, match.score, match.one, match.other = fit.kind, fit.score, fit.ask.person, fit.offer.person
    return said != (match.kind, match.score, match.one_id, match.other_id)


def _match(user: User, fit: Fit, now: datetime) -> Match:
    sides = {"ask_id": fit.ask.wish.pk, "offer_id": fit.offer.wish.pk, "one": fit.ask.person, "other": fit.offer.person}
    return Match(user=user, kind=fit.kind, score=fit.score, reasons=fit.reasons, found_at=now, **sides)
