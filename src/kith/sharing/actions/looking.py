"""Looking who could introduce the asker, and asking them, three at a time. Runs behind the pages, never while somebody waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet

from kith.sharing import letters, matching
from kith.sharing.models import BlindAsk, Request, Sharing

WAVE = 3
BETWEEN_WAVES = timedelta(hours=48)
MONTH = timedelta(days=30)
LOST = timedelta(minutes=10)  # after which a look that was asked for has been lost with its queue
LATE = timedelta(days=23)  # for which an introducer may still say what the target answered, once an ask has ended


@transaction.atomic
def look(ask_id: int, *, now: datetime) -> None:
    """See who could be asked now, and ask those whose turn it is. Safe to run twice; nothing for an ask that is over."""
    ask = _claimed(ask_id)
    if ask is None or not ask.is_open(now):
        return
    fits = matching.fits(ask)
    ask.requests.filter(asked_at=None).exclude(person__in=[fit.person for fit in fits]).delete()
    rows = [Request(ask=ask, introducer_id=fit.introducer, person_id=fit.person, strength=fit.strength) for fit in fits]
    Request.objects.bulk_create(rows, ignore_conflicts=True)
    BlindAsk.objects.filter(pk=ask_id).update(looked_at=now)
    _ask_next(ask, now)


def look_again(now: datetime) -> None:
    """Each night: see for every open ask whether somebody new could be asked."""
    for ask_id in _live().values_list("pk", flat=True):
        look(ask_id, now=now)


def keep_going(now: datetime) -> None:
    """Every few minutes: take up looks that were lost, ask the next three where it is time, end what has run out."""
    for ask_id in _live().filter(looked_at=None, asked_at__lte=now - LOST).values_list("pk", flat=True):
        look(ask_id, now=now)
    waiting = _live().filter(requests__isnull=False, requests__asked_at=None).distinct()
    for ask_id in waiting.values_list("pk", flat=True):
        _go_on(ask_id, now)
    _end(now)


@transaction.atomic
def _go_on(ask_id: int, now: datetime) -> None:
    ask = _claimed(ask_id)
    if ask is not None:
        _ask_next(ask, now)


def _claimed(ask_id: int) -> BlindAsk | None:
    """A live ask, held until the transaction ends: of two workers one waits here."""
    live = BlindAsk.objects.select_for_update(of=("self",)).filter(pk=ask_id, is_live=True)
    return live.select_related("owner").first()


def _live() -> QuerySet[BlindAsk]:
    return BlindAsk.objects.filter(is_live=True).order_by("pk")


def _ask_next(ask: BlindAsk, now: datetime) -> None:
    """Ask the next three, unless somebody was asked within two days, or has offered.

    That somebody asks the other side first holds nobody up: else those who are asked later could tell.
    """
    asked = list(ask.requests.exclude(asked_at=None))
    latest = max((each.asked_at for each in asked if each.asked_at), default=None)
    is_offered = any(each.offered_at and each.closed_at is None for each in asked)
    if not ask.is_open(now) or is_offered or (latest is not None and latest > now - BETWEEN_WAVES):
        return
    waiting = ask.requests.filter(asked_at=None).select_related("ask__owner", "introducer").order_by("-strength", "pk")
    wave = 1 + max((each.wave or 0 for each in asked), default=0)
    free = _with_room([each.introducer_id for each in waiting], now)
    for request in [each for each in waiting if each.introducer_id in free][:WAVE]:
        Request.objects.filter(pk=request.pk).update(wave=wave, asked_at=now)
        letters.tell_introducer(request, now)


def _with_room(introducers: list[int], now: datetime) -> set[int]:
    """Those who have not been asked as often as they want to be within thirty days."""
    lately = Request.objects.filter(introducer__in=introducers, asked_at__gt=now - MONTH)
    counted = dict(lately.values_list("introducer").annotate(Count("pk")))
    limits = Sharing.objects.filter(owner__in=introducers, is_on=True, owner__is_active=True).values_list(
        "owner", "a_month"
    )
    return {introducer for introducer, most in limits if counted.get(introducer, 0) < most}


def _end(now: datetime) -> None:
    """Close what nobody answered in seven days, and where a target did not answer for a month."""
    over = BlindAsk.objects.filter(is_live=True, expires_at__lte=now)
    requests = Request.objects.unfinished().filter(ask__expires_at__lte=now)
    requests.filter(asked_at=None).delete()
    pending = Request.Answer.TARGET_FIRST
    requests.filter(offered_at=None).exclude(answer=pending).update(closed_at=now)
    requests.filter(offered_at=None, answer=pending, ask__expires_at__lte=now - LATE).update(closed_at=now)
    over.update(is_live=False)
