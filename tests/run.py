"""Runs tests as `make test` and `make check` need them.

python -m tests.run            the whole suite: on SQLite with the browser, then on PostgreSQL
python -m tests.run coverage   the tests of actions and mathematics, and which branches of those they took
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.database import binaries

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
COVERED = ["*/actions.py", "*/actions/*.py", "*/strength/*.py"]
LEAST = "95"  # per cent, branches counted


def main(part: str) -> int:
    """Run what is asked for, all parts even after one failed, and return 1 if any did."""
    return coverage() if part == "coverage" else suite()


def suite() -> int:
    """Run everything, on both databases."""
    results = [run("SQLite, with browser journeys", PYTEST)]
    if binaries() is None:
        print("PostgreSQL is not on this machine: the suite ran on SQLite only.")
    else:
        quick = [*PYTEST, "-m", "not journey and not slow"]
        results.append(run("PostgreSQL", quick, {"KITH_TEST_DATABASE": "postgres"}))
    return max(results)


def coverage() -> int:
    """Run the tests that hold actions and mathematics, and fail where too few branches were taken."""
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    measured = [*PYTEST, "--cov", "--cov-report=", "-m", "not journey and not slow", *tests_of_actions()]
    report = [sys.executable, "-m", "coverage", "report", "--include", ",".join(COVERED), "--fail-under", LEAST]
    return max(run("Tests of actions and mathematics", measured), run("Branches that they took", report))


def tests_of_actions() -> list[str]:
    """Return the test folders of every feature that has actions, and of the mathematics."""
    features = {path.relative_to(ROOT / "src/kith").parts[0] for path in (ROOT / "src/kith").glob("*/actions*")}
    return [f"tests/{name}" for name in sorted(features | {"strength"})]


def run(title: str, command: list[str], extra: dict[str, str] | None = None) -> int:
    """Run one part and return its exit code."""
    print(f"\n== {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(extra or {})}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "suite"))
