"""The rules of how often to be in touch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.book.forms.labels import MAX_DAYS
from kith.cadences.queries import LAYER_DAYS
from kith.people import queries as people
from kith.people.models import Relation

LAYERS = [
    (_("Your closest five"), _("The few whom you would call at night.")),
    (_("Close"), _("The fifteen or so whom you see or write to often.")),
    (_("Warm"), _("The fifty with whom there is a lively exchange.")),
    (_("Known"), _("People with whom you have had some exchange.")),
    (_("The rest"), _("Everybody whom you have met or written to at least once.")),
]


def _days_field(label: Any = None, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=1, max_value=MAX_DAYS)


class LayersForm(forms.Form):
    """Days for each layer; blank is never."""

    def __init__(self, days: tuple[int | None, ...] = LAYER_DAYS, data: Any = None) -> None:
        super().__init__(data, initial={f"layer_{layer}": now for layer, now in enumerate(days)})
        for layer, (name, meaning) in enumerate(LAYERS):
            self.fields[f"layer_{layer}"] = _days_field(name, meaning)

    @property
    def days(self) -> list[int | None]:
        """What was filled in, the innermost layer first."""
        return [self.cleaned_data[f"layer_{layer}"] for layer in range(len(LAYERS))]


class RuleForm(forms.Form):
    """A rule for one relation or one label."""

    whom = forms.ChoiceField(label=_("For whom"))
    days = _days_field(_("Be in touch every … days"), _("Leave it out for never."))

    def __init__(self, owner: User, data: Any = None) -> None:
        super().__init__(data)
        self.labels = {f"label:{label.pk}": label for label in people.labels(owner)}
        relations = [(f"relation:{value}", name) for value, name in Relation.choices]
        labels = [(key, label.name) for key, label in self.labels.items()]
        groups = [("", ""), (_("Relation"), relations), (_("Label"), labels)]
        self.fields["whom"].choices = [group for group in groups if group[1] or not group[0]]  # type: ignore[attr-defined]

    @property
    def target(self) -> dict[str, Any]:
        """Whom the rule is for, as cadences.actions.set_rule takes it."""
        whom = self.cleaned_data["whom"]
        if whom in self.labels:
            return {"label": self.labels[whom]}
        return {"relation": whom.removeprefix("relation:")}
