"""Rows of people in a form: each one of the book, or somebody new by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms.formsets import BaseFormSet, formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions.actions import CorrectedPerson
from kith.interactions.capture import KnownPeople, Named, points_in_words
from kith.interactions.models import Participation
from kith.people import queries as people_queries
from kith.people.models import Person

NEW = "new"
MAX_ROWS = 200
_OFFERED = 20


class Book:
    """The people of a book, as the rows of a form look them up. `also` are people of the bin who took part.

    Everybody is asked for only where a name has to be found.
    """

    def __init__(self, owner: User, also: Iterable[Person] = ()) -> None:
        self.owner = owner
        self.people = {person.pk: person for person in also}
        self._places = dict.fromkeys(self.people, "")
        self._asked: set[int] = set()
        self._everybody_asked = False

    @cached_property
    def known(self) -> KnownPeople:
        """Everybody, to find names among them."""
        rows = people_queries.known_people(self.owner)
        self._places |= {row.id: row.organisation for row in rows}
        self._everybody_asked = True
        return KnownPeople(rows)

    def own(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids that are people of this book, each once."""
        wanted = list(dict.fromkeys(ids))
        self._ask(wanted)
        return [pk for pk in wanted if pk in self._places]

    def place(self, pk: int) -> str:
        """Where somebody is now, "" if that is not known."""
        self._ask([pk])
        return self._places.get(pk, "")

    def named(self, text: str) -> list[int]:
        """Whom a name may mean; "Ana Ruiz (Acme)" says where."""
        name, _bracket, place = text.removesuffix(")").partition(" (")
        return list(self.known.find(name, place))

    def load(self, ids: Iterable[int]) -> None:
        """Have these people at hand, by one query."""
        missing = set(ids) - self.people.keys()
        self.people |= Person.objects.visible_to(self.owner).in_bulk(missing) if missing else {}

    def _ask(self, ids: Iterable[int]) -> None:
        unknown = [] if self._everybody_asked else sorted(set(ids) - self._asked)
        if unknown:
            self._asked.update(unknown)
            rows = people_queries.known_people(self.owner, unknown)
            self._places |= {row.id: row.organisation for row in rows}


