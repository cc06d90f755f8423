"""Invented data for the page that shows every component. None of these people exists."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from kith.ui.icons import DRAWINGS

TIERS = ["Inferred", "Known", "Warm", "Close"]


@dataclass(frozen=True)
class Somebody:
    """A person as far as the components look at one."""

    pk: int
    name: str
    tier: int | None
    phase: str
    warmth: int
    touches: int = 5
    photo: str = ""

    def get_tier_display(self) -> str:
        return TIERS[self.tier or 0]

    def get_phase_display(self) -> str:
        return self.phase.capitalize()


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"))
    headline = forms.CharField(label=_("Headline"), required=False, help_text=_("What they do, in a line."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("meeting", _("Meeting")), ("call", _("Call"))])
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}))
    channel = forms.ChoiceField(
        label=_("Channel"),
        widget=forms.RadioSelect,
        choices=[("person", _("In person")), ("phone", _("Phone")), ("video", _("Video"))],
    )
    follow_up = forms.BooleanField(label=_("Remind me to follow up"), required=False)


PEOPLE = [
    Somebody(1, "Ana Ruiz", 3, "active", 92),
    Somebody(2, "Bo Li", 2, "new", 61),
    Somebody(3, "Chidi Okafor", 2, "fading", 38),
    Somebody(4, "Dorothea von Wartenberg-Hohenstein", 1, "acquaintance", 17),
    Somebody(5, "Émile", 1, "dormant", 4),
    Somebody(6, "Farid Nazari", None, "", 0, touches=0),
]


def context(on: date, query: Any) -> dict[str, object]:
    """Return what the page of components shows, as of `on`."""
    unfilled = Sample({"headline": "Runs the night shift", "kind": "call"}, auto_id="wrong_%s")
    unfilled.is_valid()
    return {
        "on": on,
        "people": PEOPLE,
        "steps": range(11),
        "form": Sample(auto_id="right_%s"),
        "unfilled": unfilled,
        "page": Paginator(range(240), 50).get_page(query.get("page", 2)),
        "history": _history(on),
        "counts": _counts(on),
        "days": [on - timedelta(days=n) for n in (0, 1, 40, 700)] + [on + timedelta(days=n) for n in (1, 3, 20, 400)],
        "icon_names": list(DRAWINGS),
        "spark": [1, 3, 2, 5, 4, 4, 7, 6, 9, 8, 11],
    }


def _history(on: date) -> SimpleNamespace:
    days = [on - timedelta(weeks=104 - n) for n in range(105)]
    warmth = [max(0.0, 45 + 42 * math.sin(n / 15 - 1.2) - (n > 92) * (n - 92) * 2) for n in range(105)]
    depth = [80 * (1 - math.exp(-n / 40)) for n in range(105)]
    return SimpleNamespace(days=days, warmth=warmth, depth=depth)


def _counts(on: date) -> dict[date, int]:
    weights = {n: (n * 7919 % 97) % 13 for n in range(366)}
    return {on - timedelta(days=n): w - 4 for n, w in weights.items() if w > 4 and (n // 30) % 5 != 3}
