"""What can be asked about connections."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from kith.accounts.models import User
from kith.connections import monica
from kith.connections.models import Connection
from kith.imports.models import Import


@dataclass(frozen=True)
class Shown:
    """A connection as its list shows it; `import_` is what Monica's last look began."""

    connection: Connection
    is_looking: bool
    import_: Import | None = None


def connections_of(owner: User) -> list[Shown]:
    """All of them by name, in two queries."""
    now = timezone.now()
    found = list(Connection.objects.visible_to(owner).order_by("name", "pk"))
    imports = monica.last_imports(owner, found)
    return [Shown(each, each.held_until is not None and each.held_until > now, imports.get(each.pk)) for each in found]
