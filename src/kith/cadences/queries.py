"""How often to be in touch, and when next: rules, plans, and the words for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith import strength
from kith.accounts.models import User
from kith.cadences.models import Cadence, CadenceRule
from kith.people.models import Label, Person, Relation

LAYER_DAYS = (7, 30, 90, 180, 365)
PLAN, OWN, NEVER, LABEL, RELATION, LAYER = "plan", "own", "never", "label", "relation", "layer"
EARLY = timedelta(days=7)  # a touch so long before a planned day fulfils the plan


@dataclass(frozen=True, slots=True)
class Rules:
    """The rhythms of a book, in days; None is never. Layers without a rule of their own keep the default."""

    layers: tuple[int | None, ...]
    labels: dict[int, int | None]
    relations: dict[str, int | None]


def rules(owner: User) -> Rules:
    """Return all rules of a book, in one query."""
    layers: list[int | None] = list(LAYER_DAYS)
    labels: dict[int, int | None] = {}
    relations: dict[str, int | None] = {}
    for rule in CadenceRule.objects.filter(owner=owner):
        if rule.layer is not None:
            layers[rule.layer] = rule.days
        elif rule.label_id is not None:
            labels[rule.label_id] = rule.days
        else:
            relations[rule.relation] = rule.days
    return Rules(tuple(layers), labels, relations)


def has_open_plan(cadence: Cadence, last_touch_on: date | None) -> bool:
    """Whether a next touch is planned and has not happened yet.

    A touch on the planned day or later fulfils the plan; so does one in the seven days before it, if it came after the
    day on which the plan was made: what was just agreed on at a meeting is not fulfilled by that meeting. Nothing is
    deleted for it, so that a touch that is taken back gives the plan back.
    """
    planned, made = cadence.planned_on, cadence.plan_made_on
    if planned is None or last_touch_on is None:
        return planned is not None
    is_early = last_touch_on >= planned - EARLY and (made is None or last_touch_on > made)
    return not (last_touch_on >= planned or is_early)


def open_plan(person: Person) -> Cadence | None:
    """Return the person's cadence if it holds a planned touch that has not happened yet."""
    cadence = Cadence.objects.filter(person=person).first()
    return cadence if cadence is not None and has_open_plan(cadence, person.last_touch_on) else None


def why_next(person: Person) -> str:
    """Say where the day of the next touch comes from; "" where there is no rhythm yet."""
    rule, _colon, detail = person.cadence_rule.partition(":")
    words = {"name": person.given or person.name, "days": every(person.cadence_days), "detail": detail}
    if rule == PLAN:
        return _why_planned(person)
    elif rule == NEVER:
        return _("You asked for peace here: Kith does not remind you of %(name)s.") % words
    elif rule == OWN:
        return _("%(days)s, as you set it for %(name)s.") % words
    elif rule == LABEL:
        label = Label.objects.filter(pk=int(detail)).values_list("name", flat=True).first() or ""
        return _("%(days)s, as you set it for people with the label “%(label)s”.") % {**words, "label": label}
    elif rule == RELATION:
        return _("%(days)s, as you set it for “%(kind)s”.") % {**words, "kind": Relation(detail).label}
    elif rule == LAYER:
        return _why_layer(int(detail), words)
    else:
        return ""


def every(days: int | None) -> str:
    """Say a rhythm: "Every 30 days"."""
    if days is None:
        return _("Never")
    return ngettext("Every day", "Every %(days)d days", days) % {"days": days}


def _why_planned(person: Person) -> str:
    cadence = Cadence.objects.filter(person=person).first()
    note = cadence.plan_note if cadence is not None else ""
    words = {"day": formats.date_format(person.next_touch_on, "j F"), "note": note} if person.next_touch_on else {}
    return (_("You planned it for %(day)s: %(note)s") if note else _("You planned it for %(day)s.")) % words


def _why_layer(layer: int, words: dict[str, str]) -> str:
    caps = strength.DEFAULT.layer_caps
    if layer == len(caps):
        return _("%(days)s, as for everybody you know less well.") % words
    return _("%(days)s: %(name)s is one of your closest %(cap)d people.") % {**words, "cap": caps[layer]}
