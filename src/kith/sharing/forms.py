"""The forms of sharing: an ask for one person or for whoever fits, an answer, what the other side said, an address to leave out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.sharing.actions import Wanted
from kith.sharing.actions.taking_part import MOST_A_MONTH
from kith.targets.models import Target

Area = forms.Textarea(attrs={"rows": 3})


class AskForm(forms.Form):
    """What both kinds of asks say: what for, and the target that it belongs to."""

    purpose = forms.CharField(
        label=_("What for"),
        max_length=1000,
        widget=Area,
        help_text=_("Whoever is asked reads this with your name and address: what you would like to talk about."),
    )
    target = forms.ModelChoiceField(
        label=_("Target"),
        queryset=Target.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Its sentence is shown to whoever is asked."),
    )

    def __init__(self, owner: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Target.objects.visible_to(owner).filter(state=Target.State.ACTIVE)
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)
        target.queryset = own
        if not self.is_bound and not own.exists():
            del self.fields["target"]

    def wanted(self) -> Wanted:
        """What is asked for."""
        said = self.cleaned_data
        return Wanted(
            **{field: said[field] for field in ("name", "address", "organisation", "role", "place") if field in said}
        )

    def complain(self, error: ValidationError) -> None:
        """Show what an action found wrong: beside its field where the form has that, above all otherwise."""
        for field, messages in error.message_dict.items():
            self.add_error(field if field in self.fields else None, messages)


class PersonForm(AskForm):
    """One person."""

    name = forms.CharField(label=_("Their name"), max_length=300)
    address = forms.CharField(
        label=_("Their e-mail address or profile"),
        max_length=300,
        required=False,
        help_text=_("The surest way to find who knows them. Nothing is sent there."),
    )
    organisation = forms.CharField(label=_("Where they work or worked"), max_length=300, required=False)

    field_order = ("name", "address", "organisation", "purpose", "target")


class AnybodyForm(AskForm):
    """Whoever fits."""

    role = forms.CharField(
        label=_("Role"), max_length=300, required=False, help_text=_("Words of their title, such as product manager.")
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False, help_text=_("A town, region or country."))

    field_order = ("role", "organisation", "place", "purpose", "target")


class LimitForm(forms.Form):
    """How often one wants to be asked."""

    a_month = forms.IntegerField(
        label=_("Ask me at most so many times in thirty days"), min_value=0, max_value=MOST_A_MONTH
    )


class AnswerForm(forms.Form):
    """What an introducer offers where the asker named nobody."""

    descriptor = forms.CharField(
        label=_("What they may read about this person"),
        max_length=300,
        required=False,
        help_text=_("Without the name, such as “leads a product team in Lyon, and likes to help newcomers”."),
    )
    may_name = forms.BooleanField(label=_("They are glad to be named: I speak for them"), required=False)


class YesForm(forms.Form):
    """What the other side lets pass with a yes."""

    contact = forms.CharField(
        label=_("How to reach them, if they said that you may pass it on"), max_length=300, required=False
    )


class AddressForm(forms.Form):
    """Somebody to leave out."""

    address = forms.CharField(label=_("E-mail address or profile"), max_length=300)
