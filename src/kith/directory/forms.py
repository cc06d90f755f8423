"""Forms of the directory: what to look for, a listing, a day on which it meets, a file or an address, a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kith.directory import words
from kith.directory.drafts import YEARS
from kith.directory.models import CareerStep, Listing, Wish
from kith.directory.queries import Asked
from kith.groups.fields import CareersField, LanguageField
from kith.groups.models import Format, Kind, Season

_DAYS = (
    *((0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday"))),
    *((5, _("Saturday")), (6, _("Sunday"))),
)
_ANY = ("", _("Any"))
_WITHIN = (
    ("", _("any distance")),
    *((str(km), _("within %(km)s km") % {"km": km}) for km in (5, 25, 50, 100, 300)),
)
_SIZES = (_ANY, ("small", _("up to 12")), ("middle", _("13 to 60")), ("large", _("more than 60")))
_IN_SIGHT = ("q", "career", "place", "within")  # the rest stands behind "More"
_MINUTES = 90  # of a meeting of which only the beginning is known
MAX_FILE_MB = 5


class WordsField(forms.CharField):
    """A list of words with commas between."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        return words.several(super().clean(value) or "")


class FinderForm(forms.Form):
    """What to look for. Whatever cannot be understood is left out: an address must not break by a word in it."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    career = forms.CharField(label=_("Career that I want"), required=False, max_length=100)
    place = forms.CharField(
        label=_("Near"), required=False, max_length=100, help_text=_("A city; postal codes are not read.")
    )
    within = forms.ChoiceField(label=_("Distance"), choices=_WITHIN, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[_ANY, *Kind.choices], required=False)
    format = forms.ChoiceField(label=_("Format"), choices=[_ANY, *Format.choices], required=False)
    season = forms.ChoiceField(label=_("Season of life"), choices=[_ANY, *Season.choices], required=False)
    language = LanguageField(label=_("Language, such as German or de"), required=False)
    size = forms.ChoiceField(label=_("Members"), choices=_SIZES, required=False)
    days = forms.TypedMultipleChoiceField(
        label=_("Meets on"), choices=_DAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    parts = forms.MultipleChoiceField(
        label=_("At a time that suits me"),
        choices=Wish.Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_free = forms.BooleanField(label=_("Costs nothing"), required=False)
    newcomers = forms.BooleanField(label=_("Newcomers are welcome"), required=False)

    def asked(self) -> Asked:
        """Return what is asked for."""
        self.is_valid()
        said: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        said |= {name: tuple(said[name]) for name in ("days", "parts") if name in said}
        said["within"] = int(said.get("within", 0))
        return Asked(**said)

    @property
    def is_narrow(self) -> bool:
        """Whether anything behind "More" is asked for."""
        behind = [name for name in self.fields if name not in _IN_SIGHT]
        return any(name in self.errors or self.cleaned_data.get(name) for name in behind)


class WishForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the user looks for in groups."""

    interests = WordsField(
        label=_("Interests"), required=False, max_length=500, help_text=_("With commas between, such as running, chess")
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days that suit me"),
        choices=_DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        empty_value=[],
    )
    parts = forms.MultipleChoiceField(
        label=_("Times that suit me"), choices=Wish.Part.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    language = LanguageField(label=_("Language"), required=False, help_text=_("Such as German, de, or pt-BR."))

    class Meta:
        model = Wish
        fields = ("does", "wants", "season", "interests", "place", "language", "days", "parts")
        help_texts: ClassVar[Any] = {
            "does": _("Your work now or the last one, in your own words: nurse, tax clerk"),
            "wants": _("The work that you would like. If you leave it empty, your target counts."),
            "place": _("A city is enough."),
        }


class ListingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A group that meets somewhere else."""

    url = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")
    industries = WordsField(
        label=_("Fields of work"), required=False, max_length=500, help_text=_("With commas between")
    )
    skills = WordsField(label=_("Skills"), required=False, max_length=500)
    interests = WordsField(label=_("Interests"), required=False, max_length=500)
    language = LanguageField(label=_("Language"), required=False, help_text=_("Such as German, de, or pt-BR."))
    occupations = CareersField(
        label=_("Careers"),
        required=False,
        max_length=2000,
        help_text=_("For people who have or want these occupations, with semicolons between: nurse; data scientist"),
    )
    seasons = forms.MultipleChoiceField(
        label=_("For seasons of life"), choices=Season.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_free = forms.NullBooleanField(label=_("Costs nothing"), required=False)
    welcomes_newcomers = forms.NullBooleanField(label=_("Newcomers are welcome"), required=False)

    class Meta:
        model = Listing
        fields = (
            *("name", "purpose", "kind", "meets", "format", "place", "language", "cost", "is_free", "size"),
            *("welcomes_newcomers", "industries", "skills", "interests", "occupations", "seasons", "source"),
        )
        widgets: ClassVar[Any] = {"purpose": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar[Any] = {
            "meets": _("As they say it themselves: first Tuesday of the month, 19:00"),
            "source": _("A web address, a poster, somebody who goes there. Others see it."),
            "place": _("City first; the room, if you know it."),
        }

    field_order = ("name", "url", "purpose", "kind", "meets", "format", "place", "language")

    def __init__(self, data: Mapping[str, Any] | None = None, instance: Listing | None = None) -> None:
        super().__init__(data, instance=instance, initial={"url": instance.url if instance else ""})


class DayForm(forms.Form):
    """A day on which a listed group meets, by the clocks of the user's own zone."""

    on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(date(YEARS[0], 1, 1)), MaxValueValidator(date(YEARS[-1], 12, 31))],
    )
    at = forms.TimeField(label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=24 * 60, initial=_MINUTES)
    title = forms.CharField(label=_("What"), required=False, max_length=200)
    where = forms.CharField(label=_("Where"), required=False, max_length=300)

    def day(self, zone: ZoneInfo) -> dict[str, Any]:
        """Return what actions.add_date takes."""
        said = self.cleaned_data
        start = datetime.combine(said["on"], said["at"], zone)
        end = start + timedelta(minutes=said["minutes"])
        return {
            "starts_at": start,
            "ends_at": end,
            "time_zone": zone.key,
            "title": said["title"],
            "place": said["where"],
        }


