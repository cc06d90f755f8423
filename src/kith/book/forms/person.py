"""The small forms on the page of a person: the user's own word on the tie, the next touch, a photo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.models import Tier

AS_WORKED_OUT = ""
OWN_TIERS = [(tier.value, tier.label) for tier in (Tier.CLOSE, Tier.WARM, Tier.KNOWN)]
RATINGS = [(str(number), str(number)) for number in range(6)]


def _number(text: str) -> int | None:
    return int(text) if text else None


class OwnWordForm(forms.Form):
    """The tier and the rating that the user gives; blank is what Kith works out."""

    tier = forms.TypedChoiceField(
        choices=[(AS_WORKED_OUT, ""), *OWN_TIERS], coerce=_number, empty_value=None, required=False
    )
    rating = forms.TypedChoiceField(
        choices=[(AS_WORKED_OUT, ""), *RATINGS], coerce=_number, empty_value=None, required=False
    )


class PlanForm(forms.Form):
    """On which day to be in touch next, and what for."""

    planned_on = forms.DateField(
        label=_("day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("On which day? Please choose one.")},
    )
    note = forms.CharField(label=_("what for"), max_length=300, required=False)

    def __init__(
        self, on: date, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"planned_on": on + timedelta(days=7), **(initial or {})}, auto_id="plan-%s")
        self.fields["planned_on"].widget.attrs["min"] = on.isoformat()


class PhotoForm(forms.Form):
    """A picture from the user's files."""

    photo = forms.FileField(
        label=_("picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp,image/bmp"}),
        help_text=_("JPEG, PNG, GIF, WebP or BMP, up to 5 MB. Kith keeps a small copy, without place and camera data."),
        error_messages={
            "required": _("Please choose a picture."),
            "empty": _("This file is empty. Please choose another one."),
        },
    )
