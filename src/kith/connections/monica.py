"""Fetches everything from a running Monica 4 by its API, as one document that becomes an import to look through."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kith import fetching
from kith.accounts.models import User
from kith.connections import monica_shapes, secrets
from kith.connections.models import Connection
from kith.errors import Refused
from kith.fetching import Unreachable
from kith.imports import actions as imports
from kith.imports import json_files
from kith.imports.models import Import

PAGE = 100
MOST_PAGES = 2_000
LISTS = ("activities", "calls", "conversations", "notes", "reminders", "tasks", "gifts", "debts", "pets", "lifeevents")
_PATIENCE = 120.0  # seconds that Monica may make us wait in all: it takes sixty questions a minute


def look(connection: Connection, *, now: datetime) -> None:
    """Fetch all of it and begin an import. Raises fetching.Unreachable, or Refused where it is no Monica."""
    document = monica_shapes.as_export(_everything(connection))
    content = json.dumps(document, ensure_ascii=False).encode()
    started = imports.start(connection.owner, [(f"{connection.name}.json", io.BytesIO(content))], now=now)
    Connection.objects.filter(pk=connection.pk).update(state={"import": started.pk})


def last_import(connection: Connection) -> Import | None:
    """The import that the last look began, unless it was thrown away."""
    return last_imports(connection.owner, [connection]).get(connection.pk)


def last_imports(owner: User, connections: Iterable[Connection]) -> dict[int, Import]:
    """The import that the last look of each began, by the connection's id. One query, or none where there is no Monica."""
    began = {each.pk: each.state.get("import") for each in connections if each.kind == Connection.Kind.MONICA}
    found = Import.objects.visible_to(owner).in_bulk([pk for pk in began.values() if pk]) if any(began.values()) else {}
    return {connection: found[pk] for connection, pk in began.items() if pk in found}


def _everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    api = _Api(connection.host, secrets.opened(connection.secret))
    contacts = list(api.rows("contacts", "&with=contactfields"))
    return {"contacts": contacts, **{name: list(api.rows(name)) for name in LISTS}}


class _Api:
    """Monica's API, asked page by page."""

    def __init__(self, address: str, token: str) -> None:
        base = address.rstrip("/")
        self._base = base if base.endswith("/api") else f"{base}/api"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._patience = _PATIENCE

    def rows(self, name: str, more: str = "") -> Iterator[dict[str, Any]]:
        """All rows of a list. A list that this Monica does not have is empty."""
        for page in range(1, MOST_PAGES):
            found = self._page(f"{self._base}/{name}?limit={PAGE}&page={page}{more}", may_lack=name != "contacts")
            yield from json_files.items(found.get("data"))
            meta = found.get("meta")
            last = meta.get("last_page", 1) if isinstance(meta, dict) else 1
            if not isinstance(last, int) or page >= last:
                return

    def _page(self, url: str, *, may_lack: bool) -> dict[str, Any]:
        while True:
            try:
                body = fetching.fetch(url, headers=self._headers, inside=settings.INSIDE).body
            except Unreachable as error:
                if may_lack and error.status in (404, 405):
                    return {}
                if error.status != 429 or self._patience <= 0:
                    raise
                self._wait(error.retry_after)
            else:
                return _object(body)

    def _wait(self, seconds: float) -> None:
        seconds = min(max(seconds, 1.0), self._patience)
        self._patience -= seconds
        time.sleep(seconds)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(_("There is no Monica at this address, or it is not version 4."))
    return found
