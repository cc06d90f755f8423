"""What sign-up asks for beyond address and password, and the user's own settings."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User, valid_zone
from kith.accounts.zones import ZoneField


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


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no brackets there
    """Name, clock and list length."""

    time_zone = ZoneField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = User
        fields = ["name", "time_zone", "language", "week_start", "people_a_day"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
