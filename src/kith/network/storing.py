"""Where networks are stored: a directory for each book and state of it, renamed into place and never changed after."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

_FOLDER = "networks"


def place(owner_id: int, stamp: str) -> Path:
    """Return the directory of a book's network in the state of that stamp, which may not be there."""
    return _book(owner_id) / stamp


def store(owner_id: int, stamp: str, write: Callable[[Path], None]) -> Path:
    """Have a directory written, and put it into its place as one step. Whoever else did so before has written the same."""
    final = place(owner_id, stamp)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=".", dir=final.parent))
    try:
        write(draft)
        os.replace(draft, final)  # noqa: PTH105  # refuses a directory that is there and not empty
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not final.is_dir():
            raise
    return final


def keep_only(owner_id: int, stamp: str) -> None:
    """Delete what is stored of other states of a book. Who has one open can go on reading it."""
    for other in _book(owner_id).glob("*"):
        if other.name != stamp:
            shutil.rmtree(other, ignore_errors=True)


def discard(folder: Path) -> None:
    """Delete what is stored of one state, as it cannot be read."""
    shutil.rmtree(folder, ignore_errors=True)


def delete(owner_id: int) -> None:
    """Delete all that is stored of a book's network."""
    shutil.rmtree(_book(owner_id), ignore_errors=True)


def _book(owner_id: int) -> Path:
    return Path(settings.DATA) / _FOLDER / str(owner_id)
