"""Forms of people: the whole of a person with all rows, and the quick one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people import actions, commas, queries, rows
from kith.people.folding import fold
from kith.people.models import ContactPoint, Occasion, Organisation, Person, Position

_MAX_ROWS = 200
_MAX_OFFERED = 500


def _column(model: type[Any], name: str, **options: Any) -> Any:
    return model._meta.get_field(name).formfield(**options)


def _list_field(label: Any, offered: str = "") -> forms.CharField:
    attrs = {"list": offered} if offered else {}
    return forms.CharField(
        label=label,
        required=False,
        max_length=12_000,
        widget=forms.TextInput(attrs=attrs),
        help_text=_("Several with commas between them."),
    )


class PersonForm(forms.Form):
    """All fields of a person, with the version that was shown when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = _column(Person, "name")
    given = _column(Person, "given")
    family = _column(Person, "family")
    additional = _column(Person, "additional")
    prefix = _column(Person, "prefix")
    suffix = _column(Person, "suffix")
    nickname = _column(Person, "nickname")
    pronouns = _column(Person, "pronouns")
    headline = _column(Person, "headline")
    relation = _column(Person, "relation")
    labels = _list_field(_("labels"), "label-names")
    interests = _list_field(_("interests"))
    met_on = _column(Person, "met_on", help_text=_("As exact as you know: 2020, 2020-03 or 2020-03-15."))
    met_at = _column(Person, "met_at")
    met_through = forms.CharField(label=_("met through"), required=False, max_length=700)
    met_notes = _column(Person, "met_notes", widget=forms.Textarea(attrs={"rows": 3}))
    notes = _column(Person, "notes", widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, owner: User, person: Person | None = None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=_initial(person) if person else None)
        self.owner, self.person = owner, person

    @property
    def label_names(self) -> list[str]:
        """What the labels' field offers."""
        return list(queries.labels(self.owner).values_list("name", flat=True))

    def clean_labels(self) -> list[str]:
        return commas.split(self.cleaned_data["labels"])

    def clean_interests(self) -> list[str]:
        return commas.split(self.cleaned_data["interests"])

    def clean_met_through(self) -> Person | None:
        """One of the user's own people by name; whoever stands there already may be in the bin or share the name."""
        text = self.cleaned_data["met_through"]
        present = self.person.met_through if self.person else None
        if present and fold(text) == fold(present.name):
            return present
        return _introducer(self.owner, text, self.person) if text else None

    def clean(self) -> dict[str, Any]:
        """Apply the rules that the action has to the columns."""
        given = self.fields_given()
        if "name" in given and not self.errors:
            name = given.pop("name")
            try:
                rows.new_person(self.owner, name, {k: v for k, v in given.items() if k != "met_through"})
            except ValidationError as error:
                self.add_error(None, error)
        return self.cleaned_data

    def fields_given(self) -> dict[str, Any]:
        """The fields as the actions take them."""
        return {name: value for name, value in self.cleaned_data.items() if name in rows.PERSON_FIELDS}


