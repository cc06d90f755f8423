"""A command finds its database made and up to date, or says in words what is the matter."""

import click
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kith.cli import ground


def test_an_up_to_date_database_is_left_alone(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        ground.ready()


def test_a_postgresql_that_is_behind_is_left_to_kith_up(db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is brought forward, as the test of kith export on fresh machines shows")
    MigrationRecorder(connection).migration_qs.filter(app="today").delete()

    with pytest.raises(click.ClickException, match="kith up"):
        ground.ready()
