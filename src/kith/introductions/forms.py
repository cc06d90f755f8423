"""What is filled in about introductions, by the user and by people outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions.forms.fields import NO_CHANNEL, day_field
from kith.interactions.forms.somebody import Book
from kith.interactions.models import Channel
from kith.introductions.actions import Said
from kith.introductions.models import IntroducerRule, Introduction
from kith.people.models import Person
from kith.targets.models import Target

_NAMES = {
    "list": "known-names",
    "autocomplete": "off",
    "hx-get": reverse_lazy("interactions:known_names"),
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#known-names",
    "hx-sync": "this:queue last",
}
_LONG = 10_000


def _text(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=_LONG, widget=widget, help_text=help_text)


def _name(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs=_NAMES)
    return forms.CharField(label=label, required=required, max_length=300, widget=widget, help_text=help_text)


class PeopleForm(forms.Form):
    """A form in which people of the book are named. A hidden id says who was meant, as long as the name is theirs."""

    must_be_known: tuple[str, ...] = ()
    may_be_known: tuple[str, ...] = ()

    def __init__(self, owner: User, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.owner, self._book = owner, Book(owner)
        for name in (*self.must_be_known, *self.may_be_known):
            self.fields[f"{name}_id"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Find whom the names mean."""
        given = self.cleaned_data
        for name in (*self.must_be_known, *self.may_be_known):
            if given.get(name):
                self._find(name, given)
        return given

    def _find(self, name: str, given: dict[str, Any]) -> None:
        meant = Person.objects.visible_to(self.owner).in_book().filter(pk=given.get(f"{name}_id") or 0).first()
        found = [meant.pk] if meant is not None and meant.name == given[name] else self._book.named(given[name])
        given[f"{name}_person"] = None
        if len(found) == 1:
            given[f"{name}_person"] = Person.objects.visible_to(self.owner).get(pk=found[0])
        elif found:
            self.add_error(name, _("Several people may be meant. Write where they work as well, in brackets."))
        elif name in self.must_be_known:
            self.add_error(name, _("Nobody of that name is in your book."))


class DraftForm(PeopleForm):
    """Whom to ask for an introduction to whom, and what for."""

    must_be_known = ("introducer",)
    may_be_known = ("other",)

    introducer = _name(_("Who could introduce you"))
    other = _name(_("To whom"), help_text=_("Somebody of your book, or any name."))
    target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Which target it serves"), required=False, empty_label=_("None in particular")
    )
    purpose = _text(_("What for"), help_text=_("In one or two sentences. The introducer reads this."))

    def __init__(self, owner: User, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(owner, data, initial)
        own = Target.objects.visible_to(owner).filter(state=Target.State.ACTIVE)
        self.fields["target"].queryset = own  # type: ignore[attr-defined]


class TwoForm(PeopleForm):
    """Two people who might like to know each other."""

    must_be_known = ("party", "other")

    party = _name(_("Whom to ask first"), help_text=_("The one with less time."))
    other = _name(_("And whom then"))
    purpose = _text(_("Why they might like to know each other"))


class WordsForm(forms.Form):
    """The words of a draft."""

    purpose = _text(_("What for"))
    common_ground = _text(_("What you share with them"), rows=2)
    blurb = _text(_("The text to forward"), rows=12, required=True)


class MoveForm(forms.Form):
    """What is said with a move."""

    words = _text(_("In a few words"))
    contact = forms.CharField(label=_("How to reach them"), required=False, max_length=300)
    outcome = forms.ChoiceField(label=_("What came of it"), required=False, choices=Introduction.Outcome.choices)
    on = day_field(_("Day"))
    channel = forms.ChoiceField(label=_("How"), choices=[NO_CHANNEL, *Channel.choices], required=False)
    adds_person = forms.BooleanField(label=_("Put them into my book"), required=False)

    def __init__(
        self, today: date, data: Any = None, prefix: str = "", initial: Mapping[str, Any] | None = None
    ) -> None:
        given = {"on": today, "adds_person": True, **(initial or {})}
        super().__init__(data, initial=given, prefix=prefix or None)
        self.today = today

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and on > self.today:
            raise ValidationError(_("This day is still to come."))
        return on

    @property
    def said(self) -> Said:
        """As the action takes it."""
        return Said(**{name: self.cleaned_data[name] for name in self.fields})


class RuleForm(forms.Form):
    """What somebody said about being asked."""

    kind = forms.ChoiceField(label=_("What they said"), choices=IntroducerRule.Kind.choices)
    about_name = forms.CharField(label=_("About whom"), required=False, max_length=300)
    until = day_field(_("Not before"))


class IntroducerAnswer(forms.Form):
    """What an introducer writes with a yes."""

    words = _text(_("A word of your own"), help_text=_("It stands first, above the text."))
    blurb = _text(_("The text to forward"), rows=12, help_text=_("Change whatever you would say otherwise."))


class SideAnswer(forms.Form):
    """What one of two sides writes with a yes."""

    contact = forms.CharField(
        label=_("How to reach you"),
        required=False,
        max_length=300,
        help_text=_("An e-mail address or a number. Only seen if you say yes."),
    )
