"""Mail: CPython's own test messages, and a whole import of a mailbox as a ratio to reading the same headers by the library.

    python -m bench.mail [--messages 100000] [--times 2] [--json FILE]

The first prints for each message whether it is read, left out or refused, and why. For the second, a mailbox is made (see
bench.make_mbox) and brought into a book of 200 people, all of it: reading, matching, writing, ties; beside it
mailbox.mbox cuts the same file and email.parser reads the headers. By turns, in processes of their own; the best counts.
The goal is at most 10 times the library, and 500 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bench.make_mbox import write_cards, write_mbox
from kith.imports import from_eml
from kith.imports.records import LeftRecord, Refusal
from kith.imports.uploads import Upload

GOAL = 10.0
GOAL_MB = 500
FEWEST_MESSAGES = 48  # msg_01 to msg_47, and msg_12a
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the benchmark; the exit code is 1 if a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=2, help="how often each is run; the best counts")
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    told = tell_of_samples()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as place:
        figures = {**told, **measure(Path(place), options.messages, options.times)}
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return int(figures["ratio"] > GOAL or figures["peak_mb"] > GOAL_MB or told["samples"] < FEWEST_MESSAGES)


def tell_of_samples() -> dict[str, int]:
    """Print what becomes of each of CPython's messages. A crash would end this run."""
    place = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data/mail/cpython-test_email"
    files = sorted(place.glob("*.txt"))
    counts: Counter[str] = Counter()
    for file in files:
        [record, *_] = from_eml.read(Upload(file.name, file))
        what = "refused" if isinstance(record, Refusal) else "left out" if isinstance(record, LeftRecord) else "read"
        counts[what] += 1
        print(f"{file.name:<12} {what:<9} {getattr(record, 'reason', '') or getattr(record, 'source_key', '')}")
    print(f"CPython's messages: {', '.join(f'{count} {what}' for what, count in sorted(counts.items()))}")
    return {"samples": len(files), **counts}


def measure(place: Path, messages: int, times: int) -> dict[str, Any]:
    """Both sides on the same mailbox, by turns, so that both meet the same weather."""
    box, cards = place / "All mail.mbox", place / "people.vcf"
    write_mbox(box, messages, 1)
    write_cards(cards)
    pairs = [
        (_child("library", box, cards, place / f"library{number}"), _child("kith", box, cards, place / str(number)))
        for number in range(times)
    ]
    peer, best = (min(runs, key=_seconds) for runs in zip(*pairs, strict=True))
    size = box.stat().st_size / 1024 / 1024
    return {**best, "mb": size, "library_seconds": peer["seconds"], "ratio": best["seconds"] / peer["seconds"]}


def _seconds(figures: dict[str, Any]) -> float:
    return float(figures["seconds"])


def _child(what: str, box: Path, cards: Path, data: Path) -> dict[str, Any]:
    data.mkdir()
    environment = {**os.environ, "KITH_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kith.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.mail_child", what, str(box), str(cards)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def _print(figures: dict[str, Any]) -> None:
    print(f"mailbox: {figures['mb']:.0f} MB; interactions {figures['interactions']:,}, offers {figures['offers']:,}")
    for name in ("library_seconds", "preview", "commit", "again"):
        print(f"{name.removesuffix('_seconds'):<13} {figures[name]:6.2f} s")
    print(f"whole import  {figures['ratio']:6.1f} × the library (goal {GOAL:.0f})")
    print(f"peak memory   {figures['peak_mb']:6.0f} MB (goal {GOAL_MB})")


if __name__ == "__main__":
    sys.exit(main())
