"""Finds the reader for a file. Each format is one module named from_….py in this package, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import stat
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

import kith.imports
from kith.imports import zips
from kith.imports.records import Record
from kith.imports.uploads import BadFile, Upload

_ORDER = 100


class Reader(Protocol):
    """What a from_….py module holds. One that sets ORDER below 100 is asked earlier than the others."""

    @property
    def NAME(self) -> str: ...  # noqa: N802  # a constant of the modules that are readers

    @property
    def LABEL(self) -> str: ...  # noqa: N802  # a constant of the modules that are readers

    def recognises(self, upload: Upload) -> bool: ...

    def read(self, upload: Upload) -> Iterator[Record]: ...


@cache
def all_readers() -> tuple[Reader, ...]:
    """In the order in which they are asked."""
    names = [each.name for each in pkgutil.iter_modules(kith.imports.__path__) if each.name.startswith("from_")]
    modules = [importlib.import_module(f"kith.imports.{name}") for name in sorted(names)]
    modules.sort(key=lambda module: getattr(module, "ORDER", _ORDER))
    return tuple(cast(Reader, module) for module in modules)


def reader_named(name: str) -> Reader:
    """Raises LookupError where there is none of that name."""
    readers = {reader.NAME: reader for reader in all_readers()}
    if name not in readers:
        raise LookupError(f"There is no reader named {name!r}.")
    return readers[name]


def reader_for(upload: Upload) -> Reader:
    """The first that recognises the file. Raises BadFile, in words for the user, where none does."""
    mode = upload.path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise BadFile(upload.name, 0, "This is no file, but a device or a pipe, which Kith does not read.")
    if not upload.size:
        raise BadFile(upload.name, 0, "This file is empty.")
    for reader in all_readers():
        if _recognises(reader, upload):
            return reader
    raise BadFile(upload.name, 0, _not_read(upload))


def _recognises(reader: Reader, upload: Upload) -> bool:
    try:
        return reader.recognises(upload)
    except IsADirectoryError:
        return False  # it reads no folders


def _not_read(upload: Upload) -> str:
    labels = ", ".join(reader.LABEL for reader in all_readers())
    if upload.path.is_dir():
        reason = f"This is a folder, and holds nothing that Kith reads as one. It reads these: {labels}."
    elif zips.is_zip(upload):
        reason = f"This ZIP holds nothing that Kith reads. It reads these: {labels}."
    else:
        reason = f"This is not a format that Kith reads: it reads {labels}."
    return reason
