"""Rows written in bulk are the rows that models would have written."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import connection

from kith.imports import writing
from kith.interactions.models import Interaction
from kith.people.models import ContactPoint, Organisation
from tests import make

pytestmark = pytest.mark.django_db


def test_every_kind_of_value_comes_back_as_it_went_in(ada):
    batch, at = UUID(int=7), datetime(2026, 9, 19, 15, 28, 1, 5, tzinfo=timezone(timedelta(hours=2)))
    [uid] = writing.new_uids(1)
    row = (uid, date(2026, 9, 19), at, "Zoë's 100 % “plan”", "")
    always = {"owner_id": ada.pk, "batch": batch, "created_at": at, "kind": "call", "direction": "mutual"}
    blank = {"channel": "", "sent": 2, "received": 0, "notes": "it's 5 %", "place": "", "version": 1}

    writing.insert_rows(Interaction, ("uid", "on", "at", "summary", "source_key"), [row], {**always, **blank})

    made = Interaction.objects.get()
    assert (made.uid, made.batch, made.on, made.at, made.created_at) == (UUID(uid), batch, date(2026, 9, 19), at, at)
    assert (made.summary, made.notes, made.sent) == ("Zoë's 100 % “plan”", "it's 5 %", 2)
    assert made.organisation is None


def test_lists_and_flags_are_written(ada):
    person = make.person(ada, "Ana Ruiz")
    rows = [("address", "1 Main St", True, ["", "1 Main St"]), ("email", "a@x.example", False, [])]

    always = {"owner_id": ada.pk, "person_id": person.pk, "label": "", "key": ""}
    writing.insert_rows(ContactPoint, ("kind", "value", "is_preferred", "parts"), rows, always)

    points = ContactPoint.objects.order_by("pk").values_list("is_preferred", "parts")
    assert list(points) == [(True, ["", "1 Main St"]), (False, [])]


def test_rows_are_the_same_whether_several_go_in_one_statement_or_few_are_left(ada):
    person = make.person(ada, "Ana Ruiz")
    always = {"owner_id": ada.pk, "person_id": person.pk, "kind": "meeting", "label": "", "is_preferred": False}
    rows: list[tuple[str, str, list[str]]] = [
        (f"it's 5 % {number}", "", []) for number in range(writing.MOST_VALUES + 1)
    ]

    writing.insert_rows(ContactPoint, ("value", "key", "parts"), rows, always)

    values = ContactPoint.objects.order_by("pk").values_list("value", "key", "parts")
    assert list(values) == rows


def test_a_gap_stays_a_gap_among_values(ada):
    always = {"owner_id": ada.pk, "created_at": make.NOW, "url": "", "place": "", "notes": ""}
    days = [None, date(2026, 1, 2), None]
    rows = zip(writing.new_uids(3), "abc", "abc", days, strict=True)

    writing.insert_rows(Organisation, ("uid", "name", "key", "followed_on"), rows, always)

    assert list(Organisation.objects.order_by("pk").values_list("followed_on", flat=True)) == days


def test_no_rows_are_no_work(ada, django_assert_num_queries):
    with django_assert_num_queries(0):
        writing.insert_rows(Organisation, ("uid", "name", "key"), [], {"owner_id": ada.pk})


def test_a_character_that_postgresql_does_not_take_does_not_stop_the_import(ada):
    always = {"owner_id": ada.pk, "created_at": make.NOW, "url": "", "place": "", "notes": ""}

    writing.insert_rows(Organisation, ("uid", "name", "key"), [(writing.new_uids(1)[0], "Ac\0me", "acme")], always)

    assert Organisation.objects.get().name.replace("\0", "") == "Acme"


def test_ids_are_never_given_twice_and_models_go_on_behind_them(ada):
    first = writing.new_ids(Organisation, 3)
    rows = zip(first, writing.new_uids(3), "abc", "abc", strict=True)
    always = {"owner_id": ada.pk, "created_at": make.NOW, "url": "", "place": "", "notes": ""}
    writing.insert_rows(Organisation, ("id", "uid", "name", "key"), rows, always)
    Organisation.objects.all().delete()

    later = Organisation.objects.create(owner=ada, name="d", key="d")
    again = writing.new_ids(Organisation, 2)

    assert later.pk not in first
    assert not {later.pk, *first} & set(again)


def test_rows_are_changed_by_their_id(ada):
    one, two = (Organisation.objects.create(owner=ada, name=name, key=name) for name in "ab")

    writing.update_rows(Organisation, ("place", "followed_on"), [("Lyon", date(2020, 1, 2), two.pk)])

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.place, two.place, two.followed_on) == ("", "Lyon", date(2020, 1, 2))


def test_uids_are_version_7_in_ascending_order_and_none_twice():
    uids = writing.new_uids(40_000)

    assert uids == sorted(set(uids))
    assert UUID(uids[-1]).version == 7
    moment = datetime.fromtimestamp(int(uids[0][:12], 16) / 1000, UTC)
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


def test_room_in_memory_is_given_back(ada):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has room of its own")
    before = cache_size()

    with writing.kept_in_memory():
        within = cache_size()

    assert (within, cache_size()) == (-writing.ROOM, before)


def cache_size() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA cache_size").fetchone()[0])
