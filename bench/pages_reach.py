"""Fills a large book with what its user aims for, whom they ask, what came of it, and what another member asks of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from django.db.models import Count

from kith.accounts.models import User
from kith.introductions.models import Introduction
from kith.opportunities.models import Involvement, Opportunity, StageChange
from kith.people.models import Organisation, Person
from kith.sharing.models import BlindAsk, Request, Sharing, Willingness
from kith.targets.models import Aim, CardAnswer, Target, TargetCard
from kith.ties.models import Acquaintance, Inroad

EACH, ACQUAINTED, AIMS = 300, 3_000, 40
_STATES = ("drafted", "introducer_asked", "other_agreed", "introduced", "met", "thanked", "expired")
_STAGES = ("heard", "talking", "applied", "interview", "offer", "won", "lost")


def furnish(owner: User, *, now: datetime) -> None:
    """Add all of it."""
    people = list(Person.objects.visible_to(owner).in_book().order_by("-touches", "pk")[: 2 * EACH])
    target = _target(owner, people, now)
    _acquaintances(owner, people)
    _introductions(owner, target, people, now)
    _opportunities(owner, target, people, now)
    _members(owner, people, now)


def asked_of_reach(owner: User) -> list[str]:
    """Return the addresses that ask Reach for something of each kind, for each level, and for the numbers of the map."""
    place = Organisation.objects.visible_to(owner).annotate(n=Count("positions")).latest("n", "pk")
    stranger = Person.objects.visible_to(owner).in_book().filter(tier=None).latest("pk")
    target = Target.objects.visible_to(owner).latest("pk")
    asked = (f"org:{place.name}", f"person:{stranger.name}", "role:engineer", "skill:design", f"target:#{target.pk}")
    levels = [f"/network/levels/?level={level}" for level in (1, 2, 3)]
    return [*(f"/reach/?q={quote(each)}" for each in asked), "/reach/?q=engineer&all=1", *levels, "/network/map/data/"]


def _target(owner: User, people: list[Person], now: datetime) -> Target:
    target = Target.objects.create(owner=owner, sentence="Build ferries that need no oil", by=now.date())
    places = Organisation.objects.visible_to(owner).order_by("pk")[:AIMS]
    Aim.objects.bulk_create(
        Aim(owner=owner, target=target, kind="organisation", text=place.name, organisation=place) for place in places
    )
    Aim.objects.create(owner=owner, target=target, kind="person", text=people[-1].name, person=people[-1])
    Aim.objects.create(owner=owner, target=target, kind="role", text="Software Developers", code="15-1252.00")
    card = TargetCard.objects.create(owner=owner, target=target, secret="s" * 32)
    CardAnswer.objects.bulk_create(
        CardAnswer(owner=owner, card=card, kind="know", words=f"I know somebody ({n}).", received_at=now)
        for n in range(EACH)
    )
    return target


def _acquaintances(owner: User, people: list[Person]) -> None:
    """Some of the crowd know one another, far from all."""
    pairs = [(one, other) for gap in range(1, 6) for one, other in zip(people, people[gap * 7 :], strict=False)]
    Acquaintance.objects.bulk_create(
        (Acquaintance(owner=owner, one=one, other=other) for one, other in pairs[:ACQUAINTED]), ignore_conflicts=True
    )
    place = Organisation.objects.visible_to(owner).earliest("pk")
    Inroad.objects.bulk_create(
        Inroad(owner=owner, person=one, organisation=place, role=f"role {n}") for n, one in enumerate(people[:EACH])
    )


def _introductions(owner: User, target: Target, people: list[Person], now: datetime) -> None:
    Introduction.objects.bulk_create(
        Introduction(
            owner=owner,
            introducer=people[n],
            other=people[-n - 1],
            other_name=people[-n - 1].name,
            target=target,
            tier=n % 4,
            state=_STATES[n % len(_STATES)],
            state_at=now - timedelta(days=n),
            asked_at=now - timedelta(days=n),
        )
        for n in range(EACH)
    )


def _opportunities(owner: User, target: Target, people: list[Person], now: datetime) -> None:
    on = now.date()
    made = Opportunity.objects.bulk_create(
        Opportunity(
            owner=owner,
            title=f"Opening {n}",
            target=target,
            stage=_STAGES[n % len(_STAGES)],
            stage_on=on - timedelta(days=n),
            began_on=on - timedelta(days=2 * n),
            next_step="Write to them" if n % 3 == 0 else "",
            next_on=on if n % 3 == 0 else None,
        )
        for n in range(EACH)
    )
    StageChange.objects.bulk_create(
        StageChange(owner=owner, opportunity=each, stage=each.stage, on=each.stage_on) for each in made if each.stage_on
    )
    Involvement.objects.bulk_create(
        Involvement(owner=owner, opportunity=each, person=people[n]) for n, each in enumerate(made)
    )


def _members(owner: User, people: list[Person], now: datetime) -> None:
    """The user takes part, may be asked about some, has asked, and is asked by another member."""
    Sharing.objects.update_or_create(owner=owner, defaults={"is_on": True, "since": now})
    Willingness.objects.bulk_create((Willingness(owner=owner, person=each) for each in people), ignore_conflicts=True)
    member = User.objects.create_user("member@kith.example", name="Member")
    Sharing.objects.create(owner=member, is_on=True, since=now)
    later = now + timedelta(days=7)
    asks = {"purpose": "To learn how they did it", "asked_at": now, "expires_at": later, "is_live": True}
    BlindAsk.objects.bulk_create(BlindAsk(owner=owner, name=f"Somebody {n}", **asks) for n in range(20))
    theirs = BlindAsk.objects.bulk_create(BlindAsk(owner=member, name=each.name, **asks) for each in people[:20])
    Request.objects.bulk_create(
        Request(ask=ask, introducer=owner, person=person, strength=99, wave=1, asked_at=now)
        for ask, person in zip(theirs, people, strict=False)
    )
