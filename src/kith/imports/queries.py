"""What can be asked about imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.imports import from_eml, from_maildir, from_mbox, sentences, storage
from kith.imports.mail_files import with_bodies
from kith.imports.models import Import, ImportFile, ImportRecord

KEPT_SHOWN = 200
MAIL_READERS = (from_mbox.NAME, from_maildir.NAME, from_eml.NAME)
_RUNNING = (Import.State.READING, Import.State.SAVING, Import.State.UNDOING)


@dataclass(frozen=True)
class Story:
    """An import as its page tells of it. `percent` is None where nothing is known of how far it has come."""

    import_: Import
    is_running: bool
    percent: int | None
    sentences: list[str]
    is_news: bool
    first: list[dict[str, Any]]
    people: int
    kept: list[dict[str, Any]]
    more_kept: int
    mail: str  # "headers" or "bodies": what was read of the mail in it; "" where there is none

    @property
    def people_shown(self) -> str:
        """How many people it brought something about."""
        return f"{self.people:,}"

    @property
    def partial(self) -> str:
        """The part of the template that shows this state."""
        return f"imports/import.html#{self.import_.state}"


def imports_of(owner: User) -> QuerySet[Import]:
    """The user's imports, the latest first."""
    found: QuerySet[Import] = Import.objects.visible_to(owner).order_by("-created_at", "-pk")
    return found


def story(import_: Import) -> Story:
    """What its page shows of an import."""
    summary, state = import_.summary, import_.state
    is_running = state in _RUNNING
    part = storage.progress(import_.uid) if is_running else None
    people = summary.get("people", {})
    return Story(
        import_=import_,
        is_running=is_running,
        percent=None if part is None else round(part * 100),
        sentences=sentences.sentences(summary, did=state == Import.State.DONE) if summary else [],
        is_news=sentences.is_news(summary),
        first=[{**row, "words": sentences.ACTIONS.get(row["action"], "")} for row in summary.get("first", [])],
        people=people.get("created", 0) + people.get("merged", 0) + people.get("updated", 0),
        kept=import_.kept[:KEPT_SHOWN],
        more_kept=max(0, len(import_.kept) - KEPT_SHOWN),
        mail=_mail(import_) if state == Import.State.READY else "",
    )


def mail_files(import_: Import) -> list[ImportFile]:
    """Those of its files that hold mail."""
    return list(import_.files.filter(reader__in=MAIL_READERS).order_by("pk"))


def _mail(import_: Import) -> str:
    files = mail_files(import_)
    if not files:
        return ""
    return "bodies" if all(with_bodies(file.options) for file in files) else "headers"


def records_of(import_: Import, action: str = "") -> QuerySet[ImportRecord]:
    """What became of each record, in the order of the files; of one action, if it is one."""
    found: QuerySet[ImportRecord] = import_.records.order_by("pk")
    return found.filter(action=action) if action in ImportRecord.Action.values else found
