"""How objects travel from a child process: as pickles that can hold plain data and plain records, and can call nothing else.

A child may be in the hands of whoever wrote the file. So what comes from it names classes of a short list only; it gets
them as bound calls, which make an instance and have no attributes that a pickle could change.
"""

from __future__ import annotations

import importlib
import io
import pickle
import struct
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

# Modules, and packages with all below them, whose dataclasses, named tuples, enumerations and errors may travel.
RECORDS = (
    "kith.cardreading",
    "kith.directory.drafts",
    "kith.challenges.tracks",
    "kith.icalendars",
    "kith.imports.records",
    "kith.imports.uploads",
    "kith.mail",
    "kith.people.vcards",
)
ORDER = struct.Struct("<cQI")  # to the keeper: what, the number of the run, the length of what follows
RUN, KILL = b"r", b"k"
HEADER = struct.Struct("<cI")  # from a child: what, and the length of what follows
OBJECTS, ERROR, BUG, END = b"o", b"e", b"b", b"."
_BATCH_BYTES = 192 * 1024
_BATCH = 2_000
_COUNT = struct.Struct("<I")
_PROTOCOL = 5
# All of them immutable types of the interpreter itself.
_PLAIN: dict[tuple[str, str], Any] = {
    **{("builtins", each.__name__): each for each in (str, int)},
    **{("datetime", each.__name__): each for each in (date, datetime, time, timedelta, timezone)},
}


class Batch:
    """Objects on their way out, gathered until it pays to send them."""

    def __init__(self, send: Callable[[bytes, bytes], None]) -> None:
        self._send = send
        self._begin()

    def add(self, each: object) -> None:
        """Raises TypeError or pickle.PicklingError for what may not travel."""
        self._pickler.dump(each)
        self._count += 1
        if self._count >= _BATCH or self._buffer.tell() > _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what there is."""
        if self._count:
            self._send(OBJECTS, _COUNT.pack(self._count) + self._buffer.getbuffer())
            self._begin()

    def _begin(self) -> None:
        self._count = 0
        self._buffer = io.BytesIO()
        self._pickler = _Pickler(self._buffer, _PROTOCOL)  # one for all of a batch, so that names are sent once


def unpacked(payload: bytes) -> Iterator[object]:
    """The objects of a batch. Raises pickle.UnpicklingError, and more, for a batch that is not as it should be."""
    [count] = _COUNT.unpack_from(payload)
    unpickler = _Unpickler(io.BytesIO(payload[_COUNT.size :]))
    for _ in range(count):
        yield unpickler.load()


def packed_error(error: Exception) -> bytes | None:
    """An error that may travel, None for any other."""
    kind = type(error)
    if not _may_travel(kind.__module__):
        return None
    try:
        return pickle.dumps((kind.__module__, kind.__qualname__, error.args), _PROTOCOL)
    except (TypeError, AttributeError, pickle.PicklingError):
        return None


def unpacked_error(payload: bytes) -> Exception:
    """The error that the child ended with. Raises pickle.UnpicklingError for what is none."""
    module, name, arguments = _Unpickler(io.BytesIO(payload)).load()
    kind = _found(module, name)
    if not issubclass(kind, Exception):
        raise pickle.UnpicklingError(f"{module}.{name} is no error")
    error: Exception = kind(*arguments)
    return error


class _Pickler(pickle.Pickler):
    """Writes records as calls of their classes, and what only resembles text or a number as what it resembles."""

    def reducer_override(self, each: Any) -> Any:
        """Asked for everything but the plainest."""
        kind = type(each)
        if kind is type:
            return NotImplemented
        if is_dataclass(kind):
            return kind, _values(kind)(each)
        if isinstance(each, datetime):
            return _moment(each)
        if isinstance(each, tuple):
            return kind, tuple(each)
        return NotImplemented if isinstance(each, type | date) else _plain(each)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A way to make an instance, and no more: not the class itself, which a pickle could write attributes to."""
        plain = _PLAIN.get((module, name))
        return _found(module, name).__call__ if plain is None else plain


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of a dataclass in the order in which its call takes them."""
    names = [field.name for field in fields(kind)]
    if any(not field.init or field.kw_only for field in fields(kind)):
        raise pickle.PicklingError(f"{kind.__qualname__} cannot be made by one plain call")
    getter = attrgetter(*names) if names else lambda _each: ()
    return getter if len(names) != 1 else lambda each: (getter(each),)


def _moment(each: datetime) -> Any:
    """In a zone that is an offset and no more: the moment is the same."""
    if each.tzinfo is None or type(each.tzinfo) is timezone:
        return NotImplemented
    offset = each.utcoffset()
    fixed = each.replace(tzinfo=None if offset is None else timezone(offset))
    return datetime, (
        fixed.year,
        fixed.month,
        fixed.day,
        fixed.hour,
        fixed.minute,
        fixed.second,
        fixed.microsecond,
        fixed.tzinfo,
    )


def _plain(each: Any) -> Any:
    if isinstance(each, Enum) and _may_travel(type(each).__module__):
        return type(each), (each.value,)
    if isinstance(each, str):
        return str, (str.__str__(each),)
    if isinstance(each, int):
        return int, (int.__int__(each),)
    return NotImplemented


def _may_travel(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in RECORDS)


@cache
def _found(module: str, name: str) -> Any:
    """A class of the list. Raises pickle.UnpicklingError for any other."""
    if not _may_travel(module) or "." in name:
        raise pickle.UnpicklingError(f"{module}.{name} may not come out of a child process")
    kind = getattr(importlib.import_module(module), name, None)
    is_record = (
        is_dataclass(kind) or hasattr(kind, "_fields") or _is_kind_of(kind, Enum) or _is_kind_of(kind, Exception)
    )
    if not isinstance(kind, type) or kind.__module__ != module or not is_record:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain record")
    return kind


def _is_kind_of(kind: object, parent: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, parent)
