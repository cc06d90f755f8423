"""A database with all its tables, made once and then copied: to run every migration takes half a minute.

It is kept below .pytest_cache under a name that changes with any migration, with the settings and with what is installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "migrated"


def put(path: Path) -> None:
    """Make a SQLite database at the path, as `kith up` makes it on its first start."""
    for left in ("-wal", "-shm"):  # of an earlier one that was not closed
        path.with_name(path.name + left).unlink(missing_ok=True)
    shutil.copyfile(made(), path)
    path.chmod(0o600)


def made() -> Path:
    """Return the database that is copied; the first process that needs it makes it, and others wait for that."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{_fingerprint()}.sqlite3"
    with _locked(KEPT / "lock"):
        if not path.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            _make(path)
    return path


def migrate(**settings: str) -> None:
    """Run all migrations in a process of its own, whose environment holds these settings and no other of Kith's."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KITH_", "DATABASE_URL", "COV_"))}
    here = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "kith.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**inherited, **here, **settings}, check=True)


def _make(path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="kith-migrated-") as place:
        migrate(KITH_DATA=place)
        shutil.copyfile(Path(place) / "kith.sqlite3", path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def _fingerprint() -> str:
    migrations = sorted((ROOT / "src").glob("kith/*/migrations/*.py"))
    digest = hashlib.sha256(sys.version.encode())
    for path in (*migrations, ROOT / "src/kith/settings.py", ROOT / "requirements/app.lock"):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
