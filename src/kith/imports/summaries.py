"""What an import does or did, in figures: kept with it as JSON, and put into sentences for its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kith.imports.plans import Action, Plan

COUNTED = (
    *("people", "interactions", "organisations", "appointments", "opportunities", "suggestions", "offers"),
    "others",
)
REFUSED_SHOWN = 200
LEFT_SHOWN = 30
_COUNT = re.compile(r" \(\d[\d,]* [a-z]+\)")


def summary(plan: Plan, restored: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Counts by what and action, first rows, what is refused and why, how much is left out for which reason.

    restored: the same counts, and under "left" how many by reason, of files that were put back row for row.
    """
    left = _left(plan, restored)
    return {
        **{what: _counts(plan, what, restored) for what in COUNTED},
        "changed_jobs": plan.changed_jobs,
        "promises": len(plan.promises),
        "related": len(plan.related),
        "first": plan.first,
        "refused": [
            {"file": each.file, "line": each.line, "reason": each.reason}
            for each in plan.outcomes
            if each.action == Action.REFUSED
        ][:REFUSED_SHOWN],
        "refused_count": plan.refused,
        "left": [{"reason": reason, "count": count} for reason, count in left.most_common(LEFT_SHOWN)],
        "left_count": left.total(),
    }


def why_nothing(found: Mapping[str, Any]) -> str:
    """In words, why there is nothing to bring in, where that is because nothing could be read; else ""."""
    if any(found[what] for what in COUNTED) or not found["refused"]:
        return ""
    return "\n".join(f"{_place(each)}: {each['reason']}" for each in found["refused"])


def _place(refused: Mapping[str, Any]) -> str:
    return f"{refused['file']}, line {refused['line']}" if refused["line"] else str(refused["file"])


def _counts(plan: Plan, what: str, restored: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts = Counter({str(action): count for (each, action), count in plan.counts.items() if each == what})
    for each in restored:
        counts.update(each.get(what, {}))
    return dict(sorted(counts.items()))


def _left(plan: Plan, restored: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """How many by reason; those that differ only in a count of messages are one."""
    reasons: Counter[str] = Counter()
    for reason, count in plan.left.items():
        reasons[_COUNT.sub("", reason)] += count
    for each in restored:
        reasons.update(each.get("left", {}))
    return reasons
