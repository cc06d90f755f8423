"""The form that names somebody who may come back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people import identity


class ComeBackForm(forms.Form):
    """A name, an e-mail address or the address of a profile: any one will do."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    profile = forms.CharField(label=_("Address of their LinkedIn profile"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.values()):
            raise forms.ValidationError(_("Please say who may come back."))
        return values

    def keys(self) -> list[str]:
        """The identifiers in what was entered."""
        email, profile = self.cleaned_data["email"], self.cleaned_data["profile"]
        return [key for key in (identity.key_of("email", email), identity.key_of("linkedin", profile)) if key]
