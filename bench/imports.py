"""A whole import of a LinkedIn export (read, match, write, ties) as a ratio to reading the same tables with the csv module.

    python -m bench.imports [--connections 30000] [--messages 100000] [--json FILE]

Both run in the same run, by turns, each in a process of its own on a scratch data directory; the best of each counts.
"commit" is the whole import, "locked" for how long of it nobody else could write, "again" the same file once more.
The goal is at most 20 times the csv module, and 600 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.make_linkedin import write_export

GOAL = 20.0
GOAL_MB = 600


def main() -> int:
    """Run the benchmark; the exit code is 1 if a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--connections", type=int, default=30_000)
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=3, help="how often each is run; the best counts")
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as place:
        export = Path(place) / "export.zip"
        write_export(export, options.connections, options.messages, 1)
        # By turns, so that both meet the same weather.
        pairs = [
            (_child("csv", export, Path(place)), _child("kith", export, Path(place) / str(number)))
            for number in range(options.times)
        ]
    peer, best = (min(runs, key=_seconds) for runs in zip(*pairs, strict=True))
    figures = {**best, "csv_seconds": peer["seconds"], "ratio": best["seconds"] / peer["seconds"]}
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return int(figures["ratio"] > GOAL or figures["peak_mb"] > GOAL_MB)


def _seconds(figures: dict[str, Any]) -> float:
    return float(figures["seconds"])


def _child(what: str, export: Path, place: Path) -> dict[str, Any]:
    place.mkdir(exist_ok=True)
    environment = {**os.environ, "KITH_DATA": str(place), "DJANGO_SETTINGS_MODULE": "kith.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.imports_child", what, str(export)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _print(figures: dict[str, Any]) -> None:
    print(f"csv module    {figures['csv_seconds']:6.2f} s")
    for name in ("preview", "commit", "locked", "again", "undo"):
        print(f"{name:<13} {figures[name]:6.2f} s")
    print(f"people {figures['people']:,}, interactions {figures['interactions']:,}")
    print(f"whole import  {figures['ratio']:6.1f} × the csv module (goal {GOAL:.0f})")
    print(f"peak memory   {figures['peak_mb']:6.0f} MB (goal {GOAL_MB})")


if __name__ == "__main__":
    sys.exit(main())
