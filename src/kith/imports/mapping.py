"""The columns of tables: how Kith would read them, how the user wants them read, and what they said of such a table before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kith import sandbox
from kith.accounts.models import User
from kith.imports import apart, storage
from kith.imports.models import ColumnMapping, Import, ImportFile
from kith.imports.uploads import BadFile, Upload
from kith.sandbox import Broke, Exceeded

READER = "spreadsheet"
MAX_FILES = 10
MAX_SHEETS = 5
MAX_COLUMNS = 100
MAX_REMEMBERED = 200


@dataclass(frozen=True)
class Columns:
    """The columns of one sheet: their names and guessed fields by place, some rows, and how days are written."""

    file: ImportFile
    sheet: str
    names: Sequence[str]
    fields: Sequence[str]
    samples: Sequence[Sequence[str]]
    has_header: bool
    dates: str
    digest: str

    @property
    def title(self) -> str:
        """The file, and the sheet where it has several."""
        return f"{self.file.name}, {self.sheet}" if self.sheet else self.file.name


def is_asked_of(import_: Import) -> bool:
    """Whether there are columns to look at: the import waits, and holds a table that was read by guess."""
    waits = import_.state in (Import.State.READY, Import.State.FAILED)
    return waits and any(storage.full_path(file.path).exists() for file in _tables(import_))


def columns_of(import_: Import) -> list[Columns]:
    """The columns of the first tables of an import. A file that cannot be opened has none."""
    found: list[Columns] = []
    for file in _tables(import_):
        found += _columns_of_file(file)
    return found


def said(columns: Columns, fields: Sequence[str], *, has_header: bool, dates: str) -> dict[str, Any]:
    """What the user says of a sheet, as Upload.options and ColumnMapping hold it."""
    return {"fields": list(fields), "header": has_header, "dates": dates, "sheet": columns.sheet}


def options_for(pairs: Sequence[tuple[Columns, Mapping[str, Any]]]) -> dict[int, dict[str, Any]]:
    """What was said of sheets, by the id of their file, as imports.actions.read_again takes it."""
    options: dict[int, dict[str, Any]] = {}
    for columns, mapping in pairs:
        of_file = options.setdefault(columns.file.pk, {"mapping": {"sheets": {}}})
        of_file["mapping"]["sheets"][columns.sheet] = dict(mapping)
    return options


def remember(owner: User, columns: Columns, mapping: Mapping[str, Any]) -> None:
    """Keep what was said for the next table whose columns have the same names."""
    ColumnMapping.objects.update_or_create(owner=owner, columns=columns.digest, defaults={"mapping": dict(mapping)})


def options_of_new(owner: User) -> dict[str, Any]:
    """What readers of a new table may know: all that the user has said of tables, by the digest of their columns.

    It stays with the file, so that it is brought in as it was looked at, whatever the user says of others meanwhile.
    """
    rows = ColumnMapping.objects.visible_to(owner).order_by("-pk").values_list("columns", "mapping")
    return {"mappings": dict(rows[:MAX_REMEMBERED])}


def _tables(import_: Import) -> list[ImportFile]:
    return list(import_.files.filter(reader=READER).order_by("pk")[:MAX_FILES])


def _columns_of_file(file: ImportFile) -> list[Columns]:
    upload = Upload(file.name, storage.full_path(file.path), file.options)
    run = sandbox.run("kith.imports.from_spreadsheet:overview", upload, limits=apart.limits_for([upload]))
    found: list[Columns] = []
    try:
        for sheet in run:
            found.append(_columns(file, sheet))
    except (BadFile, Exceeded, Broke, OSError):
        return found[:MAX_SHEETS]  # the page of the import says why it cannot be read
    return found[:MAX_SHEETS]


def _columns(file: ImportFile, sheet: Any) -> Columns:
    return Columns(
        file=file,
        sheet=sheet["sheet"],
        names=sheet["names"][:MAX_COLUMNS],
        fields=sheet["fields"][:MAX_COLUMNS],
        samples=[row[:MAX_COLUMNS] for row in sheet["samples"]],
        has_header=sheet["header"],
        dates=sheet["dates"],
        digest=sheet["digest"],
    )
