"""What is not as it should be, between two books; and books broken on purpose, to see that the look is not blind."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pysqlite3 import dbapi2 as sqlite

from bench import import_kills_book
from bench.kills_check import Closing, opened
from bench.kills_control import _copy

if TYPE_CHECKING:
    from bench.import_kills import Run

SHOWN = 8
Sabotage = Callable[[sqlite.Connection, Path], object]


def differences(wanted: list[str], found: list[str]) -> list[str]:
    """Return what is missing and what is too much, the first of it in full, and how much there is more."""
    missing, more = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    told = [f"missing {line}" for line in missing.elements()] + [f"too much {line}" for line in more.elements()]
    return told[:SHOWN] + ([f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else [])


def _statement(*statements: str) -> Sabotage:
    return lambda rows, _data: [rows.execute(each) for each in statements]


def _double_everybody(rows: sqlite.Connection, _data: Path) -> None:
    """As if the same import had been done twice."""
    asked = (
        "select id, person_id from people_contactpoint where batch = (select uid from imports_import order by id desc)"
    )
    for point, person in rows.execute(asked).fetchall():
        twin = _copy(rows, "people_person", person, uid=uuid4().hex)
        _copy(rows, "people_contactpoint", point, person_id=twin)


def _double_a_touch(rows: sqlite.Connection, _data: Path) -> None:
    (old,) = rows.execute("select max(id) from interactions_interaction").fetchone()
    new = _copy(rows, "interactions_interaction", old, uid=uuid4().hex, source_key="another")
    for (pk,) in rows.execute("select id from interactions_participation where interaction_id = ?", [old]).fetchall():
        _copy(rows, "interactions_participation", pk, interaction_id=new)


def _lose_a_picture(_rows: sqlite.Connection, data: Path) -> None:
    next((data / "media" / "photos").glob("*")).unlink()


SABOTAGES: dict[str, tuple[str, Sabotage]] = {
    "half of the people are not there": (
        "vCard",
        _statement("delete from people_person where id % 2 and id > 200 and not is_self"),
    ),
    "half of the ways to reach people are not there": (
        "vCard",
        _statement("delete from people_contactpoint where id % 2"),
    ),
    "somebody lacks a picture's file": ("vCard", _lose_a_picture),
    "an import was done twice": ("vCard", _double_everybody),
    "there is one suggestion less": (
        "mbox",
        _statement("delete from suggestions_suggestion where id = (select max(id) from suggestions_suggestion)"),
    ),
    "half of the touches are not there": ("mbox", _statement("delete from interactions_interaction where id % 2")),
    "there are messages without their touch": (
        "mbox",
        _statement(
            "delete from interactions_interaction where id = (select max(interaction_id) from imports_messagemark)"
        ),
    ),
    "a touch counts messages that nobody knows": (
        "mbox",
        _statement("delete from imports_messagemark where id = (select max(id) from imports_messagemark)"),
    ),
    "a touch is there twice": ("mbox", _double_a_touch),
    "a touch was counted twice": (
        "mbox",
        _statement(
            "update interactions_interaction set sent = sent * 2 + 1 where id = (select max(id) from interactions_interaction)"
        ),
    ),
    "somebody has not heard of their touch": ("mbox", _statement("update people_person set last_touch_on = null")),
    "a meeting has nobody coming": ("calendar", _statement("delete from appointments_attendance")),
}


def blind_spots(run: Run) -> list[str]:
    """Bring in a file in peace, break a copy of the book in each way, and return the ways that were not noticed."""
    missed = []
    run.instance.up()
    for kind in dict.fromkeys(kind for kind, _sabotage in SABOTAGES.values()):
        ways = [name for name, (its, _sabotage) in SABOTAGES.items() if its == kind]
        import_ = _brought_in(run, kind)
        sound = import_kills_book.said(run.instance.environment, "book")
        missed += [name for name in ways if not _is_noticed(run, name, sound)]
        run.instance.press(import_, "take-back")
        run.wait_for(import_, "undone")
    run.instance.down()
    return missed


def _brought_in(run: Run, kind: str) -> int:
    import_ = run.instance.upload(run.files[kind])
    run.wait_for(import_, "ready")
    run.instance.press(import_, "bring-in")
    run.wait_for(import_, "done")
    return import_


def _is_noticed(run: Run, name: str, sound: list[str]) -> bool:
    broken = run.data.parent / "broken"
    shutil.rmtree(broken, ignore_errors=True)
    broken.mkdir()
    shutil.copytree(run.data / "media", broken / "media")
    with (
        opened(run.data / "kith.sqlite3") as whole,
        sqlite.connect(str(broken / "kith.sqlite3"), factory=Closing) as rows,
    ):
        whole.backup(rows)
        rows.execute("pragma journal_mode=delete")
        rows.execute("pragma foreign_keys=off")
        SABOTAGES[name][1](rows, broken)
        rows.commit()
    environment = {**run.instance.environment, "KITH_DATA": str(broken)}
    return bool(differences(sound, import_kills_book.said(environment, "book")))
