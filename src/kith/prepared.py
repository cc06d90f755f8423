"""Questions that Django puts together once and asks many times, for pages on which the former takes longer than the latter.

    @prepared
    def meetings_to_come(group: Group, now: datetime) -> QuerySet[Meeting]:
        return Meeting.objects.filter(group=group, starts_at__gte=now).order_by("starts_at")[:3]

    meetings_to_come(group, now)  # a list; from the second time on only the statement is sent and its rows are read

The function is called with stand-ins, twice with different ones. What differs between the two statements must be the stand-ins and
nothing else, or PreparedError says so at the first call. Numbers, texts, days, moments and UUIDs may be given, objects of which
only the key is used, and sequences of these for `__in`; texts may be looked for within others (`__icontains`). None, flags and members of an Enum are not stood in for: each makes a
statement of its own, so that the function may look at them. More values than there are stand-ins for, a thousand or so, are asked
for as Django would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import partial, wraps
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.utils import timezone

P = ParamSpec("P")
Row = TypeVar("Row")

_FIRST, _SECOND = 30_100, 31_400  # both fit the smallest integer field: Django drops comparisons that cannot be true
_EPOCH = datetime(2190, 1, 1, tzinfo=UTC)
_LARGEST = 2**63  # which no integer field holds
_ALIAS = "default"
_PLAIN = frozenset((int, str))  # kinds of values that both databases take as they are


class PreparedError(TypeError):
    """A function whose question depends on its values otherwise than by holding them."""


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Return a function that asks what `build` puts together: once for each shape of its values, and per connection.

    Raises PreparedError for what cannot be asked again with other values: values that are calculated with, slices by a value,
    prefetched relations, and managers of an object (`group.posts`).
    """

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        values = (*args, *kwargs.values())
        told = [held for value in values for held in _held(value)]
        if not _can_be_told(told):
            return list(build(*args, **kwargs))
        connection = connections[_ALIAS]
        # Kept with the connection, which plans point back at: they go with its thread.
        plans: dict[tuple[Any, ...], _Plan[Any]] = connection.__dict__.setdefault("_prepared", {})
        # The zone is part of a statement that makes days of moments.
        key = (build, *kwargs, timezone.get_current_timezone_name(), *map(_shape, values))
        if key not in plans:
            plans[key] = _Plan(connection, build, [*((None, value) for value in args), *kwargs.items()])
        return plans[key].rows(told)

    return ask


class _Plan(Generic[Row]):
    """A statement, what reads its rows, and where in it the values go."""

    def __init__(
        self,
        connection: BaseDatabaseWrapper,
        build: Callable[..., QuerySet[Any, Row]],
        given: list[tuple[str | None, Any]],
    ) -> None:
        self.connection = connection
        self.params: tuple[Any, ...] = ()
        self.queryset: Any = _built(build, given, _FIRST)
        compiler: Any = self.queryset.query.get_compiler(connection=connection)
        try:
            self.sql, self.fixed = compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""
            return
        self.places = self._places(build, given)
        # The compiler keeps what as_sql found out about columns; from now on it is only told the values.
        compiler.as_sql = lambda *_args, **_named: (self.sql, self.params)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters
        query: Any = self.queryset.query
        query.get_compiler = lambda *_args, **_named: compiler

    def rows(self, held: list[Any]) -> list[Row]:
        """Ask, with these values."""
        if not self.sql:
            return []
        params = list(self.fixed)
        told = [value if type(value) in _PLAIN else _adapted(self.connection, value) for value in held]
        for at, number, kind in self.places:
            params[at] = kind(told[number])
        self.params = tuple(params)
        return list(self.queryset._iterable_class(self.queryset))

    def _places(
        self, build: Callable[..., QuerySet[Any, Row]], given: list[tuple[str | None, Any]]
    ) -> list[tuple[int, int, Callable[[Any], Any]]]:
        """Where in the statement each value goes, and as what: found by asking for it a second time, with other stand-ins."""
        again = _built(build, given, _SECOND).query.get_compiler(connection=self.connection)
        sql, others = again.as_sql()
        if sql != self.sql:
            raise PreparedError(f"{build.__qualname__} makes another statement of other values: {sql}")
        ways = list(self._ways(given))
        places: list[tuple[int, int, Callable[[Any], Any]]] = []
        for at, (one, other) in enumerate(zip(self.fixed, others, strict=True)):
            found = next(((number, way) for number, way, pair in ways if pair == (one, other)), None)
            if found is not None:
                number, way = found
                places.append((at, number, type(one) if isinstance(one, int) else way))
            elif one != other:
                raise PreparedError(f"{build.__qualname__} calculates with a value: {one!r}, then {other!r}")
        return places

    def _ways(self, given: list[tuple[str | None, Any]]) -> Iterator[tuple[int, Callable[[Any], Any], tuple[Any, Any]]]:
        """What may become of a value in a statement: its number, how, and what would become so of its two stand-ins."""
        escaped = self.connection.ops.prep_for_like_query
        of_text: list[Callable[[Any], Any]] = [_as_it_is]
        of_text += [partial(_pattern, escaped, form) for form in ("{}", "%{}%", "{}%", "%{}")]
        first, second = (self._stand_ins(given, start) for start in (_FIRST, _SECOND))
        for number, pair in enumerate(zip(first, second, strict=True)):
            for way in of_text if isinstance(pair[0], str) else of_text[:1]:
                yield number, way, (way(pair[0]), way(pair[1]))

    def _stand_ins(self, given: list[tuple[str | None, Any]], start: int) -> list[Any]:
        """All stand-ins, as the database is told them."""
        found = [held for _name, value in _stood_in(given, start) for held in _held(value)]
        return [_adapted(self.connection, value) for value in found]