class RowForm(forms.Form):
    """One contact point, position or occasion. A row left blank is no row."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    needed: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any] | None:
        """The row as the actions take it, None if it is blank or to be removed."""
        given = dict(self.cleaned_data)
        if given.pop("DELETE", False) or not any(given.get(name) for name in self.needed):
            return None
        return given

    def clean(self) -> dict[str, Any]:
        row = self.row
        if row is not None and not self.errors:
            row.pop("id")
            try:
                self.check_row(row)
            except ValidationError as error:
                self.add_error(None, error)
        return self.cleaned_data

    def check_row(self, row: dict[str, Any]) -> None:
        """Raise ValidationError where the action would."""
        raise NotImplementedError


class PointForm(RowForm):
    """An address, number or page."""

    needed = ("value",)
    kind = _column(ContactPoint, "kind", initial=ContactPoint.Kind.EMAIL)
    value = _column(ContactPoint, "value", required=False, label=_("Address or number"))
    label = _column(ContactPoint, "label")
    is_preferred = _column(ContactPoint, "is_preferred")

    def check_row(self, row: dict[str, Any]) -> None:
        rows.set_point_fields(ContactPoint(), row)


class PositionForm(RowForm):
    """A role at an organisation, which is typed by its name."""

    needed = ("organisation", "title", "started", "ended")
    organisation = forms.CharField(
        label=_("organisation"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "organisation-names"}),
    )
    title = _column(Position, "title")
    kind = _column(Position, "kind")
    department = _column(Position, "department")
    started = _column(Position, "started")
    ended = _column(Position, "ended")
    is_current = _column(Position, "is_current", initial=True)
    place = _column(Position, "place")
    notes = _column(Position, "notes", widget=forms.Textarea(attrs={"rows": 2}))

    def check_row(self, row: dict[str, Any]) -> None:
        name = rows.clean_organisation_name(row["organisation"])
        rows.set_position_fields(
            Position(), {**row, "organisation": Organisation(name=name) if name else None}, date.min
        )


class OccasionForm(RowForm):
    """A yearly day; the year may be left out."""

    needed = ("month", "day", "year", "label")
    kind = _column(Occasion, "kind")
    label = _column(Occasion, "label")
    day = _column(Occasion, "day", required=False)
    month = forms.TypedChoiceField(
        label=_("month"), required=False, coerce=int, empty_value=None, choices=[("", ""), *MONTHS.items()]
    )
    year = _column(Occasion, "year", help_text=_("Leave it out if you do not know it."))

    def check_row(self, row: dict[str, Any]) -> None:
        rows.set_occasion_fields(Occasion(), row)


PointForms = formset_factory(PointForm, can_delete=True, max_num=_MAX_ROWS, absolute_max=_MAX_ROWS)
PositionForms = formset_factory(PositionForm, can_delete=True, max_num=_MAX_ROWS, absolute_max=_MAX_ROWS)
OccasionForms = formset_factory(OccasionForm, can_delete=True, max_num=_MAX_ROWS, absolute_max=_MAX_ROWS)


class PersonForms:
    """The form of a whole person: `person`, and the rows `points`, `positions`, `occasions`, with blank ones to fill."""

    def __init__(self, owner: User, person: Person | None = None, data: Mapping[str, Any] | None = None) -> None:
        self.owner, self.subject = owner, person
        self.person = PersonForm(owner, person, data)
        self.points = self._rows(PointForms, "points", data)
        self.positions = self._rows(PositionForms, "positions", data)
        self.occasions = self._rows(OccasionForms, "occasions", data)

    @property
    def organisation_names(self) -> list[str]:
        """What the positions' field offers: the organisations with the most people."""
        busiest = queries.organisations(self.owner).annotate(size=Count("positions")).order_by("-size", "name")
        return list(busiest.values_list("name", flat=True)[:_MAX_OFFERED])

    def is_valid(self) -> bool:
        """Whether all of it can be saved; every part is checked, so that every error is shown at once."""
        verdicts = [part.is_valid() for part in (self.person, self.points, self.positions, self.occasions)]
        return all(verdicts)

    def save(self, at: datetime) -> Person | None:
        """Add or edit the person; None if something has to be corrected first. Raises EditConflict."""
        if not self.is_valid():
            return None
        try:
            return self._save(at)
        except ValidationError as error:
            _show(self.person, error)
            return None

    def _save(self, at: datetime) -> Person:
        fields = self.person.fields_given()
        lists: dict[str, Any] = {
            "points": _given_rows(self.points),
            "positions": _given_rows(self.positions),
            "occasions": _given_rows(self.occasions),
            "labels": self.person.cleaned_data["labels"],
        }
        if self.subject is None:
            return actions.add_person(self.owner, name=fields.pop("name"), at=at, fields=fields, **lists)
        version = self.person.cleaned_data["version"] or 0
        return actions.edit_person(self.subject, version=version, at=at, fields=fields, **lists)

    def _rows(self, formset: type[BaseFormSet[Any]], name: str, data: Mapping[str, Any] | None) -> BaseFormSet[Any]:
        initial = _initial_rows(self.subject, name) if self.subject else []
        made = formset(data, initial=initial, prefix=name)
        made.extra = 1 if initial else 2
        return made


class QuickPersonForm(forms.Form):
    """Somebody in one breath: a name, and what is at hand."""

    name = _column(Person, "name")
    title = _column(Position, "title")
    organisation = forms.CharField(label=_("organisation"), required=False, max_length=300)
    email = forms.EmailField(label=_("e-mail"), required=False)
    phone = forms.CharField(label=_("phone"), required=False, max_length=100)
    met_at = _column(Person, "met_at")
    labels = _list_field(_("labels"), "label-names")
    notes = _column(Person, "notes", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, owner: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.owner = owner

    def save(self, at: datetime) -> Person | None:
        """Add the person; None if something has to be corrected first."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        position = {"organisation": given["organisation"], "title": given["title"]}
        points = [{"kind": kind, "value": given[kind]} for kind in ("email", "phone") if given[kind]]
        try:
            return actions.add_person(
                self.owner,
                name=given["name"],
                at=at,
                fields={"met_at": given["met_at"], "notes": given["notes"]},
                points=points,
                positions=[position] if any(position.values()) else [],
                labels=commas.split(given["labels"]),
            )
        except ValidationError as error:
            _show(self, error)
            return None


def _initial(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in rows.PERSON_FIELDS}
    return {
        **values,
        "version": person.version,
        "interests": commas.join(person.interests),
        "labels": commas.join(person.labels.values_list("name", flat=True)),
        "met_through": person.met_through.name if person.met_through else "",
    }


def _initial_rows(person: Person, name: str) -> list[dict[str, Any]]:
    found = queries.positions_of(person) if name == "positions" else getattr(person, name).order_by("pk")
    rows_given = [{**rows.fields_of(row)[1], "id": row.pk} for row in found]
    return [{**row, "organisation": str(row["organisation"])} if row.get("organisation") else row for row in rows_given]


def _given_rows(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    return [form.row for form in formset if form.row is not None]


def _introducer(owner: User, text: str, person: Person | None) -> Person:
    """The one of the owner's people who has this name, or this name and organisation: "Ana Ruiz (Acme)"."""
    name, _bracket, place = text.removesuffix(")").partition(" (")
    others = queries.find_people(owner, text.replace("(", " ").replace(")", " ")).exclude(
        pk=person.pk if person else None
    )
    same: list[Person] = [other for other in others if fold(other.name) in (fold(text), fold(name) if place else "")]
    if len(same) == 1:
        return same[0]
    message = (
        _("Several of your people have this name. Please write the organisation behind it, as in Ana Ruiz (Acme).")
        if same
        else _("Nobody in your book has this name. Please add them first, or leave this empty.")
    )
    raise ValidationError(message)


def _show(form: forms.Form, error: ValidationError) -> None:
    """Put an action's errors where they belong, those of no field of the form on top."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, messages in named.items():
        form.add_error(field if field in form.fields else None, messages)
