"""Files of imports on disk, below the data directory, and the lock that tells whether somebody works on an import."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO
from uuid import UUID

from django.conf import settings

_CHUNK = 1024 * 1024
_FULL = 1000


@dataclass(frozen=True)
class Stored:
    """A file as it was taken in. `path` is below the data directory."""

    name: str
    path: Path
    size: int
    sha256: str


def directory(uid: UUID) -> Path:
    """Where the files of an import are."""
    return root() / str(uid)


def root() -> Path:
    """Where the files of all imports are."""
    return Path(settings.DATA) / "imports"


def full_path(path: str) -> Path:
    """Of a path that is kept below the data directory."""
    return Path(settings.DATA) / path


def store(uid: UUID, number: int, name: str, source: BinaryIO | Path) -> Stored:
    """Copy a file, readable for nobody else, and make sure that it is on the disk. A folder becomes a ZIP of it."""
    place = directory(uid)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = place / str(number)
    if isinstance(source, Path) and source.is_dir():
        with tempfile.TemporaryFile() as file:
            _pack(source, file)
            size, sha256 = _copy(file, target)
    elif isinstance(source, Path):
        with source.open("rb") as file:
            size, sha256 = _copy(file, target)
    else:
        size, sha256 = _copy(source, target)
    return Stored(name, target.relative_to(settings.DATA), size, sha256)


def forget(uid: UUID) -> None:
    """Delete the files of an import, and its lock; whoever waits for that makes it anew."""
    shutil.rmtree(directory(uid), ignore_errors=True)
    _lock(uid).unlink(missing_ok=True)


def note_picture(uid: UUID, name: str) -> None:
    """Note a picture before its file is made, so that it can be deleted if the import comes to nothing."""
    directory(uid).mkdir(parents=True, exist_ok=True, mode=0o700)
    with _pictures(uid).open("a") as file:
        file.write(f"{name}\n")


def noted_pictures(uid: UUID) -> list[str]:
    """The pictures that were noted, and may have been made."""
    try:
        return _pictures(uid).read_text().splitlines()
    except FileNotFoundError:
        return []


@dataclass
class Hold:
    """A lock that is held; with it goes how far the work has come, for a page to show."""

    _file: int

    def report(self, part: float) -> None:
        """Say how much is done, from 0 to 1."""
        os.pwrite(self._file, f"{round(min(max(part, 0), 1) * _FULL):4d}".encode(), 0)


@contextmanager
def hold(uid: UUID, *, wait: bool = True) -> Iterator[Hold | None]:
    """Lock an import against other processes and threads; gives None if it is taken and we do not wait.

    The lock ends with the process that holds it, however it ends.
    """
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    file = _locked(uid, wait)
    if file is None:
        yield None
        return
    try:
        held = Hold(file)
        held.report(0)
        yield held
    finally:
        os.close(file)


def progress(uid: UUID) -> float | None:
    """How much of the running step is done, from 0 to 1; None where nothing is known of it."""
    try:
        return int(_lock(uid).read_bytes()[:4]) / _FULL
    except (FileNotFoundError, ValueError):
        return None


def stored_imports() -> Iterator[tuple[UUID, float]]:
    """Imports that have files, or a lock, on the disk, each with the time of its last change."""
    for place in root().glob("*"):
        try:
            yield UUID(place.stem), place.stat().st_mtime
        except (ValueError, FileNotFoundError):
            continue  # none of ours, or just deleted


def _lock(uid: UUID) -> Path:
    return root() / f"{uid}.lock"


def _pictures(uid: UUID) -> Path:
    return directory(uid) / "pictures"


def _locked(uid: UUID, wait: bool) -> int | None:
    """The lock's file, held; None if it is taken and we do not wait."""
    while True:
        file = os.open(_lock(uid), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if _is_there(uid, file):
                return file
        except BlockingIOError:
            os.close(file)
            return None
        os.close(file)  # it was deleted while we waited, and is nobody's lock any more


def _is_there(uid: UUID, file: int) -> bool:
    try:
        return os.path.samestat(os.fstat(file), _lock(uid).stat())
    except FileNotFoundError:
        return False


def _pack(folder: Path, target: IO[bytes]) -> None:
    """Without compression, and with the time of each file left out, so that the same folder is the same file again."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as member:
                    shutil.copyfileobj(file, member)
    target.seek(0)


def _copy(source: IO[bytes], target: Path) -> tuple[int, str]:
    size, sha256 = 0, hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            sha256.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, sha256.hexdigest()
