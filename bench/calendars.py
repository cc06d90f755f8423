"""Reads the calendars and recurrence rules of other projects, and prints what is refused, what disagrees, and the slowest.

    python -m bench.calendars [--cases FILE] [--files DIRECTORY] [--quiet]

Every file is also worked out by a peer in the same run, icalendar with recurring_ical_events, from 2015 to 2025.

The answers to the rules come from three projects: dateutil (moments that the rule names), libical and sabre/vobject (the
start counts as well, and only theirs says from when on: "start_at"). They contradict one another in places; Kith keeps to
RFC 5545, and OTHERWISE says of each answer that it does not give why. The goals: no file crashes or hangs; every rule as
expected or named there, none over two seconds.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from kith.icalendars import BadRule, Happening, Moment, Rule, as_rule, happenings, occurrences, read_file
from kith.icalendars.happenings import key_of
from kith.icalendars.moments import as_moment, day_of
from kith.imports import from_icalendar
from kith.imports.records import AppointmentRecord, InteractionRecord, LeftRecord, Refusal
from kith.imports.uploads import BadFile, Upload

DATA = Path(os.environ.get("KITH_SHARED") or Path(__file__).resolve().parents[1] / "../shared") / "data/ical"
SLOWEST = 2.0
OTHERWISE = {
    "libical-77": "BYMONTHDAY alone means that day of every month of the year (RFC 5545, the table; dateutil-428).",
    "libical-135": "Intervals of week 53 count years of weeks, as libical-143 does; this one counts the calendar's.",
    "sabre-27": "At two in the night the clocks jump; RFC 5545 moves it to three (3.3.10), sabre leaves it out.",
    "sabre-63": "Only a leap year has a 366th day from its end; sabre takes the last day of the others.",
    "sabre-75": "-1 is the last week (RFC 5545), so -20 of 52 is the 33rd; sabre takes the 32nd.",
    "dateutil-370": "Without BYDAY the weekday is that of the start (3.3.10; libical-55); dateutil takes the whole week.",
}
PEER_DAYS = (date(2015, 1, 1), date(2025, 12, 31))
OPTIONS = {"today": "2024-06-15", "zone": "Europe/Berlin"}


def main() -> int:
    """Run both; the exit code is 1 if a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--cases", type=Path, default=DATA / "rrule_cases.jsonl")
    asked.add_argument("--files", type=Path, default=DATA)
    asked.add_argument("--quiet", action="store_true", help="only the figures")
    options = asked.parse_args()
    is_good = [rules(options.cases, options.quiet), files(options.files, options.quiet)]
    beside_peer(options.files, options.quiet)
    return int(not all(is_good))


def rules(cases: Path, quiet: bool) -> bool:
    """Print which rules come out otherwise than expected."""
    right, otherwise, total = 0, 0, 0
    seconds: dict[str, float] = {}
    for line in cases.read_text().splitlines():
        case, total = json.loads(line), total + 1
        started = time.perf_counter()
        found = answer(case)
        seconds[case["id"]] = time.perf_counter() - started
        if found == case["expect"]:
            right += 1
        else:
            otherwise += case["id"] in OTHERWISE
            _tell(case, found, quiet)
    slowest, longest = max(seconds.items(), key=lambda each: each[1])
    print(
        f"rules: {right} of {total} as expected, {otherwise} otherwise for a reason (goal: all); "
        f"slowest {slowest}, {longest:.3f} s (goal {SLOWEST})"
    )
    return right + otherwise == total and longest <= SLOWEST


def _tell(case: dict[str, Any], found: list[str], quiet: bool) -> None:
    why = OTHERWISE.get(case["id"], "")
    if not why or not quiet:
        print(f"{case['id']}: {case['rrule']} from {case['dtstart']}. {why or 'Nobody knows why.'}")
        print(f"  expected {_short(case['expect'])}\n  found    {_short(found)}")


def answer(case: dict[str, Any]) -> list[str]:
    """The moments of a case, as many as are expected and one more, so that too many are seen; none for a bad rule."""
    zone = ZoneInfo(case["tz"]) if case["tz"] else None
    start = as_moment(case["dtstart"], zone)
    # libical sets its iterator to start_at and prints the whole rule all the same.
    since = date.fromisoformat(case["start_at"][:10]) if case["start_at"] and case["src"] != "libical" else date.min
    found: list[str] = []
    try:
        rule = as_rule(case["rrule"])
        is_endless = rule.count is None and rule.until is None and case["expect"]
        most = len(case["expect"]) + (0 if is_endless else 1)
        moments = occurrences(rule, start, (since, date.max))
        moments = _with_start(moments, rule, start) if case["src"] == "sabre-vobject" and since == date.min else moments
        for moment in islice(moments, most):
            found.append(_written(moment))
    except BadRule:
        pass
    return found


