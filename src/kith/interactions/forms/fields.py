"""Fields that several forms of interactions have, and how an action's errors come back to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith.interactions.models import Channel, Direction, Interaction, Kind

NO_CHANNEL = ("", _("Not said"))
LONGEST_NOTE = 100_000


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


def time_field() -> forms.TimeField:
    """A time of day."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=_("Time"), required=False, widget=widget)


def line_field(label: Any, name: str, **attrs: str) -> forms.CharField:
    """One line of text, as long as the interaction's column of that name takes."""
    column: Any = Interaction._meta.get_field(name)
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=False, max_length=column.max_length, widget=widget)


def notes_field(label: Any, rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=LONGEST_NOTE, widget=widget)


class DetailsForm(forms.Form):
    """What an interaction says of itself, apart from who took part."""

    kind = forms.ChoiceField(label=_("What"), choices=Kind.choices)
    channel = forms.ChoiceField(label=_("How"), choices=[NO_CHANNEL, *Channel.choices], required=False)
    direction = forms.ChoiceField(label=_("From whom"), choices=Direction.choices, initial=Direction.MUTUAL)
    on = day_field(_("Day"), required=True)
    time = time_field()
    place = line_field(_("Place"), "place")
    notes = notes_field(_("Notes"))
    follow_up_on = day_field(_("Follow up on"))


def show_errors(form: forms.Form, error: ValidationError) -> None:
    """Put an action's errors at the fields they are about; those of no field of the form stand on top."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, messages in named.items():
        form.add_error(field if field in form.fields else None, messages)
