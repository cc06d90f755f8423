"""The quick log: one tap says what it was, everything else has a default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.accounts.models import User
from kith.interactions import actions
from kith.interactions.actions import NewPromise
from kith.interactions.forms.fields import NO_CHANNEL, day_field, line_field, notes_field, show_errors
from kith.interactions.models import Channel, Direction, Interaction, Kind, Promise
from kith.people.models import Person

_BUTTONS = (
    Kind.MESSAGE,
    Kind.CALL,
    Kind.MEETING,
    Kind.EMAIL,
    Kind.THANK_YOU,
    Kind.HELP_GIVEN,
    Kind.HELP_RECEIVED,
    Kind.INTRODUCTION,
    Kind.ARTICLE,
    Kind.CARD,
    Kind.EVENT,
    Kind.OTHER,
)
KIND_CHOICES = [(kind.value, kind.label) for kind in _BUTTONS]
_FROM_ME = {Kind.MESSAGE, Kind.EMAIL, Kind.CARD, Kind.THANK_YOU, Kind.ARTICLE, Kind.HELP_GIVEN}
_MANY = 10  # people; with more, a private note for each would be a form of its own


def direction_of(kind: str) -> Direction:
    """Which side a kind of touch comes from, where nothing else was said."""
    if kind in _FROM_ME:
        direction = Direction.OUTGOING
    elif kind == Kind.HELP_RECEIVED:
        direction = Direction.INCOMING
    else:
        direction = Direction.MUTUAL
    return direction


class TouchForm(forms.Form):
    """A touch of today, about which nothing but its kind is said."""

    kind = forms.ChoiceField(choices=Kind.choices, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.MESSAGE


class LogForm(forms.Form):
    """A touch with people who are known already."""

    notes = notes_field(gettext_lazy("Note"), rows=2)
    on = day_field(gettext_lazy("Day"))
    direction = forms.ChoiceField(
        label=gettext_lazy("From whom"),
        required=False,
        choices=[("", gettext_lazy("As usual for its kind")), *Direction.choices],
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"), required=False, choices=[NO_CHANNEL, *Channel.choices])
    place = line_field(gettext_lazy("Place"), "place")
    mine = forms.CharField(label=gettext_lazy("I promised"), required=False, max_length=500)
    mine_due_on = day_field(gettext_lazy("By when"))
    theirs = forms.CharField(label=gettext_lazy("They promised"), required=False, max_length=500)
    theirs_due_on = day_field(gettext_lazy("By when"))
    follow_up_on = day_field(gettext_lazy("Follow up on"))
    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)

    def __init__(self, people: Sequence[Person], on: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"on": on}, use_required_attribute=False)
        self.people, self.today = people, on
        for person in people if len(people) <= _MANY else []:
            label = _("Only about %(name)s") % {"name": person.name}
            self.fields[f"private_{person.pk}"] = notes_field(label, rows=1)

    @property
    def private_notes(self) -> list[forms.BoundField]:
        """The fields for what concerns one of them only."""
        return [self[name] for name in self.fields if name.startswith("private_")]

    @property
    def is_unfolded(self) -> bool:
        """Whether something was said, or is wrong, in the part that is folded away at first."""
        return self.is_bound

    def clean_on(self) -> date:
        return self.cleaned_data["on"] or self.today

    def save(self, owner: User, now: datetime) -> Interaction | None:
        """Log it; None if something has to be corrected first."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return actions.log(
                owner,
                people=self.people,
                kind=given["kind"],
                on=given["on"],
                direction=given["direction"] or direction_of(given["kind"]),
                channel=given["channel"],
                place=given["place"],
                notes=given["notes"],
                private_notes={person.pk: given.get(f"private_{person.pk}", "") for person in self.people},
                promises=self._promises(),
                follow_up_on=given["follow_up_on"],
                now=now,
            )
        except ValidationError as error:
            show_errors(self, error)
            return None

    def _promises(self) -> list[NewPromise]:
        given = self.cleaned_data
        said = [(Promise.By.ME, "mine"), (Promise.By.THEM, "theirs")]
        return [NewPromise(given[name], by, given[f"{name}_due_on"]) for by, name in said if given[name]]