class BringForm(forms.Form):
    """A file, or the address of a calendar."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("A table (CSV), a web page that you saved (HTML), or a calendar (ICS), of at most 5 MB."),
    )
    address = forms.CharField(
        label=_("Or the address of a calendar"),
        required=False,
        max_length=500,
        help_text=_("It begins with https:// or webcal:// and is often called “Subscribe”."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("file")) == bool(said.get("address")) and not self.errors:
            raise ValidationError(_("Please choose a file, or write an address: one of the two."))
        if said.get("file") and said["file"].size > MAX_FILE_MB * 1024 * 1024:
            self.add_error("file", _("This file is larger than Kith reads (5 MB)."))
        return said


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """A step that the user made."""

    class Meta:
        model = CareerStep
        fields = ("from_title", "to_title", "year", "helped", "shown_to")
        help_texts: ClassVar[Any] = {
            "shown_to": _(
                "Whoever may see it sees your name, the step and what helped. You can take it back every day."
            ),
        }

    def step(self) -> dict[str, Any]:
        """Return what actions.add_step takes."""
        said = dict(self.cleaned_data)
        return {"before": said.pop("from_title"), "after": said.pop("to_title"), "fields": said}


class BridgeForm(forms.Form):
    """From what one does to what one wants, in one's own words."""

    does = forms.CharField(label=_("What I do"), max_length=100)
    wants = forms.CharField(label=_("What I want"), max_length=100)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name in self.fields:
            self.fields[name].widget.attrs["autocomplete"] = "off"
