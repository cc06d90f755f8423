"""The ground that Kith stands on: which database, and how it is set up."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_run_uses_the_database_that_was_asked_for():
    wanted = "postgresql" if os.environ.get("KITH_TEST_DATABASE") == "postgres" else "sqlite"

    assert connection.vendor == wanted


@pytest.mark.django_db
@pytest.mark.skipif(os.environ.get("KITH_TEST_DATABASE") == "postgres", reason="about SQLite")
def test_sqlite_has_the_wal_fix_and_loses_nothing_at_a_power_cut():
    with connection.cursor() as cursor:
        version = cursor.execute("select sqlite_version()").fetchone()[0]
        synchronous = cursor.execute("pragma synchronous").fetchone()[0]

    assert tuple(int(part) for part in version.split(".")) >= (3, 51, 3)
    assert synchronous == 2