def _with_start(moments: Iterator[Moment], rule: Rule, start: Moment) -> Iterator[Moment]:
    """The start as the first of them, as sabre has it, also where the rule does not name it; it counts."""
    first = next(moments, None)
    yield start
    if first is None or first == start:
        yield from moments
    elif rule.count is None or rule.count > 1:
        yield first
        yield from moments if rule.count is None else islice(moments, rule.count - 2)


def _written(moment: Moment) -> str:
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment:%Y%m%dT%H%M%S}" + ("Z" if moment.tzinfo is UTC else "")


def _short(moments: list[str]) -> str:
    return f"{len(moments)}: {' '.join(moments[:4])}"


def files(place: Path, quiet: bool) -> bool:
    """Print what every calendar is refused for; a crash ends the run."""
    counts, reasons = Counter[str](), Counter[str]()
    longest, slowest = 0.0, Path()
    for path in sorted(place.rglob("*.ics")):
        started = time.perf_counter()
        refused = _read(path, counts)
        if time.perf_counter() - started > longest:
            longest, slowest = time.perf_counter() - started, path
        counts["files"] += 1
        counts["files with something refused"] += bool(refused)
        reasons.update(refused.values())
        for line, reason in () if quiet else refused.items():
            print(f"{path.relative_to(place)}, line {line}: {reason}")
    for reason, count in reasons.most_common(12):
        print(f"{count:5} × {reason[:110]}")
    print(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    print(f"files: {counts['files']} without crash or hang; slowest {slowest.name}, {longest:.2f} s")
    return longest < SLOWEST


def _read(path: Path, counts: Counter[str]) -> dict[int, str]:
    refused = {}
    try:
        for record in from_icalendar.read(Upload(path.name, path, OPTIONS)):
            if isinstance(record, Refusal):
                refused[record.line] = record.reason
                counts["refusals"] += 1
            elif isinstance(record, InteractionRecord):
                counts["past meetings"] += 1
            elif isinstance(record, AppointmentRecord):
                counts["coming meetings, or cancelled ones"] += 1
            elif isinstance(record, LeftRecord):
                counts["reasons to leave out"] += 1
    except BadFile as error:
        refused[error.line] = error.reason
        counts["files refused"] += 1
    return refused


def beside_peer(place: Path, quiet: bool) -> None:
    """Print for how many calendars both say the same times, and how long each took for those that the peer reads."""
    counts, ours, theirs = Counter[str](), 0.0, 0.0
    for path in sorted(place.rglob("*.ics")):
        data = path.read_bytes()
        started = time.perf_counter()
        expected = _by_peer(data)
        middle = time.perf_counter()
        found = _by_kith(data)
        if isinstance(expected, str):
            counts["that the peer does not read"] += 1
        else:
            counts["alike" if found == expected else "different"] += 1
            theirs += middle - started
            ours += time.perf_counter() - middle
            if found != expected and not quiet:
                print(
                    f"{path.relative_to(place)}: only here {_some(found - expected)}, only there {_some(expected - found)}"
                )
    print("beside recurring_ical_events: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"Kith {ours:.1f} s, the peer {theirs:.1f} s")


def _some(times: set[str]) -> str:
    return f"{len(times)} {sorted(times)[:2]}"


def _by_kith(data: bytes) -> set[str]:
    events = read_file(lambda: io.BytesIO(data)).events
    times = (each for each in happenings(events, *PEER_DAYS) if isinstance(each, Happening))
    standing = (each.start for each in times if each.event.status != "CANCELLED")
    return {key_of(start) for start in standing if PEER_DAYS[0] <= day_of(start) <= PEER_DAYS[1]}


def _by_peer(data: bytes) -> set[str] | str:
    """What the peer says; or why it does not read the file, by whichever of its exceptions, or after ten seconds."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(10)
    try:
        return _times_by_peer(data)
    except (ValueError, KeyError, TypeError, AttributeError, TimeoutError) as error:
        return type(error).__name__
    finally:
        signal.alarm(0)


def _times_by_peer(data: bytes) -> set[str]:
    found = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each in icalendar.Calendar.from_ical(data, multiple=True):
            for event in recurring_ical_events.of(each).between(PEER_DAYS[0], PEER_DAYS[1] + timedelta(days=1)):
                if day_of(event.start) >= PEER_DAYS[0] and event.get("STATUS") != "CANCELLED":
                    found.add(key_of(event.start))
    return found


def _too_long(_number: int, _frame: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
