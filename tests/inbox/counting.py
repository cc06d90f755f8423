"""What waits for somebody, asked both ways: as the sidebar counts it, and as the inbox shows it."""

from __future__ import annotations

from kith import sql
from kith.accounts.models import User
from kith.ui import waiting


def waits(owner: User) -> list[str]:
    """Return the templates of what waits and is counted. Fails where one is counted and not shown, or the other way round."""
    counted = {kind.template: len(sql.rows(kind.rows, owner=owner.pk)) for kind in waiting.kinds() if kind.is_counted}
    shown = {kind.template: kind.ask(owner) for kind in waiting.kinds() if kind.is_counted}
    assert {name for name, count in counted.items() if count} == {name for name, told in shown.items() if told}
    return [name for name, count in counted.items() if count]
