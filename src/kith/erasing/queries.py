"""Everything that the book holds on somebody: rows of every kind that point at them, found by walking the models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Count, Field, Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import Owned
from kith.imports.models import Import, ImportRecord
from kith.interactions.models import Interaction, Participation
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.traces import Finder, Traces, traces_of
from kith.prepared import prepared
from kith.ui.nav import address

FIRST, SHOWN = 5, 200  # rows of one kind, and where all of that kind are asked for
MENTIONS = 50
_WAITING = (Import.State.READING, Import.State.READY)
# What rows of a kind have to say for themselves: that somebody took part is told by the interaction.
_SAYING = {"interactions.participation": ~Q(private_note="")}
_SAYING_SQL = {"interactions.participation": " AND t.private_note <> ''"}
_TOUCHES = """
    SELECT 'interactions_interaction', COUNT(DISTINCT t.interaction_id)
    FROM interactions_participation t WHERE t.person_id IN %(people)s
"""
_SILENT = frozenset({"id", "owner", "batch", "uid", "search_text", "sort_name", "version", "digest", "of"})


@dataclass(frozen=True)
class Held:
    """One kind of rows: what it is called, how many there are, and the first of them, each as (field, value) pairs.

    `kind` names it where all of its rows are asked for.
    """

    kind: str
    title: str
    total: int
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Mention:
    """Words of the user's own in which the name stands; they are not erased, as they are about others as well."""

    title: str
    url: str


def held(person: Person, all_of: str = "") -> list[Held]:
    """The person's own row, and every kind of row about them: the first few, but of the kind `all_of` more.

    The totals are one query, and each kind that there is one more.
    """
    everyone = _everyone(person)
    own = list(Person.objects.filter(pk__in=everyone))
    found = [Held("person", str(Person._meta.verbose_name).capitalize(), len(own), [_facts(each) for each in own])]
    totals = _totals(everyone)
    for model, columns in _about_people():
        if total := totals[model._meta.db_table]:
            ask = _rows_about(model, columns, SHOWN if all_of == model._meta.model_name else FIRST)
            found.append(_held(model, total, [_facts(row, everyone) for row in ask(everyone)]))
    if total := totals[Interaction._meta.db_table]:
        ask_touches = _all_touches if all_of == Interaction._meta.model_name else _first_touches
        found.append(_held(Interaction, total, [_facts(row) for row in ask_touches(everyone)]))
    return found


def named_in_imports(person: Person) -> list[Held]:
    """Raw records about others in which the person stands as well; those about them are among their rows."""
    everyone = _everyone(person)
    traces = traces_of(person.owner, everyone)
    finder = Finder.of(traces)
    records = ImportRecord.objects.filter(_naming(traces), owner=person.owner).exclude(person__in=everyone)
    found = [row for row in records.order_by("pk").iterator() if finder.finds(f"{row.name}\n{row.raw}\n{row.reason}")]
    title = _("%(kind)s that name them") % {"kind": _title(ImportRecord)}
    return [Held("named", title, len(found), [_facts(row) for row in found[:SHOWN]])] if found else []


def mentions(person: Person) -> list[Mention]:
    """Other people, and interactions with others, whose words name this person or an identifier of theirs.

    Files that wait to be brought in are among them: what is in them is not looked through.
    """
    traces = traces_of(person.owner, _everyone(person))
    people, touches = Q(pk=None), Q(pk=None)
    for word in filter(fold, traces.words):
        people |= Q(search_text__contains=fold(word))
        touches |= Q(summary__icontains=word) | Q(notes__icontains=word)
    finder = Finder.of(traces, loosely=True)
    others = Person.objects.in_book().filter(people, owner=person.owner).exclude(pk=person.pk).order_by("sort_name")
    staying = Interaction.objects.in_book().filter(touches, owner=person.owner).exclude(pk__in=_only_with(person))
    named = (each for each in others.iterator() if finder.finds(each.search_text))
    told = (each for each in staying.order_by("-on", "-pk").iterator() if finder.finds(f"{each.summary}\n{each.notes}"))
    found = [Mention(each.name, address("book:person", each.pk)) for each in islice(named, MENTIONS)]
    found += [
        Mention(f"{each.get_kind_display()}, {each.on}", address("interactions:edit", each.pk))
        for each in islice(told, MENTIONS)
    ]
    waiting = Import.objects.filter(owner=person.owner, state__in=_WAITING).order_by("pk")
    return found + [
        Mention(_("%(title)s, which waits to be brought in") % {"title": each}, address("imports:import", each.pk))
        for each in waiting[:MENTIONS]
    ]


