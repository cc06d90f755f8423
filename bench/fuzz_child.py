"""In a child process: reads one mutated input after the other, and tells what became of each that is worth telling."""

from __future__ import annotations

import io
import json
import random
import signal
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from bench.fuzz_inputs import FORMATS, mutated
from kith.cli import read_
from kith.imports import readers
from kith.imports.records import LeftRecord, PersonRecord, Record, Refusal
from kith.imports.uploads import BadFile, Upload
from kith.sandbox.wire import Batch, unpacked

HANG = 2.0  # seconds of processor time
_OPTIONS = {"today": "2026-11-23", "zone": "Europe/Berlin", "region": "DE", "own_addresses": ["me@kith.example"]}
_READERS = readers.all_readers()


class _Hangs(BaseException):
    """No Exception, so that no reader catches it."""


@dataclass(frozen=True)
class _InMemory(Upload):
    """A file that is not on disk."""

    data: bytes = field(kw_only=True)

    @property
    def size(self) -> int:
        return len(self.data)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


def outcomes(kind: str, seed: int, first: int, last: int) -> Iterator[tuple[str, int, str]]:
    """("read", "refused", "deep", "crash", "hang" or "wordless", how many or which input, where) of these inputs."""
    signal.signal(signal.SIGPROF, _hang)
    counts: dict[str, int] = {}
    for number in range(first, last):
        outcome, where = _outcome(kind, number, mutated(kind, seed, number))
        counts[outcome] = counts.get(outcome, 0) + 1
        if where:
            yield outcome, number, where
    for outcome, count in counts.items():
        yield f"{outcome} in all", count, ""


def _outcome(kind: str, number: int, data: bytes) -> tuple[str, str]:
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        return _read(kind, number, _InMemory(FORMATS[kind].file, Path("/nowhere/at-all"), _OPTIONS, data=data))
    except _Hangs as error:
        return "hang", _place(error)
    except _Wordless as error:
        return "wordless", str(error)
    except RecursionError:
        return "deep", ""  # which the sandbox turns into words
    except Exception as error:  # any of them is what is looked for
        return "crash", f"{type(error).__name__} at {_place(error)} | {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read(kind: str, number: int, upload: Upload) -> tuple[str, str]:
    people, refused = 0, 0
    try:
        for record in _reader(kind, number, upload).read(upload):
            _check(record, people)
            people += isinstance(record, PersonRecord)
            if isinstance(record, (Refusal, LeftRecord)):
                refused += 1
                _check_words(record.file, record.line, record.reason)
    except BadFile as error:
        refused += 1
        _check_words(error.file, error.line, error.reason)
    return "refused" if refused else "read", ""


def _reader(kind: str, number: int, upload: Upload) -> Any:
    """The one that recognises it, as always; else one that might have been told to read it."""
    found = next((reader for reader in _READERS if reader.recognises(upload)), None)
    return found or readers.reader_named(random.Random(number).choice(FORMATS[kind].readers))


def _check(record: Record, people: int) -> None:
    """It can be sent out of the child process, and printed."""
    sent: list[bytes] = []
    batch = Batch(lambda _kind, payload: sent.append(payload))
    batch.add(record)
    batch.flush()
    list(unpacked(sent[0]))
    json.dumps(read_._facts(record, people), ensure_ascii=False, default=read_._plain).encode()


class _Wordless(Exception):
    """A refusal that does not say what it should."""


def _check_words(file: str, line: int, reason: str) -> None:
    if not file or not isinstance(line, int) or line < 0 or not reason.rstrip().endswith((".", "?")):
        raise _Wordless(f"{file!r} {line!r} {reason!r}")


def _hang(*_details: object) -> None:
    raise _Hangs


def _place(error: BaseException) -> str:
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "fuzz_child" not in frame.filename]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-4:]))
