"""The whole of an interaction, to be changed; and what two savers wrote, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.interactions import actions
from kith.interactions.forms.fields import DetailsForm, line_field, show_errors
from kith.interactions.forms.somebody import Book, ParticipantRow, ParticipantRows, of_participation, rows_of
from kith.interactions.models import Interaction, Participation
from kith.people import actions as people_actions
from kith.people.models import Person
from kith.ui import nav

PLAIN = ("kind", "channel", "direction", "on", "summary", "notes", "place", "follow_up_on")
MINE, THEIRS = "mine", "theirs"


class EditForm(DetailsForm):
    """The details, and the version that they were read from. Each field carries what it said then."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    summary = line_field(gettext_lazy("In a few words"), "summary")
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "list": "organisation-names",
                "autocomplete": "off",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#organisation-names",
                "hx-sync": "this:queue last",
            }
        ),
    )
    field_order = ["kind", "on", "summary", "notes", "place", "organisation", "channel", "direction", "time"]

    def __init__(self, interaction: Interaction, zone: Any, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=values_of(interaction, zone), use_required_attribute=False)
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"
        if options := nav.address("book:organisation_options"):
            self.fields["organisation"].widget.attrs["hx-get"] = options


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is saved in one way and was typed in another. `chosen` is mine or theirs."""

    name: str
    label: str
    theirs: str
    mine: str
    chosen: str


class EditForms:
    """The form of an interaction: `details`, and rows of `people` with blank ones to add somebody.

    Only what the user changed is written. After a conflict, `keep-NAME` says of each difference whose word holds.
    """

    def __init__(self, interaction: Interaction, data: Mapping[str, Any] | None = None) -> None:
        self.interaction, self.owner, self.data = interaction, interaction.owner, data or {}
        self.parts = parts_of(interaction)
        self.book = Book(self.owner, (part.person for part in self.parts))
        self.book.own(self.book.people)  # all at once rather than row by row
        self.details = EditForm(interaction, self.owner.zone, data)
        self.people = rows_of(ParticipantRows, self.book, data, [of_participation(part) for part in self.parts])

    def save(self, now: datetime) -> Interaction | None:
        """Save what was changed; None if something has to be corrected first. Raises EditConflict."""
        verdicts = [self.details.is_valid(), self.people.is_valid()]
        if not all(verdicts):
            return None
        try:
            return self._save(now)
        except ValidationError as error:
            show_errors(self.details, error)
            return None

    def differences(self, present: Interaction) -> list[Difference]:
        """What the present interaction says otherwise than what was typed."""
        return [*self._differing_details(present), *self._differing_people(present)]

    @property
    def as_typed(self) -> SafeString:
        """Everything that was typed, and what it said before, as hidden fields; the version is another one now."""
        shown = [bound for bound in self.details if bound.name != "version"]
        shown += [bound for row in self.people for bound in row]
        inputs = [(bound.as_hidden(), _as_initial(bound)) for bound in shown]
        return format_html("{}{}", self.people.management_form.render(), format_html_join("", "{}{}", inputs))

    @transaction.atomic
    def _save(self, now: datetime) -> Interaction:
        given, names = self.details.cleaned_data, set(self._to_write())
        fields = {name: given[name] for name in PLAIN if name in names}
        if names & {"on", "time"}:
            fields["at"] = self._moment(given)
        if "organisation" in names:
            fields["organisation"] = people_actions.find_or_add_organisation(self.owner, given["organisation"])
        return actions.edit(
            self.interaction,
            version=given["version"] or 0,
            now=now,
            people=self._everybody(now) if self._holds("people", self._people_changed()) else None,
            private_notes=dict(self._notes_to_write()),
            **fields,
        )

    def _to_write(self) -> Iterator[str]:
        for name in (*PLAIN, "time", "organisation"):
            if self._holds(name, name in self.details.changed_data):
                yield name

    def _holds(self, name: str, is_changed: bool) -> bool:
        """Whether what was typed is to be written: chosen so after a conflict, or simply changed."""
        chosen = MINE if self.data.get("keep") == MINE else self.data.get(f"keep-{name}")
        return chosen == MINE if chosen in (MINE, THEIRS) else is_changed

    def _moment(self, given: Mapping[str, Any]) -> datetime | None:
        at: time | None = given["time"]
        return datetime.combine(given["on"], at, self.owner.zone) if at else None

    def _rows(self) -> list[ParticipantRow]:
        return [row for row in self.people if not row.is_nobody]

    def _people_changed(self) -> bool:
        is_other = any(row.is_nobody or str(row.person_id) != _who_was(row) for row in self.people.initial_forms)
        return is_other or any(not row.is_nobody for row in self.people.extra_forms)

    def _everybody(self, now: datetime) -> list[Person]:
        """Those of the book, and new people added by their names."""
        rows = self._rows()
        known = Person.objects.visible_to(self.owner).in_bulk([row.person_id for row in rows if row.person_id])
        return [
            known[row.person_id]
            if row.person_id
            else people_actions.add_person(self.owner, name=row.cleaned_data["name"], at=now)
            for row in rows
        ]

    def _notes_to_write(self) -> Iterator[tuple[int, str]]:
        for row in self._rows():
            if row.person_id and self._holds(f"note-{row.person_id}", "private_note" in row.changed_data):
                yield row.person_id, row.cleaned_data["private_note"]

    def _differing_details(self, present: Interaction) -> Iterator[Difference]:
        theirs, mine = values_of(present, self.owner.zone), self.details.cleaned_data
        for name, field in self.details.fields.items():
            if name != "version" and (theirs[name] or "") != (mine[name] or ""):
                chosen = self._chosen(name, name in self.details.changed_data)
                yield Difference(name, str(field.label), _words(field, theirs[name]), _words(field, mine[name]), chosen)

    def _differing_people(self, present: Interaction) -> Iterator[Difference]:
        parts = parts_of(present)
        theirs, mine = [part.person_id for part in parts], [row.person_id for row in self._rows()]
        if theirs != mine:
            names = ", ".join(part.person.name for part in parts)
            typed = ", ".join(row.cleaned_data["name"] for row in self._rows())
            yield Difference("people", _("People"), names, typed, self._chosen("people", self._people_changed()))
        notes = {part.person_id: part.private_note for part in parts}
        for row in self._rows():
            typed = row.cleaned_data["private_note"]
            if row.person_id and notes.get(row.person_id, "") != typed:
                label = _("Private note about %(name)s") % {"name": row.cleaned_data["name"]}
                name, is_changed = f"note-{row.person_id}", "private_note" in row.changed_data
                yield Difference(name, label, notes.get(row.person_id, ""), typed, self._chosen(name, is_changed))

    def _chosen(self, name: str, is_changed: bool) -> str:
        return MINE if self._holds(name, is_changed) else THEIRS


def parts_of(interaction: Interaction) -> Sequence[Participation]:
    """Who took part, in the order named."""
    return list(interaction.participations.select_related("person").order_by("pk"))


def values_of(interaction: Interaction, zone: Any) -> dict[str, Any]:
    """The interaction as its form shows it."""
    at = interaction.at
    return {
        **{name: getattr(interaction, name) for name in PLAIN},
        "version": interaction.version,
        "time": at.astimezone(zone).time().replace(second=0, microsecond=0) if at else None,
        "organisation": str(interaction.organisation or ""),
    }


def _who_was(row: ParticipantRow) -> str:
    """Whom a row stood for when the form was opened."""
    return str(row.data.get(row["who"].html_initial_name, ""))


def _as_initial(bound: forms.BoundField) -> str:
    return bound.as_hidden(only_initial=True) if bound.field.show_hidden_initial else ""


def _words(field: forms.Field, value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(field, forms.ChoiceField):
        words = str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    elif isinstance(value, date):
        words = date_format(value, "j F Y")
    elif isinstance(value, time):
        words = time_format(value, "H:i")
    else:
        words = str(value or "")
    return words
