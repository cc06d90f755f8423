"""What the members of a server ask, offer, vouch for and look for elsewhere, for the benchmark of pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kith.accounts.models import User
from kith.directory.models import Bringing, CareerStep, Found, Listing, ListingDate, Wish
from kith.exchange.models import Ask, Help, Match, Offer, Recommendation
from kith.groups.models import Group
from kith.people.folding import fold

EACH, OWN, DATES, DRAFTS = 1_000, 20, 40, 300
_WANTS = (
    "a decorator",
    "a coach for my child",
    "someone who knows payroll in France",
    "a room for forty",
    "a proofreader",
)
_GIVES = ("painting and wallpaper", "maths lessons", "French payslips", "a hall with chairs", "reading over texts")


def furnish(group: Group, owner: User, *, now: datetime) -> None:
    """Fill the exchange of a group, and the directory with what the owner of the book brought in and looks for."""
    others = list(User.objects.filter(memberships__group=group).exclude(pk=owner.pk).order_by("pk")[:EACH])
    shown: dict[str, Any] = {"audience": "group", "group": group, "group_name": group.name}
    asks = _wishes(Ask, others, owner, _WANTS, shown)
    offers = _wishes(Offer, others, owner, _GIVES, shown)
    _recommendations([*others, *[owner] * OWN], shown)
    _matches(owner, asks, offers, now)
    _helps(owner, others, asks, now)
    _directory(owner, others, now)


def _wishes(
    kind: type[Ask] | type[Offer], others: list[User], owner: User, words: tuple[str, ...], shown: dict[str, Any]
) -> list[Any]:
    rows: list[Any] = [
        kind(owner=user, text=f"{words[n % 5]}, {n}", more=f"Soon, and near the hall. {words[n % 5]}.", **shown)
        for n, user in enumerate([*others, *[owner] * OWN])
    ]
    return list(kind.objects.bulk_create(rows, batch_size=500))


def _recommendations(owners: list[User], shown: dict[str, Any]) -> None:
    kinds = list(Recommendation.Kind.values)
    Recommendation.objects.bulk_create(
        (
            Recommendation(
                owner=user,
                name=f"Firm {n}",
                kind=kinds[n % len(kinds)],
                what_for=_GIVES[n % 5],
                words="They came in time, and did it well.",
                where="Leeds",
                search_text=fold(f"Firm {n} {_GIVES[n % 5]} Leeds"),
                **shown,
            )
            for n, user in enumerate(owners)
        ),
        batch_size=500,
    )


def _matches(owner: User, asks: list[Ask], offers: list[Offer], now: datetime) -> None:
    """As many as the owner's asks and offers come to have; finding them is the work of a job, and no page waits for it."""
    pairs = [(asks[EACH + n % OWN], offers[(7 * n) % EACH], Match.Kind.ANSWER) for n in range(4 * OWN)]
    pairs += [(asks[(7 * n) % EACH], offers[EACH + n % OWN], Match.Kind.HELP) for n in range(4 * OWN)]
    Match.objects.bulk_create(
        (
            Match(
                user=owner, ask=ask, offer=offer, kind=kind, score=0.5, reasons=[["words", ["payroll"]]], found_at=now
            )
            for ask, offer, kind in pairs
        ),
        ignore_conflicts=True,
    )


def _helps(owner: User, others: list[User], asks: list[Ask], now: datetime) -> None:
    """Many offered to help with what the owner asks for, and the owner with what others do."""
    states = list(Help.State.values)
    got = [(asks[EACH + n % OWN], other) for n, other in enumerate(others[: 9 * OWN])]
    given = [(ask, owner) for ask in asks[: 3 * OWN]]
    Help.objects.bulk_create(
        Help(owner=ask.owner, ask=ask, helper=helper, words="I can", state=states[n % 4], state_at=now)
        for n, (ask, helper) in enumerate([*got, *given])
    )


def _directory(owner: User, others: list[User], now: datetime) -> None:
    """A place with dates, a table that was looked at, what the owner looks for, and steps that others made."""
    listing = Listing.objects.create(name="Night owls", place="Leipzig", source="a poster", entered_by=owner)
    ListingDate.objects.bulk_create(
        ListingDate(
            listing=listing, key=str(n), starts_at=now + timedelta(days=n), ends_at=now + timedelta(days=n, hours=1)
        )
        for n in range(DATES)
    )
    drafts = [{"line": n, "name": f"Club {n}", "values": {"purpose": "To meet"}, "dates": []} for n in range(DRAFTS)]
    Bringing.objects.create(user=owner, found=Found.TABLE, source="clubs.csv", drafts=drafts)
    steps: dict[str, Any] = {"from_title": "Nurse", "from_code": "29-1141.00", "to_title": "Data scientist"}
    steps |= {"to_code": "15-2051.00", "helped": "A course", "year": 2024}
    CareerStep.objects.bulk_create(CareerStep(owner=user, shown_to="all", **steps) for user in [*others[:300], owner])
    Wish.objects.update_or_create(
        owner=owner,
        defaults={
            "does": "Nurse",
            "does_code": "29-1141.00",
            "wants": "Data scientist",
            "wants_code": "15-2051.00",
            "season": "change",
            "interests": ["running"],
            "place": "Leeds",
        },
    )
