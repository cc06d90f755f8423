"""Forms of mentoring and coffee."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.mentorships.models import Mentee, Mentor, Mentorship, Rhythm, Session, Value

MOST_VALUES = 4


class ValuesField(forms.MultipleChoiceField):
    """A few of the values."""

    def __init__(self) -> None:
        help_text = _(
            "Up to four. Two who share what matters get on better; what else they have in common matters less."
        )
        super().__init__(
            choices=Value.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=_("What matters to me"),
            help_text=help_text,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_VALUES:
            raise forms.ValidationError(_("Please choose four at most."))


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody offers who would mentor."""

    values = ValuesField()

    class Meta:
        model = Mentor
        fields = ("topics", "values", "often", "capacity")
        widgets: ClassVar[Any] = {"topics": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar[Any] = {"topics": _("What you know from having done it. Plain words match best.")}


class SeekForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody looks for who wants a mentor."""

    values = ValuesField()

    class Meta:
        model = Mentee
        fields = ("goal", "values", "often")
        widgets: ClassVar[Any] = {"goal": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar[Any] = {"goal": _("Where you would like to be in a year, in a sentence or two.")}


class AgreementForm(forms.ModelForm):  # type: ignore[type-arg]
    """What two have agreed on."""

    class Meta:
        model = Mentorship
        fields = ("goal", "often", "ends_on", "agreement")
        widgets: ClassVar[Any] = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "agreement": forms.Textarea(attrs={"rows": 3}),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar[Any] = {"agreement": _("What stays between you, and how to reach each other.")}


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One talk."""

    class Meta:
        model = Session
        fields = ("on", "about", "next_step")
        widgets: ClassVar[Any] = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "about": forms.Textarea(attrs={"rows": 3}),
        }


class ThanksForm(forms.Form):
    """A word at the end."""

    thanks = forms.CharField(
        label=_("A word of thanks"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RhythmForm(forms.ModelForm):  # type: ignore[type-arg]
    """How often there is coffee, and when next."""

    class Meta:
        model = Rhythm
        fields = ("often", "next_on")
        labels: ClassVar[Any] = {"next_on": _("Next on")}
        help_texts: ClassVar[Any] = {"next_on": _("Without a day it rests.")}
        widgets: ClassVar[Any] = {"next_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["next_on"].required = False
