"""Kith's SQLite: a library without the WAL-reset fault, and a fair queue for writers."""

from __future__ import annotations

import importlib
import importlib.util
import sys


def use_fixed_library() -> None:
    """Put the `pysqlite3` wheel in the place of the standard library's sqlite3, where it is installed.

    SQLite before 3.51.3 can corrupt a database in WAL mode when two connections write and checkpoint together;
    the wheel brings a fixed one. Must run before Django loads its SQLite backend.
    """
    if importlib.util.find_spec("pysqlite3") is None or sys.modules.get("sqlite3") is sys.modules.get("pysqlite3", 0):
        return
    fixed = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = fixed
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
