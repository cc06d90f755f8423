"""A whole book as lines of text that are the same wherever and whenever it came about; and what lies about on the disk.

Runs in a process of its own, beside the Kith that is looked at: `said` starts it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import kith_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

# What is numbered by the database, or by the clock; and what is kept of imports, which is compared by itself.
_OF_THE_MOMENT = {"id", "uid", "batch", "version", "owner", "created_at", "changed_at", "edited_at", "decided_at"}
_KEPT_APART = {"imports.import", "imports.importfile", "imports.importrecord", "imports.importchange"}
# Nor are connections a book, nor the pairs that a job of its own looks for afterwards.
_NO_BOOK = {"connections.connection", "duplicates.pair"}
Rows = dict[tuple[str, int], str]


def said(environment: dict[str, str], question: str, *about: object) -> Any:
    """Ask one of the functions below, in a process that sees the database."""
    code = f"from bench import import_kills_book as book; book.say({question!r}, *{list(about)!r})"
    return json.loads(kith_up.python(environment, code).splitlines()[-1])


def say(question: str, *about: Any) -> None:
    """Print the answer to a question, as JSON."""
    import django

    django.setup()
    answers: dict[str, Callable[..., Any]] = {
        "book": book,
        "import": of_import,
        "leftovers": leftovers,
        "latest": latest,
    }
    print(json.dumps(answers[question](*about)))


def book() -> list[str]:
    """Every row of the book in words, without what database and clock number, in order."""
    from kith.accounts.models import User

    owner = User.objects.get()
    models = list(_models())
    rows = [(model, row) for model in models for row in model._default_manager.filter(owner=owner)]
    own: Rows = {(model._meta.label_lower, row.pk): _own(row) for model, row in rows}
    return sorted(f"{model._meta.label} {_whole(row, own)}" for model, row in rows if not _says_nothing(row))


def of_import(import_id: int) -> list[str]:
    """What an import says of itself: its state, what it did, and what became of how many records."""
    from kith.imports.models import Import, ImportChange, ImportRecord

    import_ = Import.objects.get(pk=import_id)
    actions = Counter(ImportRecord.objects.filter(of=import_).values_list("action", flat=True))
    changes = Counter(ImportChange.objects.filter(of=import_).values_list("model", "field"))
    told = [import_.state, import_.problem, import_.summary, sorted(map(json.dumps, import_.kept))]
    return [json.dumps([*told, sorted(actions.items()), sorted(changes.items())], sort_keys=True, default=str)]


def latest() -> list[int]:
    """The imports of mailboxes that are in the book, the latest first."""
    from kith.imports.models import Import

    return list(Import.objects.filter(state="done", reader="imap").order_by("-pk").values_list("pk", flat=True))


def leftovers(later: float) -> list[str]:
    """Files that belong to nothing any more, after the sweep that comes by the clock, so many hours later."""
    from datetime import timedelta

    from django.conf import settings
    from django.utils import timezone

    from kith.imports import actions
    from kith.people.models import Person

    actions.resume_unfinished(timezone.now() + timedelta(hours=later))
    photos = set(Person.objects.exclude(photo="").values_list("photo", flat=True))
    here = [path.name for path in (Path(settings.MEDIA_ROOT) / "photos").glob("*")]
    found = [f"picture {name}" for name in here if name not in photos]
    found += [f"no picture {name}" for name in photos - set(here)]
    found += [f"imports/{path.name}" for path in (settings.DATA / "imports").glob("*")]
    found += [f"tmp/{path.name}" for path in (settings.DATA / "tmp").glob("*")]
    return sorted(found)


def _models() -> Iterator[type[Model]]:
    from django.apps import apps

    from kith.accounts.models import Owned

    for model in apps.get_models():
        if issubclass(model, Owned) and model._meta.label_lower not in _KEPT_APART | _NO_BOOK:
            yield model


def _says_nothing(row: Any) -> bool:
    """A tie without any touch or word says no more than none."""
    return row._meta.label == "ties.Tie" and row.warmth_log2 is row.rating is row.own_tier is None


def _own(row: Any) -> str:
    """The fields of a row that point at no other."""
    fields = [
        field for field in row._meta.concrete_fields if field.name not in _OF_THE_MOMENT and not field.is_relation
    ]
    return " ".join(f"{field.name}={_value(row, field.name)}" for field in fields)


def _value(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "photo" and value:
        return _digest_of_photo(value)
    if name == "facts":  # who is counted carries the uids of the imports that brought the days
        days = [{key: day[key] for key in sorted(day) if key != "import"} for day in value.get("days", ())]
        value = json.dumps({**value, "days": sorted(days, key=str)}, sort_keys=True)
    if isinstance(value, float):
        return f"{value:.9g}"  # sums in another order
    return repr(value)


def _digest_of_photo(name: str) -> str:
    from kith.people import photos

    place = photos.path_of(name)
    return hashlib.sha256(place.read_bytes()).hexdigest()[:16] if place.exists() else "missing"


def _whole(row: Any, own: Rows) -> str:
    """The row, and in place of each row that it points at, a digest of that one's own fields."""
    label = row._meta.label_lower
    told = [own[label, row.pk]]
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation and field.name not in _OF_THE_MOMENT and value is not None:
            other = own.get((field.related_model._meta.label_lower, value), str(value))
            told.append(f"{field.name}->{hashlib.blake2b(other.encode(), digest_size=8).hexdigest()}")
    return " ".join(told)
