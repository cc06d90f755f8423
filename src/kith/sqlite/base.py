"""Django's SQLite backend, with writers of this process queued fairly (Django looks for a file of this name)."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from kith.sqlite.queue import FairLock, lock_for


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds its database's fair lock from BEGIN IMMEDIATE to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: FairLock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = lock_for(str(self.settings_dict["NAME"]))
        turn.acquire()
        self._turn = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # missing in the stubs
        except BaseException:
            self._let_go()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # missing in the stubs
        self._let_go()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # missing in the stubs
        finally:
            self._let_go()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # missing in the stubs
        finally:
            self._let_go()

    def _let_go(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