class PersonRow(forms.Form):
    """Somebody who took part. A row left blank is nobody."""

    who = forms.ChoiceField(label=_("Who is it?"), required=False, widget=forms.RadioSelect, show_hidden_initial=True)
    offered = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=300,
        show_hidden_initial=True,
        widget=forms.TextInput(
            attrs={
                "list": "known-names",
                "autocomplete": "off",
                "hx-get": reverse_lazy("interactions:known_names"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#known-names",
                "hx-sync": "this:queue last",
            }
        ),
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book
        self.options = self._options()
        self._offer(self.options)

    @property
    def person(self) -> Person | None:
        """Whom of the book the row stands for as it is shown."""
        shown = str(self["who"].value() or "")
        return self.book.people.get(int(shown)) if shown.isdigit() else None

    @property
    def place(self) -> str:
        """Where that person is now."""
        return self.book.place(self.person.pk) if self.person else ""

    @property
    def is_blank(self) -> bool:
        """Whether the row is to be filled in by somebody else's name."""
        return not (self["name"].value() or self.options)

    @property
    def is_undecided(self) -> bool:
        """Whether several may be meant, and none has been chosen."""
        return bool(self.options) and not self["who"].value()

    @property
    def person_id(self) -> int | None:
        """Who was chosen; None: somebody new, by name."""
        chosen: str = self.cleaned_data.get("who", "")
        return int(chosen) if chosen.isdigit() else None

    @property
    def is_nobody(self) -> bool:
        """Whether the row was left blank, or is to be left out."""
        given = self.cleaned_data
        return bool(given.get("DELETE")) or not (given.get("who") or given.get("name"))

    def clean(self) -> dict[str, Any]:
        """Find whom the name means, unless it was said. Another name written over somebody's is another person."""
        given = self.cleaned_data
        if "name" in self.changed_data and "who" not in self.changed_data:
            given["who"] = ""
        if given.get("who") == NEW and not given.get("name"):
            self.add_error("name", _("Write the name."))
        elif given.get("name") and not given.get("who") and "who" not in self.errors:
            self._find(given["name"])
        return given

    def _find(self, name: str) -> None:
        """Take the only one whom a new name may mean; several, or those offered before, are asked about."""
        is_asked = self.options and self.cleaned_data.get("offered") and "name" not in self.changed_data
        found = self.options if is_asked else self.book.named(name)
        if len(found) == 1 and not is_asked:
            self.cleaned_data["who"] = str(found[0])
        elif found:
            self.options = self.book.own(found)
            self._offer(self.options)
            self.add_error("who", ValidationError(_("Please choose who %(name)s is."), params={"name": name}))

    def _options(self) -> list[int]:
        said = str(self["offered"].value() or "").split(",")
        name = str(self["name"].value() or "")
        found = self.book.named(name) if self.is_bound and name and not any(said) else []
        return self.book.own([*(int(pk) for pk in said[:MAX_ROWS] if pk.isdigit()), *found])

    def _offer(self, options: Sequence[int]) -> None:
        self.book.load(options)
        choices = [(str(pk), self._label(pk)) for pk in options if pk in self.book.people]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [*choices, (NEW, _("Somebody new"))]

    def _label(self, pk: int) -> str:
        place = self.book.place(pk)
        return f"{self.book.people[pk].name}, {place}" if place else self.book.people[pk].name


class CaptureRow(PersonRow):
    """Somebody named in a line, with what was said of them."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    points = forms.CharField(label=_("E-mail, phone or web address"), required=False, max_length=3000)

    @property
    def said(self) -> list[forms.BoundField]:
        """The fields beside the name: for somebody new where they work, else only what was said."""
        is_new = self.person is None
        named = [self[name] for name in ("title", "organisation", "points")]
        return [field for field in named if field.value() or (is_new and field.name != "points")]

    def clean_points(self) -> tuple[tuple[str, str], ...]:
        text = self.cleaned_data["points"]
        found = tuple((point.kind, point.value) for point in points_in_words.find_points(text))
        if text.strip() and not found:
            raise ValidationError(_("Write an e-mail address, a phone number with its country code, or a web address."))
        return found

    def corrected(self) -> CorrectedPerson | None:
        """The row as the action takes it, None for nobody."""
        if self.is_nobody:
            return None
        given = self.cleaned_data
        return CorrectedPerson(self.person_id, given["name"], given["title"], given["organisation"], given["points"])


class ParticipantRow(PersonRow):
    """Somebody who took part in an interaction, with the note that concerns only them."""

    private_note = forms.CharField(
        label=_("Private note"),
        required=False,
        max_length=100_000,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PeopleRows(BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The people of a form, with blank rows behind them to add somebody."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Leave out")

    @property
    def people(self) -> list[Any]:
        """The rows that stand for somebody."""
        return [form for form in self.forms if not form.is_blank]

    @property
    def offers(self) -> list[str]:
        """Names to choose from."""
        return name_offers(self.form_kwargs["book"].owner)

    @property
    def blanks(self) -> list[Any]:
        """The rows that may be filled in."""
        return [form for form in self.forms if form.is_blank]


CaptureRows = formset_factory(
    CaptureRow,
    formset=PeopleRows,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=MAX_ROWS,
    absolute_max=MAX_ROWS,
)
ParticipantRows = formset_factory(
    ParticipantRow,
    formset=PeopleRows,
    extra=2,
    can_delete=True,
    can_delete_extra=False,
    max_num=MAX_ROWS,
    absolute_max=MAX_ROWS,
)


def of_named(named: Named, book: Book) -> dict[str, Any]:
    """A row's values for somebody named in a line, with the others who may be meant."""
    may_be = book.own([named.person or 0, *named.candidates, *book.named(named.name.split(" ")[0])])
    return {
        "who": str(named.person or ""),
        "offered": ",".join(map(str, may_be if named.person or named.candidates else [])),
        "name": named.name,
        "title": named.title,
        "organisation": named.organisation,
        "points": ", ".join(point.value for point in named.points),
    }


def of_participation(part: Participation) -> dict[str, Any]:
    """A row's values for somebody who took part."""
    return {
        "who": str(part.person_id),
        "offered": str(part.person_id),
        "name": part.person.name,
        "private_note": part.private_note,
    }


def name_offers(owner: User, text: str = "") -> list[str]:
    """Names to choose from while one is typed, those touched last first; with the organisation, which tells them apart."""
    people = people_queries.find_people(owner, text).order_by(F("last_touch_on").desc(nulls_last=True), "sort_name")
    found = list(people.values_list("pk", "name")[:_OFFERED])
    places = {row.id: row.organisation for row in people_queries.known_people(owner, [pk for pk, _name in found])}
    return [f"{name} ({places[pk]})" if places.get(pk) else name for pk, name in found]


def rows_of(made: type[BaseFormSet[Any]], book: Book, data: Mapping[str, Any] | None, initial: Any = None) -> Any:
    """The rows of people, from what was sent or else as they stand."""
    return made(data, initial=initial, prefix="people", form_kwargs={"book": book})
