"""What is filled in on the exchange."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.exchange.models import Ask, Audience, Offer, Recommendation, Shared
from kith.groups.models import INNER, Group
from kith.interactions.forms.fields import day_field
from kith.opportunities.forms import PersonField

STANDS = timedelta(days=90)  # unless the user says another day
_IN_GROUP = "group:"


def shown_to(shared: Shared) -> str:
    """Return what the choice of the audience says for a row."""
    is_group = shared.audience == Audience.GROUP and shared.group is not None
    return f"{_IN_GROUP}{shared.group.uid}" if is_group and shared.group else str(shared.audience)


class SharedForm(forms.Form):
    """To whom something is shown: one choice, with each of the user's groups by name."""

    shown_to = forms.ChoiceField(label=_("Shown to"))

    def __init__(self, owner: User, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"shown_to": Audience.BOOK, **(initial or {})})  # shared only if one says so
        self.owner = owner
        mine = {"memberships__user": owner, "memberships__left_at": None, "memberships__role__in": INNER}
        joined = Group.objects.of(owner).filter(**mine, ended_at=None).distinct().order_by("name", "pk")
        self.groups = {f"{_IN_GROUP}{group.uid}": group for group in joined}
        plain = [Audience.BOOK, Audience.PEOPLE, *([Audience.GROUPS] if self.groups else [])]
        choices = [(str(one.value), str(one.label)) for one in plain]
        choices += [(key, group.name) for key, group in self.groups.items()]
        self.fields["shown_to"].choices = choices  # type: ignore[attr-defined]

    @property
    def audience(self) -> dict[str, Any]:
        """The audience and the group, as actions take them."""
        chosen = self.cleaned_data["shown_to"]
        group = self.groups.get(chosen)
        return {"audience": Audience.GROUP if group else chosen, "group": group}

    def complain(self, error: Any) -> None:
        """Show what an action says is wrong, at its field where there is one."""
        for name, messages in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class WishForm(SharedForm):
    """An ask or an offer."""

    field_order = ("text", "more", "shown_to", "until", "person")
    text = forms.CharField(label=_("In one sentence"), max_length=300)
    more = forms.CharField(
        label=_("More about it"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    until = day_field(_("Stands until"))
    person = PersonField(
        _("Whose is it, if not yours"), help_text=_("Somebody in your book. It then stays a note in your book.")
    )

    def __init__(
        self, kind: type[Ask] | type[Offer], owner: User, data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        until = owner.today() + STANDS
        super().__init__(owner, data, {"until": until, **(initial or {})})
        asks = kind is Ask
        self.fields["text"].label = _("What do you need?") if asks else _("What can you give?")
        example = _("A decorator for two rooms in spring") if asks else _("An hour on how payroll works in France")
        self.fields["text"].widget.attrs["placeholder"] = example
        self.fields["person"].owner = owner  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """What actions.make_ask, make_offer and edit take."""
        given = self.cleaned_data
        mine = {"audience": Audience.BOOK, "group": None} if given["person"] else self.audience
        return {**{name: given[name] for name in ("text", "more", "person", "until")}, **mine}


class HelpForm(forms.Form):
    """A few words to whoever asked."""

    words = forms.CharField(
        label=_("How can you help, and how can they reach you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HelpedForm(forms.Form):
    """Who in the book helped, and who brought the two together."""

    person = PersonField(_("Who helped"), required=True)
    introducer = PersonField(_("Who brought you together, if somebody did"))

    def __init__(self, owner: User, data: Any = None) -> None:
        super().__init__(data, prefix="helped")
        for name in ("person", "introducer"):
            self.fields[name].owner = owner  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Who brought the two together."""

    introducer = PersonField(_("Who brought you together, if somebody did"))

    def __init__(self, owner: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["introducer"].owner = owner  # type: ignore[attr-defined]


class ThanksForm(forms.Form):
    """Thanks, in a few words."""

    words = forms.CharField(
        label=_("A few words of thanks"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RecommendationForm(SharedForm):
    """Who or what is vouched for."""

    field_order = ("name", "kind", "what_for", "where", "used", "again", "words", "url", "shown_to")
    name = forms.CharField(label=_("Who or what"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Recommendation.Kind.choices, initial="supplier")
    what_for = forms.CharField(label=_("Good for what"), max_length=300, required=False)
    where = forms.CharField(label=_("Where"), max_length=200, required=False)
    used = forms.ChoiceField(label=_("Used how long"), choices=Recommendation.Used.choices)
    again = forms.ChoiceField(label=_("Would you buy or ask again?"), choices=Recommendation.Again.choices)
    words = forms.CharField(
        label=_("In your words"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    url = forms.URLField(label=_("Web address"), max_length=500, required=False, assume_scheme="https")

    @property
    def details(self) -> dict[str, Any]:
        """What actions.recommend and change take."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "shown_to"}
        return {**given, **self.audience}