def _built(
    build: Callable[..., QuerySet[Any, Row]], given: list[tuple[str | None, Any]], start: int
) -> QuerySet[Any, Row]:
    """The question with stand-ins in place of the values."""
    stood_in = list(_stood_in(given, start))
    try:
        queryset: Any = build(
            *(value for name, value in stood_in if name is None), **{name: value for name, value in stood_in if name}
        )
    except ObjectDoesNotExist as error:
        raise PreparedError(f"{build.__qualname__} uses more of an object than its key") from error
    if queryset._prefetch_related_lookups or queryset._known_related_objects:
        raise PreparedError(f"{build.__qualname__} prefetches, or begins with a manager of an object")
    return queryset  # type: ignore[no-any-return]  # Any, for its private names


def _stood_in(given: list[tuple[str | None, Any]], start: int) -> Iterator[tuple[str | None, Any]]:
    """What is given, with stand-ins for all that may differ from call to call."""
    numbers = iter(range(start, start + _SECOND - _FIRST))
    for name, value in given:
        members = [_stand_in(member, next(numbers)) for member in _members(value)] if _is_sequence(value) else None
        if members is not None:
            yield name, members
        elif _is_fixed(value):
            yield name, value
        else:
            yield name, _stand_in(value, next(numbers))


def _stand_in(value: Any, number: int) -> Any:
    """Something of the kind of a value, which no question holds by itself."""
    match value:
        case Model():
            # An object that has only its key: whoever asks for more asks the database, which has no such row.
            return value._meta.model.from_db(_ALIAS, [value._meta.pk.attname], [_stand_in(value.pk, number)])
        case int():
            return number
        case str():
            return f"stand_in-{number}"  # _ is escaped in patterns, by which those are told from texts as they are
        case datetime():
            return _EPOCH + timedelta(days=number)
        case date():
            return (_EPOCH + timedelta(days=number)).date()
        case UUID():
            return UUID(int=number)
        case _:
            raise PreparedError(f"no question can be prepared for a {type(value).__name__}: {value!r}")


def _shape(value: Any) -> object:
    """What a statement depends on: the kind of a value, the number of a sequence's members, or a value that is fixed."""
    if _is_fixed(value):
        return type(value), value
    if _is_sequence(value):
        return _length(value), _shape(next(iter(value))) if value else None
    return value._meta.model if isinstance(value, Model) else type(value)


def _held(value: Any) -> list[Any]:
    """The values that a statement is told of something given."""
    if _is_fixed(value):
        return []
    found = _members(value) if _is_sequence(value) else [value]
    return [member.pk if isinstance(member, Model) else member for member in found]


def _can_be_told(values: list[Any]) -> bool:
    """Whether there are stand-ins for so many values, and the database takes each: of a number that no field holds, such as
    one that somebody typed into an address, Django knows by itself that no row has it."""
    numbers = [value for value in values if isinstance(value, int)]
    too_large = numbers and not -_LARGEST <= min(numbers) <= max(numbers) < _LARGEST
    return not too_large and len(values) <= _SECOND - _FIRST


def _members(values: Any) -> list[Any]:
    """The members of a sequence, the last one repeated until they are a power of two: so there are few statements."""
    members = list(values)
    return members + members[-1:] * (_length(members) - len(members))


def _length(members: Any) -> int:
    return 1 << (len(members) - 1).bit_length() if members else 0


def _is_fixed(value: Any) -> bool:
    return value is None or isinstance(value, bool | Enum)


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _adapted(connection: BaseDatabaseWrapper, value: Any) -> Any:
    """A value as Django tells it to the database."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
        case UUID() if not connection.features.has_native_uuid_field:
            return value.hex
        case _:
            return value


def _as_it_is(value: Any) -> Any:
    return value


def _pattern(escaped: Callable[[str], str], form: str, text: str) -> str:
    """What texts are compared with that have another within them, or begin or end with it."""
    return form.format(escaped(text))
