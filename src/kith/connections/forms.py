"""The forms by which connections are made and changed, one for each kind."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.connections.models import Connection

Kind = Connection.Kind


class ConnectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What all kinds ask for: a name, a secret, and how often to look."""

    SECRET: ClassVar[Any] = _("Password")
    HELP: ClassVar[Any] = ""

    secret = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=4000, required=False)

    class Meta:
        model = Connection
        fields: ClassVar[tuple[str, ...]] = ("name", "every_hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secret = self.fields["secret"]
        secret.label, secret.help_text = self.SECRET, self.HELP
        if self.instance.pk:
            secret.help_text = _("Leave this empty to keep the one that is saved.")
        else:
            secret.required = True

    def values(self) -> dict[str, Any]:
        """What connections.actions take."""
        return {**self.cleaned_data}


class MailboxForm(ConnectionForm):
    """A mailbox over IMAP."""

    HELP = _("Most providers want a password made for this purpose (an app password). It is kept encrypted.")

    class Meta(ConnectionForm.Meta):
        fields = ("name", "host", "port", "security", "username", "since", "reads_whole", "every_hours")
        widgets: ClassVar[Any] = {"since": forms.DateInput(attrs={"type": "date"})}
        help_texts: ClassVar[Any] = {
            "since": _("Leave this empty to read everything."),
            "reads_whole": _(
                "What was said becomes the notes of the day, without quotes and attachments; signatures suggest "
                "positions and numbers. Without it, only the heads of letters are read."
            ),
        }

    field_order = ("name", "host", "port", "security", "username", "secret", "since", "reads_whole", "every_hours")


class CalendarForm(ConnectionForm):
    """A calendar's address. It is a secret of its own: whoever has it can read the calendar."""

    SECRET = _("Address of the calendar")
    HELP = _("The secret address in iCal format (it ends in .ics). It is kept encrypted.")

    field_order = ("name", "secret", "every_hours")


class MonicaForm(ConnectionForm):
    """A running Monica 4."""

    SECRET = _("API token")
    HELP = _("In Monica: Settings, API, Personal access tokens. It is kept encrypted.")

    class Meta(ConnectionForm.Meta):
        fields = ("name", "host")
        labels: ClassVar[Any] = {"host": _("Address of your Monica")}
        help_texts: ClassVar[Any] = {"host": _("Such as https://monica.example")}

    field_order = ("name", "host", "secret")


FORMS: dict[str, type[ConnectionForm]] = {
    Kind.MAILBOX: MailboxForm,
    Kind.CALENDAR: CalendarForm,
    Kind.MONICA: MonicaForm,
}
