"""What a command stands on: Django set up, and a database that is there and up to date."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from pathlib import Path

import click


def ready() -> None:
    """Set Django up; make or bring forward the database where it is SQLite. Raises click.ClickException in words."""
    import django

    try:
        django.setup()
    except _unreachable() as error:  # the queue of jobs opens its tables as soon as it is loaded
        raise click.ClickException(f"The database cannot be reached: {error}") from error
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    try:
        if not _is_behind():
            return
        if connection.vendor != "sqlite":
            raise click.ClickException("The database is not up to date. `kith up` brings it forward when it starts.")
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise click.ClickException(f"The database cannot be used: {error}. `kith doctor` says more.") from error


def _unreachable() -> type[Exception]:
    """What PostgreSQL's driver raises; loaded only when something was raised."""
    import psycopg

    return psycopg.OperationalError


def _is_behind() -> bool:
    """Whether a migration waits. Goes by the names of files, as loading them all takes longer than most commands."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return bool(set(_migrations()) - MigrationRecorder(connection).applied_migrations().keys())


def _migrations() -> Iterator[tuple[str, str]]:
    from django.apps import apps

    for app in apps.get_app_configs():
        for module in pkgutil.iter_modules([str(Path(app.path) / "migrations")]):
            yield app.label, module.name
