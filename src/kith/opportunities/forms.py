"""What is filled in about opportunities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions.forms.fields import NO_CHANNEL, day_field, notes_field, show_errors
from kith.interactions.forms.somebody import Book
from kith.interactions.models import Channel
from kith.opportunities import actions, queries
from kith.opportunities.models import Involvement, Link, Opportunity
from kith.people import actions as people_actions
from kith.people.models import Organisation, Person
from kith.targets.models import Target

_NAMES = {
    "list": "known-names",
    "autocomplete": "off",
    "hx-get": reverse_lazy("interactions:known_names"),
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#known-names",
    "hx-sync": "this:queue last",
}
_STILL_TO_COME = _("This day is still to come.")


def _line(label: Any, model: Any, name: str, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=model._meta.get_field(name).max_length, **more)


class PersonField(forms.CharField):
    """Somebody of the book, by name; "Ana Ruiz (Acme)" says which of two."""

    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs=_NAMES)
        super().__init__(label=label, required=required, max_length=300, widget=widget, help_text=help_text)
        self.owner: User | None = None

    def clean(self, value: Any) -> Any:
        """Return the person, None for nobody."""
        name = super().clean(value)
        return self._named(name) if name and self.owner else None

    def _named(self, name: str) -> Person:
        assert self.owner is not None
        book = Book(self.owner)
        found = book.named(name)
        if not found:
            raise ValidationError(
                _("Nobody called %(name)s is in your book. Add them on the page People first, or leave this out."),
                params={"name": name},
            )
        if len(found) > 1:
            words = ", ".join(f"{name} ({place})" for pk in book.own(found) if (place := book.place(pk)))
            raise ValidationError(
                _("Several people may be meant. Write where they work as well: %(names)s"), params={"names": words}
            )
        one: Person = Person.objects.visible_to(self.owner).get(pk=found[0])
        return one


class DetailsForm(forms.Form):
    """What is said of an opportunity."""

    title = _line(_("What is it"), Opportunity, "title", required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Opportunity.Kind.choices, initial=Opportunity.Kind.OPENING)
    organisation = _line(_("Organisation"), Organisation, "name")
    source = forms.ChoiceField(label=_("Where it came from"), choices=Opportunity.Source.choices)
    channel = forms.ChoiceField(label=_("How you heard of it"), choices=[NO_CHANNEL, *Channel.choices], required=False)
    began_on = day_field(_("First heard of on"), required=True)
    target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Which target it serves"), required=False, empty_label=_("None in particular")
    )
    url = _line(_("Web address"), Opportunity, "url")
    notes = notes_field(_("Notes"), rows=4)

    def __init__(self, owner: User, today: date, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"began_on": today, "source": Opportunity.Source.PERSON, **(initial or {})})
        self.owner, self.today = owner, today
        own = Target.objects.visible_to(owner)
        serving = Q(state=Target.State.ACTIVE) | Q(pk=self.initial.get("target"))
        self.fields["target"].queryset = own.filter(serving)  # type: ignore[attr-defined]
        self.fields["began_on"].widget.attrs["max"] = today.isoformat()

    def clean_began_on(self) -> date:
        return _past(self.cleaned_data["began_on"], self.today)

    @property
    def values(self) -> dict[str, Any]:
        """What actions.begin and actions.edit take, with the organisation found, or added."""
        wanted = ("title", "kind", "source", "channel", "target", "url", "notes")
        place = people_actions.find_or_add_organisation(self.owner, self.cleaned_data["organisation"])
        return {**{name: self.cleaned_data[name] for name in wanted}, "organisation": place}


class BeginForm(DetailsForm):
    """A new one: also how far it is, who has to do with it, and what comes next."""

    stage = forms.ChoiceField(label=_("How far it is"), choices=Opportunity.Stage.choices)
    person = PersonField(_("Who told you of it"))
    next_step = _line(_("Next step"), Opportunity, "next_step")
    next_on = day_field(_("By"))

    def __init__(self, owner: User, today: date, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(owner, today, data, initial)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.owner = owner

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("next_on") and not given.get("next_step"):
            self.add_error("next_step", _("What comes next? A few words are enough."))
        return given

    def begin(self, **more: Any) -> Opportunity | None:
        """Note it; None where something is wrong, which stands at the fields."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        people = [given["person"]] if given["person"] else []
        try:
            return actions.begin(
                self.owner,
                on=given["began_on"],
                stage=given["stage"],
                people=people,
                next_step=given["next_step"],
                next_on=given["next_on"],
                **self.values,
                **more,
            )
        except ValidationError as error:
            show_errors(self, error)
            return None


class MoveForm(forms.Form):
    """To which stage, and since when."""

    stage = forms.ChoiceField(label=_("It is at"), choices=Opportunity.Stage.choices)
    on = day_field(_("Since"), required=True)

    def __init__(self, today: date, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"on": today, **(initial or {})}, prefix="move")
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        return _past(self.cleaned_data["on"], self.today)


class NextForm(forms.Form):
    """What comes next, and by when."""

    step = _line(_("Next step"), Opportunity, "next_step")
    on = day_field(_("By"))

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, prefix="next")


class InvolveForm(forms.Form):
    """Who has to do with it, in which role."""

    person = PersonField(_("Name"), required=True)
    role = _line(_("In which role"), Involvement, "role")

    def __init__(self, owner: User, data: Any = None) -> None:
        super().__init__(data, prefix="involve")
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.owner = owner


class LinkForm(forms.Form):
    """One more link of the chain: what happened, or somebody, or words; and where in the chain it stands."""

    what = forms.ChoiceField(label=_("A talk or an introduction"), required=False)
    person = PersonField(_("Or somebody through whom it came"))
    text = _line(_("In your words"), Link, "text")
    on = day_field(_("Day"))
    place = forms.TypedChoiceField(label=_("Where in the chain"), coerce=int, empty_value=None, required=False)

    def __init__(self, owner: User, chain: int, data: Any = None) -> None:
        super().__init__(data, prefix="link")
        self.owner = owner
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.owner = owner
        found = queries.to_link(owner)
        groups = [(_("Talks and messages"), found["interaction"]), (_("Introductions"), found["introduction"])]
        choices = [("", _("Choose one")), *(group for group in groups if group[1])]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].choices = _places(chain)  # type: ignore[attr-defined]


def _places(chain: int) -> list[tuple[str, Any]]:
    """At the end, or before a link that is there."""
    before = [(str(place), _("before link %(number)s") % {"number": place + 1}) for place in range(1, chain)]
    first = [("0", _("at the beginning"))] if chain else []
    return [("", _("at the end")), *first, *before]


def _past(day: date, today: date) -> date:
    if day > today:
        raise ValidationError(_STILL_TO_COME)
    return day
