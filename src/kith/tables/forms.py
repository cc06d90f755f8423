"""Forms of round tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.tables.models import Diner, Plan, Table, Wish


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """How many sit together, for how long, and what counts."""

    class Meta:
        model = Plan
        fields = ("size", "rounds_wanted", "minutes", "remembers", "balances_levels", "parts_mentors")
        help_texts: ClassVar[Any] = {
            "size": _("Six is a good number: everybody gets to speak."),
            "remembers": _("Rounds that were really held, of this group's last meetings."),
            "balances_levels": _("By the level that members gave in their profile. It is shown to nobody here."),
        }


class TableForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a table is called, and how many seats it has."""

    class Meta:
        model = Table
        fields = ("name", "seats")


class OfPlan(forms.Form):
    """A form whose choices are people and tables of one plan, named by their uid."""

    def __init__(self, plan: Plan, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        diners = Diner.objects.filter(plan=plan).known()
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            if isinstance(field, forms.ModelChoiceField):
                field.to_field_name = "uid"
                field.queryset = plan.tables.all() if _is_of_tables(field) else diners


def _is_of_tables(field: forms.ModelChoiceField[Any]) -> bool:
    return field.queryset is not None and field.queryset.model is Table


class MoveForm(OfPlan):
    """Who goes to which table, or changes places with whom, in which round."""

    diner = forms.ModelChoiceField(Diner.objects.none())
    table = forms.ModelChoiceField(Table.objects.none())
    swap = forms.ModelChoiceField(Diner.objects.none(), required=False)
    round = forms.IntegerField(min_value=1)


class WishForm(OfPlan):
    """Two people, and whether they sit apart or together."""

    one = forms.ModelChoiceField(Diner.objects.none(), label=_("Who"))
    other = forms.ModelChoiceField(Diner.objects.none(), label=_("and who"))
    kind = forms.ChoiceField(choices=Wish.Kind.choices, label=_("How"))


class WalkInForm(forms.Form):
    """Names of people who came without having said so."""

    names = forms.CharField(
        label=_("Names, one a line"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "class": "input", "hx-preserve": "true"}),
    )


class KeepForm(OfPlan):
    """The table that somebody keeps; none for no table."""

    table = forms.ModelChoiceField(Table.objects.none(), required=False, empty_label=_("No table of their own"))


class LateForm(forms.Form):
    """The first round for which somebody comes."""

    first_round = forms.TypedChoiceField(label=_("Comes for round"), coerce=int)

    def __init__(self, diner: Diner, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"first_round": diner.first_round})
        choice: Any = self.fields["first_round"]
        choice.choices = [(number, str(number)) for number in range(1, diner.plan.rounds_wanted + 1)]
