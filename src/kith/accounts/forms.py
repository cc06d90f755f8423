"""What sign-up asks for beyond address and password."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User, valid_zone


class SignUpFields(forms.Form):
    """The name, and the browser's time zone, which a script fills in."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    time_zone = forms.CharField(widget=forms.HiddenInput(attrs={"data-time-zone": ""}), required=False)

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        try:
            valid_zone(zone)
        except forms.ValidationError:
            return "UTC"
        return str(zone)

    def signup(self, _request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["name", "time_zone"])
