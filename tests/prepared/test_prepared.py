"""Questions that are put together once: the same answers as Django's own, or an error at the first call."""

from __future__ import annotations

import gc
import weakref
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kith.accounts.models import User
from kith.groups.models import Group, Membership, Role
from kith.interactions.models import Interaction
from kith.prepared import PreparedError, prepared
from tests import make

NOW = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)


@prepared
def _members(group: Group, role: Role | None, before: datetime) -> QuerySet[Membership]:
    found = Membership.objects.filter(group=group, joined_at__lt=before).select_related("user", "group")
    return (found.filter(role=role) if role else found).order_by("pk")


@prepared
def _of(users: list[User]) -> QuerySet[Membership]:
    return Membership.objects.filter(user__in=users).order_by("pk")


@prepared
def _names(groups: list[int], *, but: str) -> QuerySet[Group, str]:
    return Group.objects.filter(pk__in=groups).exclude(name=but).order_by("name").values_list("name", flat=True)


@prepared
def _on(owner: User, day: date) -> QuerySet[Interaction]:
    return Interaction.objects.filter(owner=owner, at__date=day)


@prepared
def _numbered(number: int) -> QuerySet[Group]:
    return Group.objects.filter(pk=number)


@prepared
def _by_uid(uid: UUID) -> QuerySet[Group]:
    return Group.objects.filter(uid=uid)


def test_the_answers_are_those_of_the_question_itself(ada, eve):
    runners, readers = make.group(ada, "Runners", eve), make.group(eve, "Readers")
    later = timezone.now() + timedelta(days=1)
    for group in (runners, readers, runners):
        for role in (None, Role.ORGANISER, Role.MEMBER):
            asked = Membership.objects.filter(group=group, **({"role": role} if role else {})).order_by("pk")
            assert _members(group, role, later) == list(asked)
            assert _members(group, role, later - timedelta(days=400)) == []


def test_related_objects_come_in_the_same_one_question(ada, eve, django_assert_num_queries):
    group = make.group(ada, "Runners", eve)
    _members(group, None, NOW)
    with django_assert_num_queries(1):
        found = _members(group, None, timezone.now() + timedelta(days=1))
        assert [(each.user.name, each.group.name) for each in found] == [("Ada", "Runners"), ("Eve", "Runners")]


def test_a_sequence_may_have_any_length(ada, eve):
    groups = [make.group(ada, f"Group {number}") for number in range(5)]
    for length in range(6):
        keys = [group.pk for group in groups[:length]]
        assert _names(keys, but="Group 1") == [f"Group {number}" for number in range(length) if number != 1]
    assert _of([eve]) == []
    assert {each.group_id for each in _of([ada, eve])} == {group.pk for group in groups}


def test_few_statements_serve_sequences_of_many_lengths(ada, django_assert_num_queries):
    groups = [make.group(ada, f"Group {number}").pk for number in range(4)]
    with django_assert_num_queries(2) as asked:
        _names(groups[:3], but="x")
        _names(groups, but="x")
    first, second = (query["sql"].partition(" IN ")[2].count(",") for query in asked.captured_queries)
    assert first == second


def test_more_values_than_there_are_stand_ins_for_are_asked_for_anew(ada):
    group = make.group(ada, "Runners").pk
    assert _names([*range(-1500, 0), group], but="x") == ["Runners"]


@pytest.mark.parametrize("key", [10**18, 2**63, 10**25, -(10**25)])
def test_no_row_has_a_number_that_no_field_holds(ada, key):
    make.group(ada, "Runners")
    assert _numbered(key) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_put_together_goes_with_its_thread():
    group, connections_seen = make.group(make.user("ada"), "Runners").pk, []

    def ask() -> None:
        _names([group], but="x")
        connections_seen.append(weakref.ref(connections["default"]))
        connections["default"].close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    gc.collect()

    assert connections_seen[0]() is None


