"""What a suggestion may be answered with."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.interactions.models import Channel, Kind

SNOOZES = [("1", _("Tomorrow")), ("7", _("In a week")), ("30", _("In a month"))]
KINDS = [Kind.MESSAGE, Kind.EMAIL, Kind.CALL, Kind.MEETING, Kind.CARD, Kind.THANK_YOU, Kind.ARTICLE, Kind.HELP_GIVEN]
KIND_CHOICES = [(kind.value, kind.label) for kind in KINDS]


class AnswerForm(forms.Form):
    """Which reason of a person is answered."""

    reason = forms.CharField(max_length=20)
    evidence = forms.CharField(max_length=60, required=False)


class DoneForm(AnswerForm):
    """A touch, with as much about it as the user cares to say."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=KIND_CHOICES, required=False)
    channel = forms.ChoiceField(label=_("How?"), choices=[("", "—"), *Channel.choices], required=False)
    notes = forms.CharField(
        label=_("Note"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SnoozeForm(AnswerForm):
    """Until when: a number of days, or a day."""

    days = forms.IntegerField(required=False, min_value=1, max_value=3650)
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def until_from(self, on: date) -> date:
        """Return the day chosen, a week ahead if none was."""
        chosen: date | None = self.cleaned_data["until"]
        return chosen or on + timedelta(days=self.cleaned_data["days"] or 7)
