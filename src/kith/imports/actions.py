"""What can be done with imports: begin, look through, bring in, throw away, take back; and go on after an interruption."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.imports import (
    bringing,
    mapping,
    pictures,
    planning,
    reading,
    restorers,
    storage,
    summaries,
    undoing,
    writing,
)
from kith.imports.bringing import Bringing, Opened
from kith.imports.models import Import, ImportFile, ImportRecord
from kith.imports.pictures import Pictures
from kith.imports.plans import Reading
from kith.imports.quiet import no_search_for_cycles
from kith.imports.records import Record
from kith.imports.signals import import_saved, import_undone, import_waits
from kith.imports.storage import Hold, Stored
from kith.imports.uploads import Upload

State = Import.State
WAITING = (State.READING, State.SAVING, State.UNDOING)
MAX_STUMBLES = 3
IN_THE_BOOK = (State.DONE, State.UNDOING, State.UNDONE)
LEFTOVER_AFTER = timedelta(hours=1)
_STUMBLED = _("Kith stumbled over this import by a fault of its own; nothing of it is in your book.")
_STUMBLED_BACK = _("Kith stumbled by a fault of its own while taking this back; it is all still there.")

logger = logging.getLogger(__name__)


class BrokeOff(Exception):
    """A file that could be read once was not read to its end when it was to be saved; it is tried again."""


def start(
    owner: User,
    files: Sequence[tuple[str, BinaryIO | Path]],
    *,
    now: datetime,
    options: Mapping[str, Any] | None = None,
) -> Import:
    """Take in files, given with the names that the user knows them by; reading begins behind the page.

    options: what the user told of all of them, as Upload.options has it. Raises ValidationError where there is no file.
    """
    if not files:
        raise ValidationError(_("Please choose a file first."))
    import_ = Import(owner=owner, created_at=now, state_at=now, title=_title([name for name, _file in files]))
    stored = [storage.store(import_.uid, number, name, file) for number, (name, file) in enumerate(files)]
    with transaction.atomic():
        _save_new(import_, stored, options or {})
        import_waits.send(Import, import_id=import_.pk)
    return import_


def preview(import_id: int, *, now: datetime) -> None:
    """Read the files and keep what bringing them in would do. Nothing else is written."""
    with _at_work(import_id, State.READING) as (import_, held), no_search_for_cycles():
        if import_ is None or held is None:
            return
        found = _found(import_, held, now)
        problem = summaries.why_nothing(found)
        _move(import_, State.FAILED if problem else State.READY, now, summary=found, problem=problem)
        # Others that failed stay for an hour: the user may tell more of them, and have them read again.
        if problem and not import_.files.exclude(reader="").exists():
            storage.forget(import_.uid)


@transaction.atomic
def read_again(import_: Import, *, options_by_file: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
    """Have the files looked through once more, with what the user told of some of them (by their ids) since.

    Raises Refused where the import is in the book or on its way, or its files are not kept any more.
    """
    files = list(import_.files.all())
    if not all(storage.full_path(file.path).exists() for file in files):
        raise Refused(str(_("Kith does not have these files any more. Please choose them again.")))
    if import_.state not in (State.READY, State.FAILED) or not _move(import_, State.READING, now, problem=""):
        raise Refused(str(_("This import is not waiting to be looked at.")))
    for file in files:
        if file.pk in options_by_file:
            file.options = {**file.options, **options_by_file[file.pk]}
            file.save(update_fields=["options"])
    import_waits.send(Import, import_id=import_.pk)


@transaction.atomic
def bring_in(import_: Import, *, now: datetime) -> None:
    """Say that the import shall be brought in, behind the page. Raises Refused unless it has been looked through."""
    if not _move(import_, State.SAVING, now, only_from=State.READY):
        raise Refused(str(_("This import is not waiting to be brought in.")))
    import_waits.send(Import, import_id=import_.pk)


def commit(import_id: int, *, now: datetime) -> None:
    """Bring the import into the book, whole or not at all; nothing if that has been done."""
    with _at_work(import_id, State.READY, State.SAVING) as (import_, held), no_search_for_cycles():
        if import_ is None or held is None:
            return
        if import_.state == State.READY:
            _move(import_, State.SAVING, now)
        _bring(import_, held, now)
        storage.forget(import_.uid)


@transaction.atomic
def commit_records(owner: User, records: Iterable[Record], *, title: str, reader: str, now: datetime) -> Import:
    """Bring in records that come from no file, and return the import, done."""
    import_ = Import(owner=owner, created_at=now, state=State.SAVING, state_at=now, title=title, reader=reader)
    import_.save()
    with Pictures(import_.uid) as taken:
        work = Bringing(import_, [Reading(reader, list(records))], Opened(), taken, now)
        _write(work, now, lambda _part: None)
    transaction.on_commit(lambda: storage.forget(import_.uid))
    return import_


@transaction.atomic
def take_back(import_: Import, *, now: datetime) -> None:
    """Say that the import shall be undone, behind the page. Raises Refused unless it is in the book."""
    if not _move(import_, State.UNDOING, now, only_from=State.DONE):
        raise Refused(str(_("Only an import that is in your book can be taken back.")))
    import_waits.send(Import, import_id=import_.pk)


def undo(import_id: int, *, now: datetime) -> None:
    """Take the import back out of the book as one step. Raises Refused unless it is in the book."""
    with _at_work(import_id, State.DONE, State.UNDOING) as (import_, held):
        if import_ is None or held is None:
            raise Refused(str(_("Only an import that is in your book can be taken back.")))
        with transaction.atomic():
            if not Import.objects.select_for_update().filter(pk=import_.pk, state=import_.state).exists():
                return
            for file in import_.files.order_by("pk"):
                if restorer := restorers.restorer_named(file.reader):
                    restorer.undo(import_, now)
            kept = undoing.undo(import_, now)
            _move(import_, State.UNDONE, now, kept=kept, undone_at=now)
            import_undone.send(Import, import_=import_)


@transaction.atomic
def discard(import_: Import) -> None:
    """Throw away an import that is not in the book, with its files. Raises Refused for one that is."""
    gone, _rows = Import.objects.filter(pk=import_.pk, state__in=[State.READING, State.READY, State.FAILED]).delete()
    if not gone:
        raise Refused(str(_("This import is in your book already. You can take it back instead.")))
    transaction.on_commit(lambda: storage.forget(import_.uid))


def go_on(import_id: int, *, now: datetime) -> None:
    """Do the step that the import waits for; nothing if it waits for none. After three faults of ours it waits no more."""
    steps = {State.READING: preview, State.SAVING: commit, State.UNDOING: undo}
    state = Import.objects.filter(pk=import_id).values_list("state", flat=True).first()
    step: Callable[..., None] | None = steps.get(State(state)) if state else None
    if step is None:
        return
    try:
        step(import_id, now=now)
    except Refused:
        return  # somebody else has done it meanwhile
    finally:
        if isinstance(sys.exc_info()[1], Exception):
            _stumble(import_id, now)


def resume_unfinished(now: datetime) -> None:
    """Take up every import whose step nobody is working on, as when a process was killed; clear away what is left over."""
    for import_id, uid in Import.objects.filter(state__in=WAITING).order_by("pk").values_list("pk", "uid"):
        with storage.hold(uid, wait=False) as held:
            is_free = held is not None
        if is_free:
            import_waits.send(Import, import_id=import_id)
    _forget_leftovers(now)


def _title(names: Sequence[str]) -> str:
    more = len(names) - 1
    return names[0][:250] if not more else f"{names[0][:250]} and {more} more"


def _save_new(import_: Import, files: Iterable[Stored], options: Mapping[str, Any]) -> None:
    sniffed = [(file, reading.sniff(Upload(file.name, storage.full_path(str(file.path))))[0]) for file in files]
    found = {name for _file, name in sniffed if name}
    import_.reader = found.pop() if len(found) == 1 else ""
    import_.save()
    ImportFile.objects.bulk_create(
        ImportFile(
            owner=import_.owner,
            of=import_,
            name=file.name[:300],
            path=str(file.path),
            size=file.size,
            sha256=file.sha256,
            reader=name,
            options={**(mapping.options_of_new(import_.owner) if name == mapping.READER else {}), **options},
        )
        for file, name in sniffed
    )


@contextmanager
def _at_work(import_id: int, *states: State) -> Iterator[tuple[Import | None, Hold | None]]:
    """Hold an import that is in one of these states; gives nothing for one that is in another, or gone."""
    uid = Import.objects.values_list("uid", flat=True).filter(pk=import_id).first()
    if uid is None:
        yield None, None
        return
    with storage.hold(uid) as held:
        yield Import.objects.select_related("owner").filter(pk=import_id, state__in=states).first(), held


def _move(import_: Import, state: State, now: datetime, *, only_from: State | None = None, **fields: Any) -> bool:
    """Change the state, in the row and in `import_`. Returns False, and changes nothing, if it has changed meanwhile."""
    values = {"state": state, "state_at": now, "stumbles": 0, **fields}
    if not Import.objects.filter(pk=import_.pk, state=only_from or import_.state).update(**values):
        return False
    for name, value in values.items():
        setattr(import_, name, value)
    return True


def _read(import_: Import, held: Hold, until: float) -> list[Reading]:
    return reading.read_all(import_.files.order_by("pk"), lambda part: held.report(part * until))


def _applied(owner: User) -> set[str]:
    records = ImportRecord.objects.filter(owner=owner, of__state=State.DONE).exclude(digest="")
    return set(records.values_list("digest", flat=True))


def _found(import_: Import, held: Hold, now: datetime) -> dict[str, Any]:
    """What bringing in would do. All the records are gone before the search for cycles goes on."""
    restored, faults = bringing.previewed(import_)
    readings = [*_read(import_, held, until=0.8), *faults]
    plan = planning.plan(import_.owner, readings, now)
    return {**summaries.summary(plan, restored), "stopped": [each.stopped for each in readings if each.stopped]}


def _bring(import_: Import, held: Hold, now: datetime) -> None:
    """Bring in as one step. All the records are gone before the search for cycles goes on."""
    with Pictures(import_.uid) as taken, bringing.opened(import_) as opened:
        readings = _read(import_, held, until=0.3)
        _check_whole(import_, [*readings, *opened.readings])
        taken.prepare(readings, _applied(import_.owner))
        work = Bringing(import_, readings, opened, taken, now)
        work.work_out_ahead()
        held.report(0.6)
        with writing.kept_in_memory(), transaction.atomic():
            _write(work, now, lambda part: held.report(0.6 + 0.4 * part))


def _write(work: Bringing, now: datetime, report: Callable[[float], None]) -> None:
    """Everything that the book sees, in the transaction that is open."""
    if Import.objects.select_for_update().filter(pk=work.import_.pk, state=State.SAVING).exists():
        summary = work.write(report)
        work.pictures.let_go()
        _move(work.import_, State.DONE, now, summary=summary, committed_at=now, problem="")
        import_saved.send(Import, owner=work.import_.owner, import_id=work.import_.pk)


def _check_whole(import_: Import, readings: list[Reading]) -> None:
    """Raise BrokeOff if the reading of a file was stopped that was read to its end when the user looked at it."""
    seen = import_.summary.get("stopped", ())
    for reading_ in readings:
        if reading_.stopped and reading_.stopped not in seen:
            raise BrokeOff(f"import {import_.pk}: the reading of a file broke off")


def _stumble(import_id: int, now: datetime) -> None:
    """Count a fault of ours. After the last one the import stops where nothing is half done."""
    import_ = Import.objects.filter(pk=import_id, state__in=WAITING).first()
    if import_ is None:
        return
    logger.error("import broke off", extra={"import": import_id, "state": import_.state})
    if import_.stumbles + 1 < MAX_STUMBLES:
        Import.objects.filter(pk=import_id).update(stumbles=F("stumbles") + 1)
    elif import_.state == State.UNDOING:
        _move(import_, State.DONE, now, problem=str(_STUMBLED_BACK))
    else:
        _move(import_, State.FAILED, now, problem=str(_STUMBLED))
        _forget(import_.uid)


def _forget_leftovers(now: datetime) -> None:
    """Delete files that no import waits for any more: it is done, or was never begun."""
    waiting = set(Import.objects.filter(state__in=[*WAITING, State.READY]).values_list("uid", flat=True))
    for uid, changed in storage.stored_imports():
        if uid not in waiting and changed < (now - LEFTOVER_AFTER).timestamp():
            _forget(uid)


def _forget(uid: UUID) -> None:
    """Delete what is on the disk of an import; of one that never came into the book, its pictures too."""
    if not Import.objects.filter(uid=uid, state__in=IN_THE_BOOK).exists():
        pictures.forget_noted(uid)
    storage.forget(uid)
