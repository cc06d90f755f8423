"""Forms of groups: starting and changing one, asking to join, and what a member says of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kith.accounts.zones import ZoneField
from kith.groups.fields import CareersField, LanguageField
from kith.groups.models import Group, Membership, Season

_WORDS = ("skills", "industries", "interests")


class StartForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked when a group is started; everything else has a default."""

    class Meta:
        model = Group
        fields = ("name", "purpose", "place", "format", "joining", "is_listed", "rules", "questions")
        widgets: ClassVar[Any] = {
            "rules": forms.Textarea(attrs={"rows": 5}),
            "questions": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[Any] = {
            "name": _("What people will say: “I go to …”"),
            "place": _("A town or a part of it is enough."),
            "rules": _("Shown before anybody joins. Markdown may be used."),
            "questions": _("One a line. Whoever asks to join answers them."),
        }


class WordsField(forms.CharField):
    """A list of words, typed with commas."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        words = [" ".join(word.split()) for word in str(super().clean(value)).split(",")]
        return list(dict.fromkeys(word[:60] for word in words if word))[:20]


class EditForm(StartForm):
    """All that a group says of itself."""

    skills = WordsField(label=_("Skills"), required=False, max_length=600, help_text=_("With commas between them."))
    industries = WordsField(label=_("Industries"), required=False, max_length=600)
    interests = WordsField(label=_("Interests"), required=False, max_length=600)
    careers = CareersField(
        label=_("Target careers"),
        required=False,
        max_length=2000,
        help_text=_(
            "What people who come want to become, with semicolons between: nurse; data analyst. It is found under these."
        ),
    )
    language = LanguageField(label=_("Language"), required=False, help_text=_("Such as German, de, or pt-BR."))
    seasons = forms.MultipleChoiceField(
        label=_("Seasons of life"), choices=Season.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    time_zone = ZoneField(label=_("Time zone"))

    class Meta(StartForm.Meta):
        fields: Any = (
            "name",
            "purpose",
            "about",
            "kind",
            "format",
            "place",
            "time_zone",
            "language",
            "joining",
            "is_listed",
            "members_may_invite",
            "welcomes_newcomers",
            "is_one_per_trade",
            "questions",
            "rules",
            "is_free",
            "dues",
            "quiet_days",
            *_WORDS,
            "seasons",
        )
        widgets: ClassVar[Any] = {**StartForm.Meta.widgets, "about": forms.Textarea(attrs={"rows": 6})}
        help_texts: ClassVar[Any] = {
            **StartForm.Meta.help_texts,
            "about": _("Markdown may be used."),
            "dues": _("Noted here, never collected by Kith."),
            "quiet_days": _("After so many days without a word, two members are asked to bring somebody back."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["careers"] = self.instance.occupations

    def values(self) -> dict[str, Any]:
        """Return what to change, by the fields of the group."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "careers"}
        return {**given, "occupations": self.cleaned_data["careers"]}


class JoinForm(forms.Form):
    """What a group asks of whoever wants to join: a trade, answers to its questions, a yes to its rules."""

    def __init__(self, group: Group, data: Mapping[str, Any] | None = None, *, has_questions: bool = False) -> None:
        super().__init__(data)
        self.questions = group.asks if has_questions else []
        if group.is_one_per_trade:
            self.fields["trade"] = forms.CharField(
                label=_("Your trade"), max_length=80, help_text=_("This group has one member of each trade.")
            )
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )
        if group.rules:
            self.fields["agree"] = forms.BooleanField(label=_("I agree to the rules"))

    @property
    def trade(self) -> str:
        """The trade that was given, if one was asked for."""
        return str(self.cleaned_data.get("trade", ""))

    @property
    def answers(self) -> str:
        """The questions with the answers, as the organisers read them."""
        said = [f"{question}\n{self.cleaned_data[f'answer_{n}']}" for n, question in enumerate(self.questions)]
        return "\n\n".join(said)


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a member says to the group, and which of it the group sees."""

    shown = forms.MultipleChoiceField(
        label=_("Members see"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Nobody else does.")
    )

    class Meta:
        model = Membership
        fields = ("trade", *Membership.FIELDS, "shown", "gives_card")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(name, capfirst(str(self.fields[name].label))) for name in Membership.FIELDS]
        self.fields["shown"].choices = named  # type: ignore[attr-defined]
        for name in ("level", "season"):
            choices = Membership._meta.get_field(name).choices  # type: ignore[union-attr]
            self.fields[name].choices = [("", _("Not said")), *choices]  # type: ignore[attr-defined, misc]
        if not self.instance.group.is_one_per_trade:
            del self.fields["trade"]
        else:
            self.fields["trade"].required = self.instance.is_inner  # guests hold none


class DuesForm(forms.Form):
    """Until when somebody has paid."""

    until = forms.DateField(
        label=_("Dues paid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
