"""Nothing of whoever is erased stays in targets: not their aim, their answer, nor their name in the user's words."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.db import transaction

from kith.accounts.models import User
from kith.people.traces import Finder, Traces
from kith.targets.models import Aim, CardAnswer, Pitch, Target, TargetCard

GONE = "…"  # stands where a name stood
_THEIRS: tuple[tuple[type[Aim | CardAnswer], tuple[str, ...]], ...] = (
    (Aim, ("text", "note")),
    (CardAnswer, ("name", "contact", "words")),
)
_NAMING: tuple[tuple[type[Target | Pitch | TargetCard], tuple[str, ...]], ...] = (
    (Target, ("sentence", "notes")),
    (Pitch, ("text", "worked")),
    (TargetCard, ("greeting",)),
)


@transaction.atomic
def forget(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Delete the aims and answers of people who are erased, and take their names out of every text."""
    finder = Finder.of(traces)
    for model, texts in _THEIRS:
        rows = model._default_manager.filter(owner=owner).only("person_id", *texts)
        theirs = [
            row.pk
            for row in rows
            if row.person_id in set(people_ids) or finder.finds("\n".join(getattr(row, text) for text in texts))
        ]
        model._default_manager.filter(pk__in=theirs).delete()
    for named, texts in _NAMING:
        for row in named._default_manager.filter(owner=owner):
            _rewrite(row, texts, traces, finder)


def _rewrite(row: Target | Pitch | TargetCard, texts: tuple[str, ...], traces: Traces, finder: Finder) -> None:
    naming = [text for text in texts if finder.finds(getattr(row, text))]
    for text in naming:
        setattr(row, text, without(getattr(row, text), traces, finder))
    if naming:
        row.save(update_fields=naming)


def without(text: str, traces: Traces, finder: Finder) -> str:
    """Return the text with a sign in place of every name; of a text in which a name is spelt in some other way, only the sign."""
    for word in sorted(traces.words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GONE, text, flags=re.IGNORECASE)
    return GONE if finder.finds(text) else text
