"""The form in which the user says what the columns of a table are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.imports.mapping import Columns, said
from kith.imports.table_days import DAY_FIRST, MONTH_FIRST

_SHOWN = 60  # characters of a cell
FIELDS: list[tuple[Any, Any]] = [
    ("keep", _("Keep it as it is")),
    ("leave", _("Leave it out")),
    (
        _("Name"),
        [
            ("full", _("Full name")),
            ("given", _("Given name")),
            ("family", _("Family name")),
            ("additional", _("Additional names")),
            ("prefix", _("Title before the name")),
            ("suffix", _("Suffix")),
            ("nickname", _("Nickname")),
        ],
    ),
    (
        _("How to reach them"),
        [
            ("email", _("E-mail")),
            ("phone", _("Phone")),
            ("url", _("Web address")),
            ("linkedin", _("LinkedIn")),
            ("handle", _("Handle")),
        ],
    ),
    (
        _("Work"),
        [
            ("organisation", _("Organisation")),
            ("job_title", _("Job title")),
            ("department", _("Department")),
        ],
    ),
    (
        _("Address"),
        [
            ("address", _("Address, all in one")),
            ("street", _("Street")),
            ("extended", _("Second line")),
            ("postcode", _("Postal code")),
            ("city", _("Town")),
            ("region", _("Region")),
            ("country", _("Country")),
            ("box", _("PO box")),
        ],
    ),
    (
        _("Days"),
        [
            ("birthday", _("Birthday")),
            ("birth_day", _("Day of birth")),
            ("birth_month", _("Month of birth")),
            ("birth_year", _("Year of birth")),
            ("anniversary", _("Anniversary")),
            ("last_contact", _("Last contact")),
        ],
    ),
    (
        _("You and them"),
        [
            ("relation", _("Relation")),
            ("met_on", _("Met on")),
            ("met_at", _("Met at")),
            ("met_through", _("Met through")),
            ("labels", _("Labels")),
            ("interests", _("Interests")),
            ("notes", _("Notes")),
        ],
    ),
    (
        _("Who belongs to them"),
        [
            ("spouse", _("Spouse")),
            ("partner", _("Partner")),
            ("child", _("Children")),
            ("manager", _("Manager")),
            ("assistant", _("Assistant")),
        ],
    ),
]
DATES = [
    (DAY_FIRST, _("The day comes first: 31/12/2025")),
    (MONTH_FIRST, _("The month comes first: 12/31/2025")),
]


@dataclass(frozen=True)
class ColumnRow:
    """A column on the page: its name, what stands in it, and the field that asks what it is."""

    name: str
    samples: list[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """What each column of one sheet is, whether the first row names them, and how days are written."""

    header = forms.BooleanField(label=_("The first row holds the names of the columns"), required=False)
    dates = forms.ChoiceField(label=_("How days are written"), choices=DATES)

    def __init__(self, columns: Columns, number: int, data: Any = None) -> None:
        initial = {"header": columns.has_header, "dates": columns.dates}
        super().__init__(data, prefix=f"sheet{number}", initial=initial)
        self.columns = columns
        for place, name in enumerate(columns.names):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=_("What “%(name)s” is") % {"name": name},
                choices=FIELDS,
                initial=columns.fields[place],
                widget=forms.Select(attrs={"class": "input"}),
            )

    def rows(self) -> Iterator[ColumnRow]:
        """The columns, in the order of the file."""
        for place, name in enumerate(self.columns.names):
            cells = [row[place].strip()[:_SHOWN] for row in self.columns.samples if place < len(row)]
            yield ColumnRow(name, [cell for cell in cells if cell], self[f"column{place}"])

    def said(self) -> dict[str, Any]:
        """What the user says, once the form is valid."""
        found = self.cleaned_data
        fields = [found[f"column{place}"] for place in range(len(self.columns.names))]
        return said(self.columns, fields, has_header=found["header"], dates=found["dates"])
