"""Breaks a copy of a sound database in each way that must not happen, to see that bench.kills_check is not blind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from pysqlite3 import dbapi2 as sqlite

from bench.kills_check import Closing, look, opened
from bench.kills_clients import Told

Sabotage = Callable[[sqlite.Connection], object]
_A_TOUCH = "(select max(id) from interactions_interaction where notes like 'touch-%')"
_AN_IMPORT = "(select max(id) from imports_import where state = 'done')"
_ITS_BATCH = f"(select uid from imports_import where id = {_AN_IMPORT})"


def _lose_a_touch(rows: sqlite.Connection) -> None:
    for table in ("interactions_promise", "interactions_participation"):
        rows.execute(f"delete from {table} where interaction_id = {_A_TOUCH}")
    rows.execute(f"delete from interactions_interaction where id = {_A_TOUCH}")


def _double_a_touch(rows: sqlite.Connection) -> None:
    (old,) = rows.execute(f"select {_A_TOUCH}").fetchone()
    new = _copy(rows, "interactions_interaction", old, uid=uuid4().hex)
    for table in ("interactions_promise", "interactions_participation"):
        for (pk,) in rows.execute(f"select id from {table} where interaction_id = ?", [old]).fetchall():
            changed = {"uid": uuid4().hex} if table == "interactions_promise" else {}
            _copy(rows, table, pk, interaction_id=new, **changed)


def _double_a_person(rows: sqlite.Connection) -> None:
    asked = "select min(id), person_id from people_contactpoint where key like 'linkedin:%'"
    point, person = rows.execute(asked).fetchone()
    twin = _copy(rows, "people_person", person, uid=uuid4().hex, is_self=0, batch=None)
    _copy(rows, "people_contactpoint", point, person_id=twin, batch=None)


def _copy(rows: sqlite.Connection, table: str, pk: int, **changed: object) -> int:
    answer = rows.execute(f"select * from {table} where id = ?", [pk])
    names = [f'"{column[0]}"' for column in answer.description if column[0] != "id"]
    values = [
        changed.get(column[0], value) for column, value in zip(answer.description, answer.fetchone(), strict=True)
    ]
    marks = ", ".join("?" * len(names))
    new = rows.execute(f"insert into {table} ({', '.join(names)}) values ({marks})", values[1:]).lastrowid
    return int(new or 0)


def _statement(sql: str) -> Sabotage:
    return lambda rows: rows.execute(sql)


SABOTAGES: dict[str, tuple[str, Sabotage]] = {
    "an acknowledged touch is gone": ("lost", _lose_a_touch),
    "a touch is there twice": ("doubled", _double_a_touch),
    "a touch lacks its people": (
        "half",
        _statement(f"delete from interactions_participation where interaction_id = {_A_TOUCH}"),
    ),
    "a touch lacks its promises": (
        "half",
        _statement(f"delete from interactions_promise where interaction_id = {_A_TOUCH}"),
    ),
    "somebody has not heard of their touch": ("half", _statement("update people_person set last_touch_on = null")),
    "somebody is there twice": ("doubled", _double_a_person),
    "an import that was brought in is not": (
        "lost",
        _statement(f"update imports_import set state = 'ready' where id = {_AN_IMPORT}"),
    ),
    "an import under way is seen in the book": (
        "half",
        _statement(f"update imports_import set state = 'saving' where id = {_AN_IMPORT}"),
    ),
    "an import lacks a record": (
        "half",
        _statement(
            "delete from imports_importrecord where id ="
            f" (select max(id) from imports_importrecord where action = 'left' and of_id = {_AN_IMPORT})"
        ),
    ),
    "an import lacks a touch": (
        "half",
        _statement(f"update interactions_interaction set batch = null where batch = {_ITS_BATCH}"),
    ),
    "rows point at nobody": (
        "damaged",
        _statement("delete from people_person where id = (select max(person_id) from interactions_participation)"),
    ),
}


def blind_spots(database: Path, told: Told, place: Path) -> list[str]:
    """Break a copy of a sound database in each way, and return the ways that `look` did not notice as what they are."""
    if look(database, told):
        return ["the database is not sound to begin with"]
    return [name for name in SABOTAGES if SABOTAGES[name][0] not in _noticed(name, database, told, place)]


def _noticed(name: str, database: Path, told: Told, place: Path) -> set[str]:
    broken = place / "broken.sqlite3"
    broken.unlink(missing_ok=True)
    with opened(database) as whole, sqlite.connect(str(broken), factory=Closing) as rows:
        whole.backup(rows)
        rows.execute("pragma journal_mode=delete")
        SABOTAGES[name][1](rows)
        rows.commit()
    return {wrong.kind for wrong in look(broken, told)}
