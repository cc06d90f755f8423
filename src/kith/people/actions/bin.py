"""The bin: putting people away, taking them back, and erasing them for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from kith.accounts.models import User
from kith.people import signals, tombstones
from kith.people.actions.portraits import forget_unused
from kith.people.folding import fold
from kith.people.models import Organisation, Person, Related
from kith.people.traces import Traces, traces_of

KEPT_FOR = timedelta(days=30)
_CHUNK = 500


@transaction.atomic
def bin_people(people: Iterable[Person], *, at: datetime) -> int:
    """Put people away, and return how many were not away already. The user's own card stays."""
    return sum(_bin(owner, ids, at) for owner, ids in _by_owner(people))


@transaction.atomic
def restore_people(people: Iterable[Person]) -> int:
    """Take people back out of the bin, and return how many were in it."""
    return sum(_restore(owner, ids) for owner, ids in _by_owner(people))


@transaction.atomic
def erase_people(people: Iterable[Person], *, at: datetime) -> int:
    """Erase people for good, in the bin or not, and whoever was merged into them; return how many. Nothing remains.

    A tombstone keeps an import from bringing them back. The user's own card stays.
    """
    return sum(_erase(owner, _present(owner, ids), at) for owner, ids in _by_owner(people))


@transaction.atomic
def erase_binned(people: Iterable[Person], *, at: datetime) -> int:
    """As erase_people, of those among them who are in the bin."""
    return sum(_erase(owner, _in_bin(owner, ids), at) for owner, ids in _by_owner(people))


@transaction.atomic
def clear_away(people: Iterable[Person]) -> int:
    """Remove those of the people who are in the bin as if they had never been, without a tombstone: invented ones."""
    return sum(_remove(owner, _in_bin(owner, ids)) for owner, ids in _by_owner(people))


def erase_old_bin(now: datetime) -> int:
    """Erase whoever has been in the bin for 30 days; safe to run twice."""
    return erase_binned(Person.objects.in_bin().filter(binned_at__lte=now - KEPT_FOR), at=now)


def _bin(owner: User, ids: list[int], at: datetime) -> int:
    present = Person.objects.in_book().filter(owner=owner, pk__in=ids)
    binned = list(present.values_list("pk", flat=True))
    if binned:
        present.update(binned_at=at)
        signals.people_binned.send(Person, owner=owner, people_ids=binned)
    return len(binned)


def _restore(owner: User, ids: list[int]) -> int:
    away = Person.objects.in_bin().filter(owner=owner, pk__in=ids)
    restored = list(away.values_list("pk", flat=True))
    if restored:
        away.update(binned_at=None)
        signals.people_changed.send(Person, owner=owner, people_ids=restored)
    return len(restored)


def _in_bin(owner: User, ids: list[int]) -> list[int]:
    return list(Person.objects.in_bin().filter(owner=owner, pk__in=ids).values_list("pk", flat=True))


def _present(owner: User, ids: list[int]) -> list[int]:
    own = Person.objects.filter(owner=owner, pk__in=ids, merged_into=None, is_self=False)
    return list(own.values_list("pk", flat=True))


def _erase(owner: User, leaving: list[int], at: datetime) -> int:
    everyone = _with_absorbed(leaving)
    if leaving:
        for person in leaving:
            own = traces_of(owner, _with_absorbed([person]))
            tombstones.bury(owner, own.keys, own.names, owner.today(at), own.organisations)
        traces = traces_of(owner, everyone)
        _drop_related(owner, everyone, traces)
        signals.people_erased.send(Person, owner=owner, people_ids=everyone, traces=traces)
    places = list(Organisation.objects.filter(positions__person__in=everyone).values_list("pk", flat=True))
    removed = _remove(owner, leaving)
    _drop_empty(places)
    return removed


def _drop_related(owner: User, everyone: list[int], traces: Traces) -> None:
    """Where they stand on the pages of others; by name alone, if nobody else in the book has it."""
    Related.objects.filter(other__in=everyone).delete()
    others = Person.objects.filter(owner=owner, name__in=traces.names).exclude(pk__in=everyone)
    names = {fold(name) for name in traces.names} - {fold(name) for name in others.values_list("name", flat=True)}
    unknown = Related.objects.filter(owner=owner, other=None).values_list("pk", "name")
    Related.objects.filter(pk__in=[pk for pk, name in unknown if fold(name) in names]).delete()


def _drop_empty(organisations: list[int]) -> None:
    """Organisations that only they were at, and of which the user noted nothing, would still tell where they were."""
    own = Organisation.objects.filter(pk__in=organisations, notes="", followed_on=None, url="", place="")
    own.filter(positions=None, interactions=None).delete()


def _remove(owner: User, leaving: list[int]) -> int:
    everyone = _with_absorbed(leaving)
    if leaving:
        signals.people_leaving.send(Person, owner=owner, people_ids=everyone)
        rows = Person.objects.filter(pk__in=everyone)
        forget_unused(rows.exclude(photo="").values_list("photo", flat=True).distinct())
        rows.delete()
    return len(leaving)


def _with_absorbed(ids: list[int]) -> list[int]:
    """These people and all who were merged into them, and into those."""
    everyone, latest = list(ids), list(ids)
    while latest:
        latest = list(Person.objects.filter(merged_into__in=latest).values_list("pk", flat=True))
        everyone += latest
    return everyone


def _by_owner(people: Iterable[Person]) -> Iterator[tuple[User, list[int]]]:
    """People's ids in portions that one statement takes."""
    ids: defaultdict[int, list[int]] = defaultdict(list)
    for person in people:
        ids[person.owner_id].append(person.pk)
    for owner in User.objects.filter(pk__in=ids).order_by("pk"):
        for start in range(0, len(ids[owner.pk]), _CHUNK):
            yield owner, ids[owner.pk][start : start + _CHUNK]
