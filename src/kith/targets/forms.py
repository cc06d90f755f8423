"""Forms of targets: the sentence, what is behind it, the card, and what a stranger may answer there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.queries import find_people
from kith.targets.actions.answers import MOST_WORDS
from kith.targets.models import Aim, CardAnswer, Pitch, Target, TargetCard
from kith.targets.queries.pitches import Said

_SALT = "targets.answer"
_SOONEST, _LATEST = 3, 2 * 24 * 3600  # seconds between seeing the form and sending it


class TargetForm(forms.ModelForm):  # type: ignore[type-arg]
    """All of a target but its aims."""

    class Meta:
        model = Target
        fields = ("sentence", "by", "weak_ties_first", "state", "notes")
        widgets: ClassVar[Any] = {
            "sentence": forms.Textarea(attrs={"rows": 2}),
            "by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }
        labels: ClassVar[Any] = {
            "weak_ties_first": _("This is digital work: ask people whom I know moderately well first")
        }
        help_texts: ClassVar[Any] = {
            "weak_ties_first": _(
                "In digital work moderately weak ties led to more new jobs than strong ones; in other fields it was the "
                "other way round (Rajkumar et al. 2022). It decides which paths Reach shows first."
            )
        }


class AimForm(forms.Form):
    """Something to aim for, as it was typed or chosen from what was offered."""

    kind = forms.ChoiceField(choices=Aim.Kind.choices)
    text = forms.CharField(max_length=300)
    code = forms.CharField(max_length=20, required=False)
    person = forms.ModelChoiceField(queryset=Person.objects.none(), required=False)

    def __init__(self, owner: User, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        people: Any = self.fields["person"]
        people.queryset = Person.objects.visible_to(owner).in_book()


class SomebodyForm(forms.Form):
    """Somebody of the book by name; "Ana Ruiz (Acme)" says where."""

    name = forms.CharField(label=_("Name"), max_length=300)

    def __init__(self, owner: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.owner = owner

    def clean_name(self) -> Person:
        text = self.cleaned_data["name"]
        found: list[Person] = [one for one in find_people(self.owner, text)[:50] if fold(one.name) == fold(text)]
        if len(found) == 1:
            return found[0]
        elif found:
            raise forms.ValidationError(_("Several of your people have this name. Please mark them on their own page."))
        else:
            raise forms.ValidationError(_("Nobody in your book has this name. Please add them first."))


class PitchForm(forms.Form):
    """One pitch."""

    text = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, said: Said, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"text": said.now.text if said.now else ""}, prefix=str(said.length))
        self.fields["text"].label = said.length.label


class WorkedForm(forms.Form):
    """What worked, and with whom."""

    worked = forms.CharField(
        label=_("What worked"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Which words made people ask on, and where they looked away."),
    )


class CardForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the card shows."""

    aims = forms.MultipleChoiceField(required=False)

    class Meta:
        model = TargetCard
        fields = ("greeting", "length", "aims", "shows_email")
        widgets: ClassVar[Any] = {"greeting": forms.Textarea(attrs={"rows": 2, "maxlength": 1000})}

    field_order = ("greeting", "length", "aims", "shows_email")

    def __init__(self, target: Target, card: TargetCard, data: Mapping[str, Any] | None = None) -> None:
        aims = list(target.aims.order_by("kind", "pk"))
        super().__init__(data, instance=card, initial={"aims": [str(aim.pk) for aim in aims if aim.is_on_card]})
        written = set(target.pitches.values_list("length", flat=True))
        chosen: Any = self.fields["aims"]
        chosen.choices = [(str(aim.pk), f"{aim.get_kind_display()}: {aim.text}") for aim in aims]
        length: Any = self.fields["length"]
        length.choices = [("", _("None"))] + [
            (str(value), label) for value, label in Pitch.Length.choices if value in written
        ]

    @property
    def offered(self) -> list[tuple[str, str, bool]]:
        """The aims, and which of them are chosen: written by the page, as Django reads a template for each."""
        chosen = set(self["aims"].value() or ())
        field: Any = self.fields["aims"]
        return [(value, label, value in chosen) for value, label in field.choices]

    def values(self) -> dict[str, Any]:
        """What targets.actions.change_card takes."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("greeting", "length", "shows_email")}
        return {**kept, "aims": [int(pk) for pk in said.get("aims", ())]}


class AnswerForm(forms.Form):
    """What a stranger may answer. `website` is for machines, which fill in whatever there is; nobody sees it.

    `seen` says when the form was shown: whoever needs less than three seconds is a machine, or asked to press once more.
    """

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What would you like to say?"),
        choices=CardAnswer.Kind.choices,
        initial=CardAnswer.Kind.KNOW,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One line is plenty: a name, a place, a link."),
        error_messages={"required": _("Please write a few words.")},
    )
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    contact = forms.CharField(
        label=_("How to reach you"),
        max_length=300,
        required=False,
        help_text=_("An e-mail address or a number, if you would like an answer."),
    )
    website = forms.CharField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, now: datetime, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.now = now
        self.age = _age(data.get("seen", ""), now) if data is not None else None
        is_good = self.age is not None and self.age <= _LATEST
        self.token = (
            str(data.get("seen")) if is_good and data is not None else signing.dumps(int(now.timestamp()), salt=_SALT)
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said  # one thing after the other
        elif said.get("website"):
            raise forms.ValidationError(
                _("Please leave the last field empty. It is there to tell machines from people.")
            )
        if self.age is None or not _SOONEST <= self.age <= _LATEST:
            raise forms.ValidationError(_("Nothing is lost: please press Send once more."))
        return said

    def values(self) -> dict[str, str]:
        """What targets.actions.receive takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "words", "name", "contact")}


class PersonOfAnswerForm(forms.Form):
    """Who answered, to be added to the book."""

    name = forms.CharField(label=_("Name"), max_length=300)
    contact = forms.CharField(label=_("How to reach them"), max_length=300, required=False)


def _age(token: str, now: datetime) -> float | None:
    """How many seconds ago the form was shown; none where the token is not ours."""
    try:
        return now.timestamp() - int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
