"""What names somebody who is erased from a book: emptied here, as everywhere."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.exchange.models import Ask, Help, Match, Offer, Recommendation
from kith.people.traces import Finder, Traces

_TEXTS: dict[Any, tuple[str, ...]] = {
    Ask: ("text", "more"),
    Offer: ("text", "more"),
    Help: ("words", "thanks"),
    Recommendation: ("name", "what_for", "words", "where", "url", "search_text"),
}
_NEEDED = ("text", "name")  # a row says nothing without it


@transaction.atomic
def forget(owner: User, traces: Traces) -> None:
    """Empty the words of the user's own rows that name people who are erased. A row without words of its own goes."""
    finder = Finder.of(traces)
    for model, names in _TEXTS.items():
        for row in model.objects.filter(owner=owner):
            _forget(row, [name for name in names if finder.finds(getattr(row, name))])


def _forget(row: Any, telling: list[str]) -> None:
    if not telling:
        return
    for name in telling:
        setattr(row, name, str(_("(taken out)")) if name in _NEEDED else "")
    if isinstance(row, Ask | Offer):
        row.vector, row.vector_version = None, ""
        side = {"ask": row} if isinstance(row, Ask) else {"offer": row}
        Match.objects.filter(**side).delete()  # its reasons quote the words
    row.save()