def test_a_day_is_that_of_the_zone_in_which_it_is_asked(ada):
    person = make.person(ada, "Bo")
    make.interaction(ada, person, at=NOW)
    for zone, day in (("UTC", date(2026, 3, 29)), ("Europe/Berlin", date(2026, 3, 30))):
        with timezone.override(ZoneInfo(zone)):
            assert len(_on(ada, day)) == 1
            assert _on(ada, day + timedelta(days=1)) == []


def test_uids_and_lazy_users_are_values_as_well(ada, client_of):
    group = make.group(ada, "Runners")
    assert _by_uid(group.uid) == [group]
    request = client_of(ada).get("/settings/").wsgi_request
    assert [each.group for each in _of([request.user])] == [group]


def test_a_question_that_nothing_can_answer_is_not_asked(ada, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _of([]) == []


@pytest.mark.parametrize("lookup", ["contains", "icontains", "startswith", "istartswith", "endswith", "iexact"])
def test_a_text_is_looked_for_within_others_with_all_its_signs_as_they_are(ada, lookup):
    names = ["50% off", "50 of_", "a\\b", "50", "Stand_in"]
    for name in [*names, "5000 offers", "50 offs", "ab", "a\\\\b"]:
        make.group(ada, name)

    @prepared
    def found(text: str) -> QuerySet[Group]:
        return Group.objects.filter(**{f"name__{lookup}": text}).order_by("pk")

    for text in [*names, "0%", "f_", "\\", "%", "OFF", "stand_IN", ""]:
        assert found(text) == list(Group.objects.filter(**{f"name__{lookup}": text}).order_by("pk"))


def test_what_is_written_between_two_calls_is_seen(ada):
    group = make.group(ada, "Runners")
    assert _names([group.pk], but="") == ["Runners"]
    Group.objects.filter(pk=group.pk).update(name="Walkers")
    assert _names([group.pk], but="") == ["Walkers"]


def _calculated(now: datetime) -> QuerySet[Group]:
    return Group.objects.filter(created_at__lt=now - timedelta(days=1))


def _sliced(number: int) -> QuerySet[Group]:
    return Group.objects.all()[:number]


def _regular(text: str) -> QuerySet[Group]:
    return Group.objects.filter(name__iregex=f"{text}+")


def _other_fields(group: Group) -> QuerySet[Group]:
    return Group.objects.filter(name=group.name)


def _managed(group: Group) -> QuerySet[Membership]:
    return group.memberships.filter(role=Role.MEMBER)


def _prefetched(number: int) -> QuerySet[Group]:
    return Group.objects.filter(pk=number).prefetch_related("memberships")


def _clock(number: int) -> QuerySet[Group]:
    return Group.objects.filter(pk=number, created_at__lt=datetime.now(UTC))


def _odd(value: bytes) -> QuerySet[Group]:
    return Group.objects.filter(name=value)


@pytest.mark.parametrize("build", [_calculated, _sliced, _regular, _other_fields, _managed, _prefetched, _clock, _odd])
def test_a_question_that_would_go_wrong_with_other_values_is_refused(build, ada):
    group = make.group(ada, "Runners")
    values = {_calculated: NOW, _sliced: 3, _regular: "run", _other_fields: group, _managed: group, _odd: b"x"}
    with pytest.raises(PreparedError):
        prepared(build)(values.get(build, group.pk))


def test_expressions_and_subqueries_are_kept(ada, eve):
    runners = make.group(ada, "Runners", eve)

    @prepared
    def shared(one: User, other: User) -> QuerySet[Group]:
        of_other = Membership.objects.filter(user=other).values("group")
        mine = Membership.objects.filter(Q(user=one) & ~Q(user=F("group__memberships__invited_by")))
        return Group.objects.filter(pk__in=of_other).filter(pk__in=mine.values("group"))

    expected = Membership.objects.filter(user=eve).values_list("group", flat=True)
    assert [group.pk for group in shared(ada, eve)] == list(expected) == [runners.pk]
    assert shared(eve, make.user("Bo")) == []
