"""What may never be found in a database after a kill: something lost, something twice, something half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from bench.kills_clients import Told

IN_THE_BOOK = {"done", "undoing"}
ON_THE_WAY = {"saving", "undoing"}
KEPT_WHEN_TAKEN_BACK = {"imports_importrecord", "imports_importchange"}


@dataclass(frozen=True)
class Wrong:
    """Something that is not as it was promised: lost, doubled, half, or damaged."""

    kind: str
    what: str


def look(database: Path, told: Told) -> list[Wrong]:
    """Return all that is wrong. The database is opened read-only, so that the next start recovers it by itself."""
    with opened(database) as rows:
        rows.execute("begin")
        looks = (_damage(rows), _touches(rows, told), _acknowledged_imports(rows, told), _imports(rows), _doubles(rows))
        return [wrong for found in looks for wrong in found]


def opened(database: Path) -> sqlite.Connection:
    """Return a connection that cannot write."""
    return sqlite.connect(f"file:{database}?mode=ro", uri=True, timeout=20, factory=Closing)


def states(database: Path) -> dict[int, str]:
    """Return the state of each import."""
    with opened(database) as rows:
        return dict(rows.execute("select id, state from imports_import"))


def present(database: Path) -> set[str]:
    """Return the tokens of all touches that are in the book."""
    with opened(database) as rows:
        return {
            token for (token,) in rows.execute("select notes from interactions_interaction where notes like 'touch-%'")
        }


class Closing(sqlite.Connection):  # type: ignore[misc]  # it has no types
    """A connection that is closed, not only committed, at the end of its with block."""

    def __exit__(self, *error: Any) -> Any:
        self.close()


def _damage(rows: sqlite.Connection) -> Iterator[Wrong]:
    for (said,) in rows.execute("pragma integrity_check").fetchall():
        if said != "ok":
            yield Wrong("damaged", said)
    for table, row, parent, _ in rows.execute("pragma foreign_key_check").fetchall():
        yield Wrong("damaged", f"row {row} of {table} points at no row of {parent}")


def _touches(rows: sqlite.Connection, told: Told) -> Iterator[Wrong]:
    found = _found_touches(rows)
    for token in told.acknowledged - {token for token, *_rest in found}:
        yield Wrong("lost", f"{token} was acknowledged")
    for token, times in Counter(token for token, *_rest in found).items():
        if times > 1:
            yield Wrong("doubled", f"{token} is there {times} times")
    for token, people, promised, unheard in found:
        is_promised = len(promised) == 1 and set(promised) <= people
        if people != told.sent[token] or not is_promised or unheard:
            yield Wrong(
                "half", f"{token}: with {sorted(people)}, promised to {promised}, {unheard} have not heard of it"
            )


def _found_touches(rows: sqlite.Connection) -> list[tuple[str, frozenset[int], list[int], int]]:
    """Each touch with its people, to whom something was promised, and how many of the people have a tie without it."""
    asked = """
        select i.notes, i.id, group_concat(p.person_id), sum(w.last_touch_on is null or w.last_touch_on < i."on")
        from interactions_interaction i left join interactions_participation p on p.interaction_id = i.id
        left join people_person w on w.id = p.person_id where i.notes like 'touch-%' group by i.id"""
    promised = dict(
        rows.execute("select interaction_id, group_concat(person_id) from interactions_promise group by interaction_id")
    )
    return [
        (token, frozenset(_ids(people)), _ids(promised.get(pk)), unheard or 0)
        for token, pk, people, unheard in rows.execute(asked)
    ]


def _ids(text: str | None) -> list[int]:
    return [int(word) for word in (text or "").split(",") if word]


def _acknowledged_imports(rows: sqlite.Connection, told: Told) -> Iterator[Wrong]:
    state = dict(rows.execute("select id, state from imports_import"))
    for promised, allowed in (
        (told.taken_in, {"reading", "ready", "done", "undone"} | ON_THE_WAY),
        (told.brought_in, {"done", "undone"} | ON_THE_WAY),
        (told.taken_back, {"undoing", "undone"}),
    ):
        for pk in promised:
            if state.get(pk, "gone") not in allowed:
                yield Wrong("lost", f"import {pk} is {state.get(pk, 'gone')}")


def _imports(rows: sqlite.Connection) -> Iterator[Wrong]:
    """An import is in the book with all that its summary counts, or with nothing."""
    made = _rows_by_batch(rows)
    asked = "select id, uid, state, summary, kept from imports_import"
    for pk, uid, state, summary, kept in rows.execute(asked).fetchall():
        here = made.pop(uid, {})
        if state in IN_THE_BOOK:
            expected = _expected(loads(summary))
            found = {what: here.get(what, 0) for what in expected}
            if found != expected:
                yield Wrong("half", f"import {pk}: {found}, where its summary says {expected}")
        elif state == "undone":
            yield from _left_over(rows, pk, uid, here, loads(kept))
        elif here:
            yield Wrong("half", f"import {pk} is {state} and has rows: {here}")
    for uid in made:
        yield Wrong("half", f"rows of an import that there is not: {uid}")


def _rows_by_batch(rows: sqlite.Connection) -> dict[str, dict[str, int]]:
    """How many rows each import has in each table; its people without the user, and its records also by what they say."""
    asked = {
        table: f"select batch, count(*) from {table} where batch is not null group by batch"  # our own
        for (table,) in rows.execute("select name from sqlite_master where type = 'table'").fetchall()
        if any(column[1] == "batch" for column in rows.execute(f"pragma table_info({table})").fetchall())
    }
    asked["people_person"] = "select batch, sum(not is_self) from people_person where batch is not null group by batch"
    for action in ("left", "refused"):
        asked[action] = f"select batch, count(*) from imports_importrecord where action = '{action}' group by batch"
    made: dict[str, dict[str, int]] = {}
    for what, query in asked.items():
        for uid, count in rows.execute(query):
            made.setdefault(uid, {})[what] = count
    return made


def _expected(summary: dict[str, Any]) -> dict[str, int]:
    return {
        "people_person": summary["people"].get("created", 0),
        "interactions_interaction": summary["interactions"].get("created", 0),
        "left": summary["left_count"],
        "refused": summary["refused_count"],
    }


def _left_over(
    rows: sqlite.Connection, pk: int, uid: str, here: dict[str, int], kept: list[dict[str, Any]]
) -> Iterator[Wrong]:
    """Of an import that was taken back, only people that others need may stay, each of whom it names."""
    people = {found for (found,) in rows.execute("select id from people_person where batch = ? and not is_self", [uid])}
    unnamed = people - {each["person"] for each in kept}
    if unnamed or here.get("interactions_interaction"):
        yield Wrong("half", f"import {pk} was taken back, yet there is {here}")


def _doubles(rows: sqlite.Connection) -> Iterator[Wrong]:
    several = {
        "people": """select k.key, count(distinct p.id) from people_person p join (
            select person_id, key from people_contactpoint union select person_id, key from people_identity
            ) k on k.person_id = p.id where k.key like 'linkedin:%' and p.merged_into_id is null and p.binned_at is null
            group by p.owner_id, k.key having count(distinct p.id) > 1""",
        "interactions": """select source_key, count(*) from interactions_interaction where source_key <> ''
            group by owner_id, source_key having count(*) > 1""",
    }
    for what, asked in several.items():
        for key, count in rows.execute(asked).fetchall():
            yield Wrong("doubled", f"{count} {what} have {key}")
