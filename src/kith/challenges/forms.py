"""Forms of challenges: a figure, files, what counts, a challenge, a name to go by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kith.challenges.actions.challenges import FIELDS
from kith.challenges.models import Challenge, Side, Statistic
from kith.challenges.presets import PRESETS, Preset
from kith.challenges.tracks.reading import MOST_BYTES
from kith.groups.models import Group
from kith.imports.forms import ManyFiles

MOST_FILES = 20
_NEW = "new:"


class EntryForm(forms.Form):
    """A figure of a day."""

    amount = forms.DecimalField(
        label=_("How much"),
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "min": "0.01", "step": "any"}),
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, today: date, unit: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self.fields["on"].initial = today
        if unit:
            self.fields["amount"].label = _("How much (%(unit)s)") % {"unit": unit}


class FilesForm(forms.Form):
    """Files of activities or tables."""

    use_required_attribute = False
    file = ManyFiles(
        label=_("Files"),
        max_length=255,
        error_messages={"required": _("Please choose a file first."), "empty": _("One of the files is empty.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs["accept"] = ".gpx,.tcx,.fit,.csv,.gz,.txt"

    def clean_file(self) -> list[UploadedFile[Any]]:
        """No more, and none larger, than is read at once."""
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Please take in at most %(most)s files at once."), params={"most": MOST_FILES}
            )
        for file in files:
            if (file.size or 0) > MOST_BYTES:
                said = _("%(name)s is larger than %(most)s MB.")
                raise forms.ValidationError(said, params={"name": file.name, "most": MOST_BYTES // 1024 // 1024})
        return files


class StatisticForm(forms.Form):
    """Something of the group's own that it counts."""

    name = forms.CharField(label=_("What"), max_length=60, help_text=_("Such as “Pages of the book” or “Calls made”."))
    unit = forms.CharField(
        label=_("Unit"), max_length=20, required=False, help_text=_("What stands behind the figure, such as km.")
    )
    side = forms.ChoiceField(
        label=_("Giving or getting"),
        choices=Side.choices,
        initial=Side.NEITHER,
        help_text=_("In a challenge that adds up several things, giving counts double."),
    )


class ChallengeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A challenge: what counts may be chosen from what the group counts, and from what groups often count."""

    counted = forms.MultipleChoiceField(
        label=_("What counts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that counts.")},
        help_text=_("One thing gives figures in its own unit. Several are added up as points; giving counts double."),
    )

    field_order = ("title", "counted", "starts_on", "ends_on", "group_goal", "own_goal", "about")

    class Meta:
        model = Challenge
        fields = FIELDS
        widgets: ClassVar[Any] = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "group_goal": forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            "own_goal": forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            "about": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[Any] = {
            "group_goal": _("Everybody's figures fill one bar. Leave it empty for none."),
            "own_goal": _("Only shown to each for themselves."),
        }

    def __init__(self, *args: Any, group: Group, counted: Sequence[Statistic], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.group, self.known = group, {str(each.uid): each for each in counted}
        field = self.fields["counted"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(uid, each.name) for uid, each in self.known.items()] + self._others()
        if not self.instance.pk:
            self.fields["starts_on"].initial = today
            self.fields["ends_on"].initial = today + timedelta(days=27)
        else:
            field.initial = [str(each.uid) for each in self.instance.counted]

    def presets(self) -> list[Preset]:
        """What was chosen that the group does not count yet."""
        chosen = {word.removeprefix(_NEW) for word in self.cleaned_data["counted"] if word.startswith(_NEW)}
        return [each for each in PRESETS if each.kind in chosen]

    def statistics(self) -> list[Statistic]:
        """What was chosen that it does."""
        return [self.known[word] for word in self.cleaned_data["counted"] if word in self.known]

    def facts(self) -> dict[str, Any]:
        """The fields of the challenge."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def _others(self) -> list[tuple[str, Any]]:
        named = {each.name.lower() for each in self.known.values()}
        return [(f"{_NEW}{each.kind}", each.name) for each in PRESETS if each.name.lower() not in named]


class NameForm(forms.Form):
    """The name under which somebody takes part: one that is offered, or another."""

    offered = forms.ChoiceField(label=_("A name drawn for you"), widget=forms.RadioSelect, required=False)
    own = forms.CharField(
        label=_("Or a name of your choice"),
        max_length=40,
        required=False,
        help_text=_("One that nobody connects with you keeps you unknown."),
    )

    def __init__(self, *args: Any, offers: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["offered"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in offers]
        field.initial = offers[0] if offers else None

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("own") and not cleaned.get("offered") and not self.errors:
            self.add_error("own", _("Choose a name."))
        return cleaned

    @property
    def name(self) -> str:
        """What was chosen; a name of one's own comes first."""
        return str(self.cleaned_data.get("own") or self.cleaned_data["offered"])
