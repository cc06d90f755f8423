"""A label's name and rhythm."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.actions.labels import MAX_LABEL

MAX_DAYS = 3650


class LabelForm(forms.Form):
    """Blank days mean no rhythm of the label's own."""

    name = forms.CharField(label=_("Name"), max_length=MAX_LABEL)
    days = forms.IntegerField(
        label=_("Be in touch every … days"),
        required=False,
        min_value=1,
        max_value=MAX_DAYS,
        help_text=_("Leave it out to go by the other rules."),
    )
    never = forms.BooleanField(label=_("Never remind me of these people"), required=False)
