"""A mailbox on a real Dovecot on loopback, at which Kith looks while it is killed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import import_kills_kinds
from bench.import_kills_instance import Instance
from tests.connections import dovecot

MAILBOX = "mailbox"
LETTERS = 4_000


@dataclass(frozen=True)
class Mailbox:
    """A mailbox with letters."""

    port: int

    def connect(self, instance: Instance) -> int:
        """Connect it by the page, and return the number of the connection; Kith looks at once."""
        account = {"username": dovecot.USER, "secret": dovecot.PASSWORD}
        server = {"host": "127.0.0.1", "port": self.port, "security": "none"}
        instance.press_at(
            f"/connections/add/{MAILBOX}/", urlencode({"name": "Mail", "every_hours": 168, **server, **account})
        )
        return instance.newest_connection()


@contextmanager
def serving(share: float = 1.0) -> Iterator[Mailbox | None]:
    """Fill and serve a mailbox; nothing where there is no Dovecot on this machine."""
    if dovecot.DOVECOT is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kith-") as name:
        place = Path(name)
        place.chmod(0o755)  # for Dovecot's own user
        with dovecot.running(place) as server:
            _fill(place / "mail", int(LETTERS * share))
            server.owned()
            yield Mailbox(server.port)


def _fill(mail: Path, count: int) -> None:
    for number, is_sent, text in import_kills_kinds.letters(count):
        folder = mail / ("Gesendet" if is_sent else "") / "new"
        if number < 3:
            for part in ("cur", "new", "tmp"):
                (folder.parent / part).mkdir(parents=True, exist_ok=True)
        (folder / f"{1_700_000_000 + number}.{number}.host").write_text(text, encoding="utf-8")
