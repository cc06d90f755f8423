"""One file that the user handed over, and the error for a file that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

HEAD_BYTES = 64 * 1024


class BadFile(Exception):
    """A file, or a place in it, that cannot be read. `reason` is a plain sentence; line 0 is the whole file."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.reason}"


@dataclass(frozen=True)
class Upload:
    """A file on disk under the name that the user knows it by.

    `options` is what the user or their book tells of it, as JSON; readers do without. Keys in use: "mapping" (of a
    table: name of a column -> field), "own_addresses" (list), "bodies" (whether mail is read whole), "zone", "region",
    "today" (ISO date).
    """

    name: str
    path: Path
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def head(self) -> bytes:
        """The first 64 KB, enough to recognise any format. A folder has none."""
        if self.path.is_dir():
            return b""
        with self.open() as file:
            return file.read(HEAD_BYTES)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        return self.path.open("rb")
