"""Kith's SQLite backend under many writers."""

import os
import threading

import pytest
from django.db import connection, connections, transaction
from django.db.models import F

from kith.accounts.models import User
from kith.sqlite.queue import lock_for

pytestmark = pytest.mark.skipif(os.environ.get("KITH_TEST_DATABASE") == "postgres", reason="about SQLite")


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing_and_nobody_meets_a_locked_database():
    user = User.objects.create_user("ada@kith.example")
    failures: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    User.objects.filter(pk=user.pk).update(people_a_day=F("people_a_day") + 1)
        except Exception as error:  # whatever goes wrong in a thread must reach the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    user.refresh_from_db()

    assert failures == []
    assert user.people_a_day == 7 + 120


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_free_after_an_error_inside_a_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012  # the error must come after the write
        User.objects.create_user("ada@kith.example")
        raise ZeroDivisionError

    assert not lock_for(str(connection.settings_dict["NAME"])).is_held()
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_free_after_a_connection_is_closed_inside_a_transaction():
    connection.set_autocommit(False)
    User.objects.count()

    connection.close()

    assert not lock_for(str(connection.settings_dict["NAME"])).is_held()
