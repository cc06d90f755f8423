"""The form of an organisation."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith.people import actions
from kith.people.models import Organisation

FIELDS = ("name", "place", "url", "followed_on", "notes")


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """What is known of an organisation itself."""

    class Meta:
        model = Organisation
        fields = FIELDS
        widgets = {
            "followed_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "notes": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {"name": {"required": _("An organisation needs a name.")}}

    def apply(self, organisation: Organisation) -> bool:
        """Save, and say whether that could be done; what is wrong stands at the fields."""
        if not self.is_valid():
            return False
        try:
            actions.edit_organisation(organisation, fields=self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True
