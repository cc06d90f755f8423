"""What can be done with several people at once, and what each needs to know."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.models import Relation

NEVER, BY_RULE = "never", "rule"
RHYTHMS = [
    ("7", _("every week")),
    ("14", _("every two weeks")),
    ("30", _("every month")),
    ("60", _("every two months")),
    ("90", _("every three months")),
    ("180", _("twice a year")),
    ("365", _("once a year")),
    (NEVER, _("never: leave them in peace")),
    (BY_RULE, _("as the rules say")),
]


class LabelForm(forms.Form):
    """Which label."""

    label_name = forms.CharField(error_messages={"required": _("Which label? Please write its name.")})


class RelationForm(forms.Form):
    """What the people are to the user; blank takes it away."""

    relation = forms.ChoiceField(choices=[("", ""), *Relation.choices], required=False)


class RhythmForm(forms.Form):
    """How often to be in touch."""

    rhythm = forms.ChoiceField(choices=RHYTHMS, error_messages={"required": _("How often? Please choose one.")})

    @property
    def days(self) -> int | None:
        """The number of days, None for never or by rule."""
        rhythm = self.cleaned_data["rhythm"]
        return int(rhythm) if rhythm.isdigit() else None

    @property
    def is_never(self) -> bool:
        """Whether these people are to be left in peace."""
        return bool(self.cleaned_data["rhythm"] == NEVER)
