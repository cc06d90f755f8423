"""Why two records may tell of one person, or why not, in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kith.linkage import names, weights
from kith.linkage.columns import NONE
from kith.linkage.comparing import compare
from kith.linkage.comparing_names import CLOSE, DIFFERENT, INITIAL, PART, SAME, SHORT, SOUND
from kith.linkage.fields import Record
from kith.linkage.nicknames import roots
from kith.linkage.shares import share_all
from kith.linkage.standard import COMPARISONS
from kith.linkage.tables import Table, read
from kith.linkage.texts import skeleton, sound, words

_WORTH_SAYING = 2.0  # bits of evidence: four to one
_SAID = {
    ("rest of name", 2): "different middle names",
    ("rest of name", 3): "one is Junior or Senior",
    ("rest of name", 4): "one is Junior, the other Senior",
    ("email", 1): "same e-mail",
    ("email", 2): "same name before the @",
    ("email", 3): "e-mails differ by a slip",
    ("phone", 1): "same phone",
    ("phone", 2): "phones differ by one digit",
    ("page", 1): "same profile",
    ("page", 2): "different LinkedIn profiles",
    ("uid", 1): "the same card",
    ("number", 1): "same personal number",
    ("number", 2): "personal numbers differ by one digit",
    ("number", 3): "different personal numbers",
    ("birthday", 1): "born on the same day",
    ("birthday", 2): "same birthday",
    ("birthday", 3): "birthdays differ by a slip",
    ("birthday", 4): "birthdays differ in one part",
    ("birthday", 5): "different birthdays",
    ("street", 1): "same street address",
    ("street", 2): "similar street address",
    ("place", 1): "same town",
    ("place", 2): "same postal code",
    ("place", 3): "same town",
    ("place", 4): "same town",
    ("organisation", 2): "similar organisation",
    ("organisation", 3): "e-mails at the same organisation",
}
_Pair = dict[str, int]


def explain(one: Record, other: Record) -> list[str]:
    """The evidence in words, the strongest first; what speaks against it begins with "but " and stands last.

    The same comparisons as in find_pairs, with the standard weights; what says little is left out.
    """
    table = read([one, other])
    levels, bits = _compare(table)
    sayings = [(bits[name], _say(name, levels[name], table, (one, other))) for name in levels]
    if levels["given"] == levels["family"] == SAME:
        both = bits["given"] + bits["family"]
        sayings = [(both, "same name"), *sayings[2:]]
    told = sorted(((weight, text) for weight, text in sayings if text), key=lambda told: -abs(told[0]))
    speaking_for = [text for weight, text in told if weight >= _WORTH_SAYING]
    against = [f"but {text}" for weight, text in told if weight <= -_WORTH_SAYING]
    return list(dict.fromkeys([*speaking_for, *against]))


def _compare(table: Table) -> tuple[_Pair, dict[str, float]]:
    """Levels, and bits of evidence, of the two records of a table, by comparison."""
    compared = compare(table, share_all(table), np.array([0]), np.array([1]))
    bits = np.log2(weights.ratios(weights.standard(), compared))[:, 0]
    fields = [comparison.name for comparison in COMPARISONS]
    levels = dict(zip(fields, compared.levels[:, 0].tolist(), strict=True))
    return levels, dict(zip(fields, bits.tolist(), strict=True))


def _value(table: Table, code: np.int32) -> str:
    return str(table.words.values[code]) if code != NONE else ""


def _say(name: str, level: int, table: Table, records: tuple[Record, Record]) -> str:
    if name in ("given", "family"):
        return _say_name(name, level, table, records)
    if name == "organisation" and level == 1:
        return f"both at {_shared_organisation(table, records)}"
    return _SAID.get((name, level), "")


def _say_name(which: str, level: int, table: Table, records: tuple[Record, Record]) -> str:
    label = "first name" if which == "given" else "last name"
    codes = table.given[:, 0] if which == "given" else table.family
    mine, theirs = (_as_written(record, _value(table, code)) for record, code in zip(records, codes, strict=True))
    say: dict[int, Callable[[], str]] = {
        SAME: lambda: f"same {label}",
        SHORT: lambda: _say_short(mine, theirs),
        SOUND: lambda: f"{mine} and {theirs} sound alike",
        PART: lambda: f"{min(mine, theirs, key=len)} is part of {max(mine, theirs, key=len)}",
        CLOSE: lambda: f"{mine} and {theirs} are spelled alike",
        INITIAL: lambda: f"{min(mine, theirs, key=len)} may stand for {max(mine, theirs, key=len)}",
        DIFFERENT: lambda: f"different {label}s",
    }
    return say[level]() if level in say else ""


def _say_short(mine: str, theirs: str) -> str:
    left, right = (" ".join(names.words(name)) for name in (mine, theirs))
    if skeleton(sound(left)) == skeleton(sound(right)):
        text = f"{mine} and {theirs} are spellings of one name"
    elif right in roots().get(left, ()):
        text = f"{mine} is short for {theirs}"
    elif left in roots().get(right, ()):
        text = f"{theirs} is short for {mine}"
    else:
        text = f"{mine} and {theirs} are short for one name"
    return text


def _as_written(record: Record, value: str) -> str:
    """A folded name as the record writes it."""
    texts = [*(record.get("n") or ()), *(str(record.get(key) or "") for key in ("given", "family", "nickname"))]
    texts += (record.get("fn") or record.get("full_name") or "").split()
    return next((text for text in texts if text and " ".join(names.words(text)) == value), value.title())


def _shared_organisation(table: Table, records: tuple[Record, Record]) -> str:
    shared = set(table.organisation.codes[0].tolist()) & set(table.organisation.codes[1].tolist()) - {NONE}
    value = str(table.organisation.values[min(shared)])
    return next((name for name in _organisation_names(records[0]) if value in " ".join(words(name))), value.title())


def _organisation_names(record: Record) -> list[str]:
    given = record.get("org") or record.get("organisations") or record.get("organisation") or []
    listed = [given] if isinstance(given, str) else given
    return [org if isinstance(org, str) else next(iter(org), "") for org in listed]
