"""`kith doctor`: looks the installation over and says what is wrong, each with its cure."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click

FIXED_SQLITE = {(3, 44): 6, (3, 50): 7}  # older lines that got the WAL-reset fix, and from which patch on
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `cure` says what to do where it is not well."""

    what: str
    is_well: bool
    found: str
    cure: str = ""


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a finding.")
def command(as_json: bool) -> None:
    """Check this installation; the exit code is 1 if anything is wrong."""
    findings = list(_examine())
    for finding in findings:
        click.echo(json.dumps(asdict(finding)) if as_json else _line(finding))
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


def _examine() -> Iterator[Finding]:
    import django
    import psycopg

    try:
        django.setup()
    except psycopg.OperationalError as error:  # the queue of jobs opens its tables as soon as it is loaded
        yield from [*python(), *data_directory(), _unreachable(error)]
    else:
        yield from (finding for look in LOOKS for finding in look())


def _unreachable(error: Exception) -> Finding:
    return Finding("Database", False, str(error), "See that the database runs, and that DATABASE_URL is right.")


def _line(finding: Finding) -> str:
    mark = "well " if finding.is_well else "WRONG"
    return f"{mark}  {finding.what}: {finding.found}" + ("" if finding.is_well else f"\n       {finding.cure}")


def python() -> Iterator[Finding]:
    """The interpreter."""
    yield Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "Kith needs Python 3.11 or newer.")


def data_directory() -> Iterator[Finding]:
    """Where everything is kept: writable, private, on a local disk with room."""
    from django.conf import settings

    probe = settings.DATA / ".doctor"
    try:
        probe.write_text("")
        probe.unlink()
        yield Finding("Data directory", True, str(settings.DATA))
    except OSError as error:
        yield Finding(
            "Data directory",
            False,
            f"{settings.DATA}: {error.strerror}",
            "Let Kith's user write there, or set KITH_DATA.",
        )
    mode = stat.S_IMODE(settings.DATA.stat().st_mode)
    yield Finding("Privacy of the data", not mode & 0o007, oct(mode), f"Others can look in: chmod 700 {settings.DATA}")
    free = shutil.disk_usage(settings.DATA)
    share = free.free / free.total
    yield Finding(
        "Room on the disk",
        free.free > 500e6,
        f"{free.free / 1e9:.1f} GB free ({share:.0%})",
        "Less than 500 MB is free: make room.",
    )


def file_system() -> Iterator[Finding]:
    """SQLite's locks do not hold on network file systems."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    kind = _mount_of(str(settings.DATA))
    yield Finding(
        "File system",
        kind not in NETWORK_FILE_SYSTEMS,
        kind,
        "SQLite is not safe here: use a local disk, or PostgreSQL.",
    )


def _mount_of(path: str) -> str:
    best, kind = "", "unknown"
    try:
        with open("/proc/mounts") as mounts:  # noqa: PTH123  # not a file of ours
            for line in mounts:
                _, place, found, *_ = line.split()
                if (path + "/").startswith(place.rstrip("/") + "/") and len(place) > len(best):
                    best, kind = place, found
    except OSError:
        return kind
    return kind


def database() -> Iterator[Finding]:
    """The database: reachable, brought forward, and for SQLite without the WAL fault and set to lose nothing."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield _unreachable(error)
        return
    yield Finding("Migrations", not waiting, f"{len(waiting)} waiting", "`kith up` runs them at its start.")
    if connection.vendor == "sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        answers = [
            cursor.execute(ask).fetchone()[0]
            for ask in ("select sqlite_version()", "pragma journal_mode", "pragma synchronous", "pragma quick_check")
        ]
    version = tuple(int(part) for part in answers[0].split("."))
    fixed = version >= (3, 51, 3) or version[2] >= FIXED_SQLITE.get((version[0], version[1]), 10**6)
    yield Finding(
        "SQLite",
        fixed,
        answers[0],
        "This version can damage a database that two connections write (before 3.51.3): pip install pysqlite3",
    )
    yield Finding(
        "SQLite journal", answers[1] == "wal", answers[1], "Expected wal: something else opened this database."
    )
    yield Finding(
        "SQLite synchronous", answers[2] == 2, str(answers[2]), "Expected 2 (FULL): saves could be lost at a power cut."
    )
    yield Finding(
        "SQLite integrity",
        answers[3] == "ok",
        answers[3],
        "The file is damaged: stop Kith and restore a backup or an export.",
    )


def mail() -> Iterator[Finding]:
    """Without a mail server Kith works, but cannot send a password reset."""
    import smtplib

    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.MAIL:
        yield Finding("Mail", True, "none is set (KITH_MAIL): password resets are printed to the log instead")
        return
    try:
        with get_connection():  # opens it, and closes it again
            yield Finding("Mail", True, settings.EMAIL_HOST)
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "Mail",
            False,
            f"{settings.EMAIL_HOST}: {error}",
            "See that KITH_MAIL is right: smtp://user:password@host:587",
        )


def jobs() -> Iterator[Finding]:
    """Work that waits for longer than it should."""
    from django.db import OperationalError, ProgrammingError

    from kith import schedule

    try:
        stuck = schedule.stuck_imports()
    except (OperationalError, ProgrammingError):
        return  # said above: the migrations are waiting
    yield Finding(
        "Imports under way",
        stuck == 0,
        f"{stuck} waiting for more than five minutes",
        "Is the worker running? `kith up` starts one.",
    )


LOOKS: list[Callable[[], Iterator[Finding]]] = [python, data_directory, file_system, database, mail, jobs]
