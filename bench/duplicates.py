"""How well and how fast Kith finds who is there twice, beside Splink on DuckDB, each in a process of its own.

    python -m bench.duplicates [--people 1000000] [--only NAME …] [--json FILE]

Sets: FEBRL 1 to 4 and Splink's fake_1000, of $KITH_SHARED/data/er (KITH_SHARED defaults to ../shared; left out where it is
missing), and so many generated contacts, with slips, short forms, changed e-mails, households (bench.make_people). No
labels are used for anything but the figures, and no set has parameters of its own; pairs of probability ≥ 0.5 count.
Kith's time is that from records to pairs; Splink's is that from a table of cleaned columns, which is made before.
Wrong merges are pairs that `is_certain` would merge without asking, though they are two.

Ends with 1 where a goal is missed: FEBRL3 F1 ≥ .994 and FEBRL4 F1 ≥ .99 at precision ≥ .99, fake_1000 F1 ≥ .85, generated
contacts F1 and time no worse than Splink's, and no wrong merge anywhere.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.duplicates_sets import PUBLIC, SHARED

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("kith", "splink")
GOALS = {"FEBRL1": 0.99, "FEBRL2": 0.99, "FEBRL3": 0.994, "FEBRL4": 0.99, "fake_1000": 0.85}
PRECISION = 0.99  # of the FEBRL sets

Figures = dict[str, Any]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument("--only", nargs="+")
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    print(
        f"{'set':16} {'program':8} {'precision':>9} {'recall':>7} {'F1':>7} {'seconds':>8} {'CPU':>7} {'MB':>6}  wrong merges"
    )
    results = {name: _run_both(name) for name in given.only or _sets(given.people)}
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n")
    missed = [line for name, figures in results.items() for line in _missed(name, **figures)]
    print("\n".join(missed) or "All goals are met.")
    return int(bool(missed))


def _sets(people: int) -> list[str]:
    if not SHARED.is_dir():
        print(f"No shared data in {SHARED} (KITH_SHARED): the public sets are left out.")
    return [*(PUBLIC if SHARED.is_dir() else ()), f"people:{people}"]


def _run_both(name: str) -> dict[str, Figures]:
    return {program: _run(program, name) for program in PROGRAMS}


def _run(program: str, name: str) -> Figures:
    command = [sys.executable, "-m", "bench.duplicates_child", program, name]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    figures: Figures = json.loads(output.decode().strip().splitlines()[-1])
    figures["precision"] = figures["right"] / max(1, figures["found"])
    figures["recall"] = figures["right"] / max(1, figures["true"])
    figures["f1"] = 2 * figures["right"] / max(1, figures["found"] + figures["true"])
    merges = figures["wrong_merges"] if program == "kith" else ""
    print(
        f"{name:16} {program:8} {figures['precision']:9.4f} {figures['recall']:7.4f} {figures['f1']:7.4f} "
        f"{figures['seconds']:8.1f} {figures['cpu']:7.1f} {figures['peak_mb']:6.0f}  {merges}",
        flush=True,
    )
    return figures


def _missed(name: str, kith: Figures, splink: Figures) -> list[str]:
    """A line for each goal that is missed on a set."""
    lines = []
    if kith["f1"] < GOALS.get(name, splink["f1"]):
        lines.append(f"{name}: F1 {kith['f1']:.4f} is below the goal.")
    if name.startswith("FEBRL") and kith["precision"] < PRECISION:
        lines.append(f"{name}: precision {kith['precision']:.4f} is below {PRECISION}.")
    if name.startswith("people") and kith["seconds"] > splink["seconds"]:
        lines.append(f"{name}: {kith['seconds'] / splink['seconds']:.2f} of Splink's time.")
    if kith["wrong_merges"]:
        lines.append(f"{name}: {kith['wrong_merges']} wrong merges.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
