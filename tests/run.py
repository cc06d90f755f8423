"""Runs the whole suite, on SQLite with the browser and on PostgreSQL; then says what was covered (`make test`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.database import _binaries

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
COVERED_TO_95 = ["*/actions.py", "*/actions/*.py", "*/strength/*.py"]


def main() -> int:
    """Run every part, even after one failed, and return 1 if any did."""
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    parts = [run("SQLite, with browser journeys", [*PYTEST, "--cov", "--cov-report="], {})]
    if _binaries() is None:
        print("PostgreSQL is not on this machine: the suite ran on SQLite only.")
    else:
        parts.append(run("PostgreSQL", [*PYTEST, "-m", "not journey and not slow"], {"KITH_TEST_DATABASE": "postgres"}))
    parts.append(run("Coverage of actions and mathematics", coverage_command(), {}))
    return max(parts)


def run(title: str, command: list[str], extra: dict[str, str]) -> int:
    """Run one part and return its exit code."""
    print(f"\n== {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=False).returncode


def coverage_command() -> list[str]:
    """Return the command that fails when too few branches of actions and mathematics were taken."""
    coverage = shutil.which("coverage", path=str(Path(sys.executable).parent)) or "coverage"
    return [coverage, "report", "--include", ",".join(COVERED_TO_95), "--fail-under", "95"]


if __name__ == "__main__":
    sys.exit(main())
