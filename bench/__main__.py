"""Runs every benchmark, one after the other (`make bench`); --quick for small sizes, which say little but that it works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SHARED = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data"


def commands(quick: bool) -> list[list[str]]:
    """Return the command of each benchmark."""
    small_import = ["--connections", "1000", "--messages", "3000"] if quick else []
    small_book = ["--people", "500", "--times", "5"] if quick else []
    fewer_people = ["--people", "20000"] if quick else []
    found = [["bench.imports", *small_import], ["bench.pages", *small_book], ["bench.duplicates", *fewer_people]]
    found.append(["bench.acquaintances", *(["--people", "1000"] if quick else [])])
    found.append(["bench.reach", *fewer_people])
    found.append(["bench.moments"])
    found.append(["bench.careers"])
    found.append(["bench.pairing"])
    found.append(["bench.chat", *(["--rounds", "1"] if quick else [])])
    found.append(["bench.cards", *(["--count", "12"] if quick else [])])
    if SHARED.is_dir():
        small_mailbox = ["--messages", "3000", "--times", "1"] if quick else []
        found += [["bench.mail", *small_mailbox], ["bench.ties"], ["bench.vcards"], ["bench.calendars", "--quiet"]]
        found += [["bench.exchange", *(["--titles", "200"] if quick else [])]]
        found += [["bench.contacts"], ["bench.phones"], ["bench.naughty"], ["bench.cards", "--codes"]]
    else:
        print(f"No shared data in {SHARED} (KITH_SHARED): what needs it is left out.")
    return found


def main() -> int:
    """Run all, also after one has missed its goal, and return 1 if any did."""
    worst = 0
    for command in commands("--quick" in sys.argv):
        print(f"\n== python -m {' '.join(command)}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode)
    return int(worst > 0)


if __name__ == "__main__":
    sys.exit(main())
