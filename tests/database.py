"""Chooses the database of a test run before Django reads its settings: SQLite, or a private PostgreSQL cluster.

`KITH_TEST_DATABASE=postgres` starts a cluster of its own from the machine's binaries, as an unprivileged user, reachable by
a socket only, and takes it away afterwards. Where there is no PostgreSQL the run ends at once and says so.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests import migrated

TEMPLATE = "kith_migrated"  # a database of the cluster that has all tables


def binaries() -> Path | None:
    """Where PostgreSQL's programs are, of the newest version; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


def _unprivileged() -> dict[str, object]:
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def start_postgres() -> str | None:
    """Start a cluster and return its DATABASE_URL, or None where there is no PostgreSQL."""
    programs = binaries()
    if programs is None:
        return None
    home, who = Path(tempfile.mkdtemp(prefix="kith-pg-")), _unprivileged()
    if who:
        os.chown(home, int(str(who["user"])), int(str(who["group"])))
    home.chmod(0o700)
    run = {"stdout": subprocess.DEVNULL, "cwd": home, **who}
    subprocess.run(
        [programs / "initdb", "-D", home / "data", "-U", "kith", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        **run,
    )  # type: ignore[call-overload]
    options = [
        "-c",
        "listen_addresses=",
        "-c",
        f"unix_socket_directories={home}",
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
    ]
    server = subprocess.Popen([programs / "postgres", "-D", home / "data", *options], stderr=subprocess.DEVNULL, **run)  # type: ignore[call-overload]
    atexit.register(_stop, server, home)
    _wait_until_ready(programs, home)
    return f"postgresql://kith@{str(home).replace('/', '%2F')}/postgres"


def _make_template(url: str) -> None:
    """Make the database that each test process gets a copy of."""
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {TEMPLATE}")
    with tempfile.TemporaryDirectory(prefix="kith-template-") as place:
        migrated.migrate(KITH_DATA=place, DATABASE_URL=f"{url.rpartition('/')[0]}/{TEMPLATE}")


def _wait_until_ready(programs: Path, home: Path) -> None:
    for _ in range(150):
        if subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 15 seconds")


def _stop(server: subprocess.Popen[bytes], home: Path) -> None:
    server.send_signal(signal.SIGINT)  # without waiting for those who are still connected
    server.wait(timeout=60)
    shutil.rmtree(home, ignore_errors=True)


def _in_memory() -> str | None:
    """A directory in memory, where there is one: the tests write real files, and need no disk to remember them."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _own_place(data: Path) -> Path:
    """Return a data directory for this test process alone, as two processes would clear away each other's files."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return data
    own = data / worker
    own.mkdir(mode=0o700, exist_ok=True)
    if not (own / "static").is_symlink():
        (own / "static").symlink_to(data / "static")  # gathered once, by the process that started this one
    return own


def _choose() -> None:
    data = Path(os.environ.setdefault("KITH_TEST_DATA", tempfile.mkdtemp(prefix="kith-test-", dir=_in_memory())))
    os.environ["KITH_DATA"] = str(_own_place(data))
    os.environ["KITH_JOBS_AT_ONCE"] = "yes"
    os.environ.pop("KITH_USER", None)
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    if os.environ.get("KITH_TEST_DATABASE") == "postgres":
        url = start_postgres()
        if url is None:
            sys.exit("PostgreSQL is not on this machine: its half of the tests was not run.")
        os.environ["DATABASE_URL"] = url
        _make_template(url)
    else:
        os.environ.pop("DATABASE_URL", None)


_choose()
