"""`kith import`: bring files into a book, all of it at once, with the steps that the pages take behind the scenes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.accounts.models import User
    from kith.imports.models import Import

PEOPLE = ("created", "merged", "updated", "unchanged")
_WORDS = {
    "created": "new",
    "merged": "joined with somebody in your book",
    "updated": "changed",
    "unchanged": "already there",
}
_MORE = {
    "appointments": "New appointments: {}.",
    "related": "Spouses, managers and others who belong to somebody: {}.",
    "suggestions": "Details to take or not, in your Inbox: {}.",
    "offers": "People to add or not, in your Inbox: {}.",
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--user", help="Whose book (KITH_USER).")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--bodies", is_flag=True, help="Read letters whole; otherwise only who wrote to whom, when, about what.")
@click.option("--columns", default="", help='What the columns of a spreadsheet are: "Column=field,Column=field".')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    files: tuple[Path, ...], user: str | None, dry_run: bool, bodies: bool, columns: str, as_json: bool
) -> None:
    """Bring files, or folders of mail, into a book. The exit code is 1 if one cannot be read."""
    ground.ready()
    options = {**({"bodies": True} if bodies else {}), **_said_of(columns)}
    with _owner(user, keep=not dry_run) as owner:
        facts = _dry_run(owner, files, options) if dry_run else _bring_in(owner, files, options)
    click.echo(_as_json(facts) if as_json else _words(facts, dry_run=dry_run))
    sys.exit(1 if any(not each["line"] for each in facts["refused"]) else 0)


def _said_of(columns: str) -> dict[str, Any]:
    """The option of a reader of tables. Raises UsageError for a field that there is not."""
    from kith.imports.contact_drafts import FIELDS

    said = {}
    for pair in filter(None, columns.split(",")):
        name, _, field = pair.rpartition("=")
        if not name or field.strip() not in FIELDS:
            raise click.UsageError(f"{pair!r} is not “Column=field”. The fields are {', '.join(sorted(FIELDS))}.")
        said[name.strip()] = field.strip()
    return {"mapping": {"named": said}} if said else {}


@contextmanager
def _owner(email: str | None, *, keep: bool) -> Iterator[User]:
    """Whose book it is; in an empty instance the owner is made, for the time being only unless `keep`."""
    from kith.accounts.models import User
    from kith.cli.account import acting_user

    was_there = User.objects.exists()
    owner = acting_user(email, make=True)
    try:
        yield owner
    finally:
        if not was_there and not keep:
            owner.delete()


def _looked_through(owner: User, files: tuple[Path, ...], options: dict[str, Any]) -> Import:
    from django.utils import timezone

    from kith.imports import actions

    now = timezone.now()
    import_ = actions.start(owner, [(file.resolve().name, file) for file in files], now=now, options=options)
    actions.preview(import_.pk, now=now)
    import_.refresh_from_db()
    return import_


def _dry_run(owner: User, files: tuple[Path, ...], options: dict[str, Any]) -> dict[str, Any]:
    from kith.imports import actions

    import_ = _looked_through(owner, files, options)
    facts = _facts(import_)
    actions.discard(import_)
    return {**facts, "import": None}


def _bring_in(owner: User, files: tuple[Path, ...], options: dict[str, Any]) -> dict[str, Any]:
    from django.utils import timezone

    from kith.imports import actions
    from kith.imports.models import Import

    import_ = _looked_through(owner, files, options)
    if import_.state == Import.State.FAILED:
        facts = {**_facts(import_), "import": None}
        actions.discard(import_)
        return facts
    actions.commit(import_.pk, now=timezone.now())
    import_.refresh_from_db()
    if import_.state != Import.State.DONE:
        raise click.ClickException(
            import_.problem or "Somebody else has taken this import in hand; see the page Imports."
        )
    return {**_facts(import_), "import": import_.pk}


def _facts(import_: Import) -> dict[str, Any]:
    found = import_.summary
    people = {action: found["people"].get(action, 0) for action in PEOPLE}
    new = {what: found[what].get("created", 0) for what in ("interactions", "appointments", "suggestions", "offers")}
    return {**people, "refused": _refused(import_), **new, "related": found["related"]}


def _refused(import_: Import) -> list[dict[str, Any]]:
    """All that could not be read; the summary of an import keeps only so many."""
    from kith.imports.models import ImportRecord

    refused = ImportRecord.objects.filter(of=import_, action=ImportRecord.Action.REFUSED).order_by("pk")
    return list(refused.values("file", "line", "reason")) or list(import_.summary["refused"])


def _as_json(facts: dict[str, Any]) -> str:
    """The keys that other programs count on, and no others."""
    return json.dumps({key: value for key, value in facts.items() if key not in _MORE}, ensure_ascii=False)


def _words(facts: dict[str, Any], *, dry_run: bool) -> str:
    people = [f"{facts[action]} {_WORDS[action]}" for action in PEOPLE if facts[action]]
    lines = [f"People: {', '.join(people) or 'none'}.", f"New interactions: {facts['interactions']}."]
    lines += [words.format(facts[what]) for what, words in _MORE.items() if facts[what]]
    if facts["refused"]:
        lines += ["Could not be read:", *(f"  {_place(each)}: {each['reason']}" for each in facts["refused"])]
    if dry_run:
        lines.append("This was a look only; nothing has changed.")
    elif facts["import"] is not None:
        lines.append("You can take it back as one step on the page Imports.")
    return "\n".join(lines)


def _place(refused: dict[str, Any]) -> str:
    return f"{refused['file']}, line {refused['line']}" if refused["line"] else str(refused["file"])
