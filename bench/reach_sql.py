"""Paths of introduction in SQL: one question for SQLite, PostgreSQL and DuckDB, each with the ties in both directions,
sorted by person, as each keeps them best. CROSS JOIN tells SQLite in which order to look; the others choose one."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import psycopg

from bench.reach_graphs import MOST, Found
from bench.reach_networks import Given
from bench.reach_questions import Question
from tests.database import start_postgres

QUESTION = f"""
WITH last AS MATERIALIZED (
  SELECT w, code >> 32 AS k, 4294967295 - (code & 4294967295) AS t FROM (
    SELECT ties.b AS w, max(CAST(strength AS bigint) * 4294967296 + 4294967295 - ties.a) AS code
    FROM target CROSS JOIN ties
    WHERE ties.a = target.id AND ties.b <> {{source}} AND ties.b NOT IN (SELECT id FROM target)
    GROUP BY ties.b) AS coded),
first AS MATERIALIZED (SELECT b AS v, CAST(strength AS bigint) AS k FROM ties WHERE a = {{source}}),
found AS (
  SELECT k * 65025 AS score, v, -1 AS second, -1 AS third FROM first WHERE v IN (SELECT id FROM target)
  UNION ALL
  SELECT first.k * last.k * 255, v, t, -1 FROM first CROSS JOIN last WHERE last.w = first.v
  UNION ALL
  SELECT first.k * ties.strength * last.k, v, last.w, t
  FROM first CROSS JOIN ties CROSS JOIN last
  WHERE ties.a = first.v AND last.w = ties.b AND first.v NOT IN (SELECT id FROM target)),
ranked AS (SELECT *, row_number() OVER (PARTITION BY v ORDER BY score DESC, second, third) AS place FROM found)
SELECT score, v, second, third FROM ranked WHERE place = 1 ORDER BY score DESC, v LIMIT {MOST}
"""


def paths(source: int, rows: list[tuple[int, ...]]) -> Found:
    """Score and people, from the rows of the question."""
    return [(score, (source, *(step for step in steps if step >= 0))) for score, *steps in rows]


def both_ways(given: Given) -> Any:
    """(2m, 3) person, neighbour and strength, sorted."""
    rows = np.stack(
        [np.r_[given.a, given.b], np.r_[given.b, given.a], np.tile(given.strength, 2).astype(np.int32)], axis=1
    )
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


class Sqlite:
    """SQLite: a table that is its own index."""

    def __init__(self, given: Given) -> None:
        self._home = tempfile.TemporaryDirectory()
        self._base = sqlite3.connect(Path(self._home.name) / "ties.db")
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA mmap_size=4000000000")
        self._base.execute("CREATE TABLE ties (a int, b int, strength int, PRIMARY KEY (a, b)) WITHOUT ROWID")
        self._base.execute("CREATE TEMP TABLE target (id integer PRIMARY KEY)")
        rows = both_ways(given)
        for first in range(0, len(rows), 1 << 20):
            self._base.executemany("INSERT INTO ties VALUES (?, ?, ?)", rows[first : first + (1 << 20)].tolist())
        self._base.commit()

    def ask(self, question: Question) -> Found:
        self._base.execute("DELETE FROM target")
        targets = ((target,) for target in question.targets.tolist() if target != question.source)
        self._base.executemany("INSERT INTO target VALUES (?)", targets)
        return paths(question.source, self._base.execute(QUESTION.format(source=question.source)).fetchall())

    def close(self) -> None:
        self._base.close()
        self._home.cleanup()


class Duckdb:
    """DuckDB: columns, sorted by person."""

    def __init__(self, given: Given) -> None:
        self._base = duckdb.connect()
        self._base.execute("SET threads=1")
        rows = both_ways(given)
        one, other, power = (np.ascontiguousarray(rows[:, column]) for column in range(3))
        self._base.register("given", {"a": one, "b": other, "strength": power})
        self._base.execute("CREATE TABLE ties AS SELECT a, b, strength FROM given")
        self._base.unregister("given")
        self._base.execute("CREATE TEMP TABLE target (id int)")

    def ask(self, question: Question) -> Found:
        self._base.execute("DELETE FROM target")
        targets = question.targets[question.targets != question.source]
        self._base.register("aims", {"id": targets})
        self._base.execute("INSERT INTO target SELECT id FROM aims")
        return paths(question.source, self._base.execute(QUESTION.format(source=question.source)).fetchall())

    def close(self) -> None:
        self._base.close()


class Postgres:
    """PostgreSQL: a cluster of its own, an index that covers the question, figures of both processes."""

    def __init__(self, given: Given) -> None:
        url = start_postgres()
        if url is None:
            raise LookupError("PostgreSQL is not on this machine")
        self._base = psycopg.connect(url, autocommit=True)
        for setting in (
            "work_mem='256MB'",
            "max_parallel_workers_per_gather=0",
            "jit=off",
            "maintenance_work_mem='512MB'",
        ):
            self._base.execute(f"SET {setting}")
        self._base.execute("CREATE UNLOGGED TABLE ties (a int, b int, strength int)")
        self._base.execute("CREATE TEMP TABLE target (id int PRIMARY KEY)")
        self._copy(both_ways(given))
        self._base.execute("CREATE UNIQUE INDEX by_person ON ties (a, b) INCLUDE (strength)")
        self._base.execute("VACUUM ANALYZE ties")
        self._process = self._base.info.backend_pid

    def _copy(self, rows: Any) -> None:
        with self._base.cursor().copy("COPY ties FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
            for first in range(0, len(rows), 1 << 20):
                part = rows[first : first + (1 << 20)]
                fields = np.empty(
                    len(part), [("n", ">i2"), *((f"{end}{name}", ">i4") for name in "abs" for end in "lv")]
                )
                fields["n"] = 3
                for column, name in enumerate("abs"):
                    fields["l" + name], fields["v" + name] = 4, part[:, column]
                copy.write(fields.tobytes())
            copy.write(b"\xff\xff")

    def ask(self, question: Question) -> Found:
        targets = question.targets[question.targets != question.source].tolist()
        self._base.execute("TRUNCATE target")
        self._base.execute("INSERT INTO target SELECT unnest(%s::int[])", [targets])
        self._base.execute("ANALYZE target")
        cursor = self._base.execute(QUESTION.format(source=question.source))
        return paths(question.source, cursor.fetchall())

    def processor_time(self) -> int:
        """Nanoseconds of processor that the server's process has had."""
        return int(Path(f"/proc/{self._process}/schedstat").read_text().split()[0])

    def close(self) -> None:
        self._base.close()
