"""One run of one side of bench.mail, in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import email.parser
import json
import mailbox
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def main() -> None:
    """Run the side that is asked for."""
    what, box, cards = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(read_headers(box) if what == "library" else bring_in(box, cards)))


def read_headers(box: Path) -> dict[str, float]:
    """Read the header of every message by the standard library, its quicker way: no bodies are parsed."""
    begun = time.perf_counter()
    parser = email.parser.BytesHeaderParser()
    messages = mailbox.mbox(box, create=False)
    files: Iterator[Any] = map(messages.get_file, messages.iterkeys())
    count = sum(parser.parse(file) is not None for file in files)
    return {"seconds": time.perf_counter() - begun, "messages": count}


def bring_in(box: Path, cards: Path) -> dict[str, float]:
    """Bring the mailbox into a book of people; `seconds` is the commit, which reads, matches, writes and works out ties."""
    import django

    django.setup()
    from django.core.management import call_command

    from kith.accounts.models import User
    from kith.imports import actions
    from kith.interactions.models import Interaction
    from kith.suggestions.models import Suggestion

    call_command("migrate", verbosity=0)
    owner = User.objects.create_user("mara@kith.example")
    people = actions.start(owner, [(cards.name, cards)], now=NOW)
    actions.preview(people.pk, now=NOW)
    actions.commit(people.pk, now=NOW)
    figures: dict[str, float] = {}
    for preview, commit in (("preview", "commit"), ("preview again", "again")):
        import_ = actions.start(owner, [(box.name, box)], now=NOW)
        figures[preview] = _timed(actions.preview, import_.pk)
        figures[commit] = _timed(actions.commit, import_.pk)
        figures.setdefault("interactions", Interaction.objects.count())
    # Files are read in a child process: both hold their memory at the same time.
    peak = sum(resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    offers = Suggestion.objects.filter(kind=Suggestion.Kind.PERSON, state=Suggestion.State.OPEN).count()
    return {**figures, "seconds": figures["commit"], "peak_mb": peak, "offers": offers}


def _timed(action, import_id: int) -> float:
    begun = time.perf_counter()
    action(import_id, now=NOW)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
