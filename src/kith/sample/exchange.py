"""Asks and offers of the sample network: the user's own, and what is noted for people in the book."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from kith.exchange import actions, jobs
from kith.exchange.models import Ask, Offer, Recommendation
from kith.imports.models import Import
from kith.people.models import Person, Tier

_STANDS = timedelta(days=90)
# The user's own: in one sentence, with more about it.
_ASKS = (
    ("Somebody who knows payroll in France", "We hire our first colleague in Lyon and want to get it right."),
    ("A physiotherapist who treats runners", "My knee hurts after ten kilometres."),
)
_OFFERS = (
    ("An hour on how to clean up messy data", "Spreadsheets from many branches are my daily bread."),
    ("Practice talks before a job interview", "I have sat on the other side of the table for years."),
)
# Noted for people in the book: who needs what, and who can give it.
_THEIR_ASKS = (
    "An accountant for a small charity",
    "Help with painting the nursery before the baby arrives",
    "A lawyer who reads a tenancy agreement",
)
_THEIR_OFFERS = (
    "Keeps the books of small organisations, annual accounts included",
    "Decorator with time in spring, walls and ceilings",
    "Payroll specialist for France and Belgium",
    "Coach for job interviews and salary talks",
)
# name, kind, what for, words, used how long, again
_RECOMMENDED = (
    (
        "Harbour Print",
        "supplier",
        "Posters and cards",
        "Quick, and they call before they print a mistake.",
        "years",
        "yes",
    ),
    (
        "The corner room of the library",
        "place",
        "Talks for up to ten people",
        "Quiet, free, with a whiteboard.",
        "year",
        "yes",
    ),
    (
        "A shared route planner",
        "tool",
        "Visits to several places in a day",
        "Good maps; the export is clumsy.",
        "months",
        "perhaps",
    ),
)


def add(sample: Import, *, now: datetime) -> None:
    """Bring them into the book, as a part of the sample, and have looked for what fits."""
    owner, until = sample.owner, sample.owner.today(now) + _STANDS
    for text, more in _ASKS:
        actions.make_ask(owner, text=text, more=more, until=until, at=now, batch=sample.uid)
    for text, more in _OFFERS:
        actions.make_offer(owner, text=text, more=more, until=until, at=now, batch=sample.uid)
    people = list(_well_known(sample)[: len(_THEIR_ASKS) + len(_THEIR_OFFERS)])
    for text in _THEIR_ASKS:
        if people:
            actions.make_ask(owner, text=text, person=people.pop(), until=until, at=now, batch=sample.uid)
    for text in _THEIR_OFFERS:
        if people:
            actions.make_offer(owner, text=text, person=people.pop(), until=until, at=now, batch=sample.uid)
    names = ("name", "kind", "what_for", "words", "used", "again")
    for row in _RECOMMENDED:
        actions.recommend(owner, at=now, batch=sample.uid, **dict(zip(names, row, strict=True)))
    transaction.on_commit(partial(jobs.look, owner.pk))  # what fits is found behind the pages


def remove(sample: Import) -> None:
    """Take them away, whatever the user tried out with them."""
    for model in (Ask, Offer, Recommendation):
        model.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _well_known(sample: Import) -> list[Person]:
    made = Person.objects.in_book().filter(owner=sample.owner, batch=sample.uid, is_self=False, tier=Tier.WARM)
    return list(made.order_by("pk"))