def _only_with(person: Person) -> QuerySet[Any]:
    """Interactions with nobody else, which go with the person."""
    own = Interaction.objects.filter(participations__person=person)
    counted = Interaction.objects.filter(pk__in=own.values("pk")).annotate(people_count=Count("participations"))
    alone: QuerySet[Any] = counted.filter(people_count=1).values("pk")
    return alone


def _everyone(person: Person) -> list[int]:
    """The person, and all who were merged into them."""
    everyone, latest = [person.pk], [person.pk]
    while latest:
        latest = list(Person.objects.filter(merged_into__in=latest).values_list("pk", flat=True))
        everyone += latest
    return everyone


@cache
def _about_people() -> tuple[tuple[type[Model], tuple[str, ...]], ...]:
    found = []
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        columns = tuple(field.name for field in model._meta.concrete_fields if field.related_model is Person)
        if columns and model is not Person and issubclass(model, Owned):
            found.append((model, columns))
    return tuple(found)


@cache
def _rows_about(model: type[Model], columns: tuple[str, ...], most: int) -> Callable[[list[int]], list[Any]]:
    """The question for so many rows of a kind that are about these people."""

    def build(everyone: list[int]) -> QuerySet[Any]:
        wanted = Q()
        for column in columns:
            wanted |= Q(**{f"{column}__in": everyone})
        rows = model._default_manager.filter(wanted).filter(_SAYING.get(model._meta.label_lower, Q()))
        related = [field.name for field in model._meta.concrete_fields if field.is_relation and field.name != "owner"]
        return rows.select_related(*related).order_by("pk")[:most]

    return prepared(build)


@prepared
def _first_touches(everyone: list[int]) -> QuerySet[Interaction]:
    return _touches_with(everyone)[:FIRST]


@prepared
def _all_touches(everyone: list[int]) -> QuerySet[Interaction]:
    return _touches_with(everyone)[:SHOWN]


def _touches_with(everyone: list[int]) -> QuerySet[Interaction]:
    parts = Participation.objects.filter(person__in=everyone)
    return Interaction.objects.filter(pk__in=parts.values("interaction")).order_by("-on", "-pk")


def _totals(everyone: list[int]) -> dict[str, int]:
    """How many rows about these people each table has, in one query."""
    asked = [
        f"SELECT '{model._meta.db_table}', COUNT(*) FROM {model._meta.db_table} t"  # noqa: S608  # names of our own
        f" WHERE ({' OR '.join(f't.{column}_id IN %(people)s' for column in columns)})"
        f"{_SAYING_SQL.get(model._meta.label_lower, '')}"
        for model, columns in _about_people()
    ]
    return dict(sql.rows(" UNION ALL ".join([*asked, _TOUCHES]), people=everyone))


def _held(model: type[Model], total: int, rows: list[list[tuple[str, str]]]) -> Held:
    return Held(str(model._meta.model_name), _title(model), total, rows)


def _naming(traces: Traces) -> Q:
    wanted = Q(pk=None)
    for word in sorted(traces.words):
        wanted |= Q(raw__icontains=word) | Q(name__icontains=word) | Q(reason__icontains=word)
    return wanted


def _title(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()


def _facts(row: Model, everyone: Sequence[int] = ()) -> list[tuple[str, str]]:
    """What a row says, in the words of its fields; blanks say nothing, nor that it is about the person."""
    return [
        (str(field.verbose_name), value)
        for field in row._meta.concrete_fields
        if field.name not in _SILENT and not _is_about(row, field, everyone) and (value := _value(row, field))
    ]


def _is_about(row: Model, field: Field[Any, Any], everyone: Sequence[int]) -> bool:
    return field.related_model is Person and getattr(row, field.attname) in everyone


def _value(row: Model, field: Field[Any, Any]) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    value = getattr(row, field.name)
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "\n".join(f"{name}: {each}" for name, each in value.items())
    return "" if value in (None, "", 0) else str(value)
