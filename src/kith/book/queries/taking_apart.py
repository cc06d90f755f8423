"""What was added to a merged person since the merge, in words, so that the user can say whose each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _

from kith.appointments.models import Attendance
from kith.book.partial_dates import in_words
from kith.duplicates import fields, queries, since
from kith.duplicates.models import Merge
from kith.duplicates.since import Side
from kith.interactions.models import Participation, Promise
from kith.people.models import ContactPoint, Labelling, Occasion, Person, Position, Related
from kith.ties.models import Acquaintance

MOST = 200  # questions on the page; what is beyond stays, as it would unanswered


@dataclass(frozen=True, slots=True)
class Question:
    """Something of which is to be said whose it is. `side` is whose it is unless the user says otherwise."""

    key: str
    text: str
    note: str
    side: Side


@dataclass(frozen=True, slots=True)
class Apart:
    """A merge as its page shows it: what is asked, what goes by rule, and the merge that has to be taken apart before."""

    merge: Merge
    asked: Sequence[Question]
    ruled: Sequence[Question]
    more: int
    first: Merge | None

    @property
    def names(self) -> tuple[str, str]:
        """What the kept and the absorbed one are called then, told apart where that is the same."""
        before, after, now = (
            self.merge.before["person"]["name"],
            self.merge.after["person"]["name"],
            self.merge.kept.name,
        )
        kept, absorbed = before if now == after else now, self.merge.absorbed.name
        return (f"{kept} (1)", f"{absorbed} (2)") if kept == absorbed else (kept, absorbed)

    @property
    def keys(self) -> set[str]:
        """What can be answered."""
        return {question.key for question in (*self.asked, *self.ruled)}


def apart(merge: Merge) -> Apart:
    """What taking it apart comes to now."""
    news = since.added(merge)
    sides = since.sides(news, {})
    told = [(each, text) for each in news if (text := _in_words(each))]
    rows = [(each.side, Question(each.key, text, "", sides[each.key])) for each, text in told]
    asked = [*_fields(merge), *(question for side, question in rows if side is None)]
    ruled = [question for side, question in rows if side is not None]
    return Apart(merge, asked[:MOST], ruled[:MOST], max(0, len(asked) - MOST), queries.merge_on_top(merge))


def _fields(merge: Merge) -> list[Question]:
    """Fields that were changed since."""
    found = []
    for each in fields.changed(merge):
        name = capfirst(str(Person._meta.get_field(each.field).verbose_name))  # type: ignore[union-attr]
        had = {"mine": _value(each.field, each.mine), "theirs": _value(each.field, each.theirs)}
        had |= {"one": merge.before["person"]["name"], "other": merge.absorbed.name}
        note = _("Before the merge %(one)s had %(mine)s, %(other)s had %(theirs)s.") % had
        found.append(Question(each.key, f"{name}: {_value(each.field, each.now)}", note, "kept"))
    return found


def _value(field: str, value: Any) -> str:
    if not value:
        return _("nothing")
    if field == "met_through":
        return str(Person.objects.filter(pk=value).values_list("name", flat=True).first() or _("somebody who is gone"))
    if field == "met_on":
        return in_words(value)
    if field == "photo":
        return _("a photo")
    choices = dict(Person._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    text = str(choices.get(value, value))
    return f"“{text[:200]}…”" if len(text) > 200 else f"“{text}”"


def _in_words(added: since.Added) -> str:
    """The row in words; "" for what nobody needs to be asked about, as Kith works it out by itself."""
    row = added.row
    if isinstance(row, Acquaintance):
        return _acquaintance(row, added.link.name)
    if isinstance(row, Promise) and row.interaction_id:
        return ""  # goes with its touch
    say = _WORDS.get(type(row))
    return say(row) if say else ""


def _acquaintance(row: Acquaintance, link: str) -> str:
    name = {"name": row.other if link == "one" else row.one}
    if row.sureness == Acquaintance.Sureness.NOT:
        return _("Does not know %(name)s") % name
    return (_("Knows %(name)s") if link == "one" else _("Known by %(name)s")) % name


def _touch(row: Participation) -> str:
    touch = row.interaction
    text = f"{touch.get_kind_display()}, {date_format(touch.on, 'j F Y')}"
    return f"{text}: {touch.summary}" if touch.summary else text


def _position(row: Position) -> str:
    return ", ".join(filter(None, (row.title, row.organisation.name if row.organisation else "")))


_WORDS: dict[type, Callable[[Any], str]] = {
    ContactPoint: lambda row: f"{row.get_kind_display()}: {row.value}",
    Position: _position,
    Occasion: str,
    Labelling: lambda row: str(format_lazy("{}: {}", _("Label"), row.label.name)),
    Related: str,
    Participation: _touch,
    Promise: lambda row: f"{row.get_by_display()}: {row.what}",
    Person: lambda row: _("%(name)s was met through them") % {"name": row},
    Attendance: lambda row: str(row.appointment),
}
