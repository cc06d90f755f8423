"""Two versions of a person side by side: what differs, which side to take where, and the form that comes of it.

A key names what can differ: a field of the form ("notes"), a row that both or one of the versions have ("points:12"),
or a row that was just typed ("points:new:3", by its place in the form).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kith.people import commas
from kith.people.forms import PersonForms, RowForm
from kith.people.models import Person

MINE, NOW = "mine", "now"
CHOICE = "choice-"
SEEN = "seen"
ROWS: dict[str, str | Promise] = {"points": _("Contact"), "positions": _("Position"), "occasions": _("Occasion")}
_CARRIED = {"csrfmiddlewaretoken", "version", SEEN, "resolving"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the versions differ. A side that is None is a row that this version does not have."""

    key: str
    name: str
    mine: str | None
    now: str | None
    choice: str

    @property
    def field(self) -> str:
        """The name under which the choice is sent."""
        return CHOICE + self.key

    @property
    def takes_mine(self) -> bool:
        """Whether mine is chosen unless the user says otherwise."""
        return self.choice == MINE


@dataclass(frozen=True, slots=True)
class _Side:
    """One version: the name of each key, and its text; rows that were taken out have None."""

    names: dict[str, str]
    texts: dict[str, str | None]


def seen(shown: PersonForms) -> str:
    """What a form shows when it is opened, as digests: by them it is known later who changed what."""
    return json.dumps({key: _digest(text) for key, text in _now(shown).texts.items()}, separators=(",", ":"))


def is_as_seen(now: PersonForms, seen_json: str) -> bool:
    """Whether the form would show today what it showed when it was opened: only the photo, say, has changed since."""
    before = _read(seen_json)
    return bool(before) and before == _read(seen(now))


def differences(mine: PersonForms, now: PersonForms, seen_json: str) -> list[Difference]:
    """Where what was sent (a form that is valid) differs from what is kept (a form opened now).

    What only the other side changed is theirs unless the user chooses otherwise; anything else mine.
    """
    ours, theirs, before = _mine(mine), _now(now), _read(seen_json)
    names = {**theirs.names, **ours.names}
    found = []
    for key, name in names.items():
        one, other = ours.texts.get(key), theirs.texts.get(key)
        if one != other:
            untouched = key not in ours.texts or (one is not None and before.get(key) == _digest(one))
            found.append(Difference(key, name, one, other, NOW if untouched else MINE))
    return found


def carried(sent: QueryDict) -> list[tuple[str, str]]:
    """All that was typed, to go along with the choices."""
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    return [(name, value) for name, value in pairs if name not in _CARRIED and not name.startswith(CHOICE)]


def resolved(sent: QueryDict, mine: PersonForms, now: PersonForms) -> QueryDict:
    """What was sent, with what is kept in the places where the user chose that."""
    data = sent.copy()
    for key in [name.removeprefix(CHOICE) for name, value in sent.items() if name.startswith(CHOICE) and value == NOW]:
        if ":" in key:
            _take_row(data, key, mine, now)
        elif key in now.person.fields:
            data[key] = str(now.person[key].value() or "")
    return data


def _take_row(data: QueryDict, key: str, mine: PersonForms, now: PersonForms) -> None:
    """Make one row of the sent form what it is in the kept version: changed, added, or taken out."""
    kind = key.partition(":")[0]
    here, there = dict(_rows(mine)).get(key), dict(_rows(now)).get(key)
    if here is not None and there is None:
        data[here.add_prefix("DELETE")] = "on"
    elif there is not None:
        _copy(data, there, here.prefix if here is not None else _next_prefix(data, kind))


def _copy(data: QueryDict, row: RowForm, prefix: str | None) -> None:
    data.pop(f"{prefix}-DELETE", None)
    for name in row.fields:
        value = row.initial.get(name)
        data.pop(f"{prefix}-{name}", None)
        if value not in (None, False):
            data[f"{prefix}-{name}"] = "on" if value is True else str(value)


def _next_prefix(data: QueryDict, kind: str) -> str:
    total = data.get(f"{kind}-TOTAL_FORMS", "0")
    # All count as rows that were there: Django leaves out a new one that says the same as the kept row of its place.
    data[f"{kind}-TOTAL_FORMS"] = data[f"{kind}-INITIAL_FORMS"] = str(int(total) + 1)
    return f"{kind}-{total}"


def _mine(sent: PersonForms) -> _Side:
    names: dict[str, str] = {}
    texts: dict[str, str | None] = {}
    for name, value in sent.person.cleaned_data.items():
        if name != "version":
            names[name], texts[name] = _name(sent.person, name), _text(sent.person, name, value)
    for key, form in _rows(sent):
        if key.split(":")[1] != "new" or form.row is not None:
            names[key], texts[key] = (
                _row_name(key),
                _row_text(form, form.cleaned_data) if form.row is not None else None,
            )
    return _Side(names, texts)


def _now(kept: PersonForms) -> _Side:
    names: dict[str, str] = {}
    texts: dict[str, str | None] = {}
    for name in kept.person.fields:
        if name != "version":
            names[name] = _name(kept.person, name)
            texts[name] = _text(kept.person, name, kept.person[name].value())
    for key, form in _rows(kept):
        if key.split(":")[1] != "new":
            names[key], texts[key] = _row_name(key), _row_text(form, form.initial)
    return _Side(names, texts)


def _rows(whole: PersonForms) -> Iterator[tuple[str, RowForm]]:
    for kind in ROWS:
        for place, form in enumerate(getattr(whole, kind)):
            pk = form.cleaned_data.get("id") if form.is_bound else form.initial.get("id")
            yield f"{kind}:{pk}" if pk else f"{kind}:new:{place}", form


def _name(form: forms.Form, name: str) -> str:
    return str(capfirst(form.fields[name].label or name))


def _row_name(key: str) -> str:
    return str(ROWS[key.partition(":")[0]])


def _row_text(form: RowForm, values: Mapping[str, Any]) -> str:
    """All that a row says: "Acme, CTO, Work, 2020, current"."""
    shown = [name for name in form.fields if name not in ("id", "DELETE")]
    parts = [_text(form, name, values.get(name)) for name in shown]
    return ", ".join(part for part in parts if part)


def _text(form: forms.Form, name: str, value: Any) -> str:
    """A value as the user reads it."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        return _word_for(field, value) if value else ""
    elif isinstance(field, forms.BooleanField):
        return str(field.label) if value else ""
    elif isinstance(value, list):
        return commas.join(value)
    elif isinstance(value, Person):
        return value.name
    else:
        return str("" if value is None else value).replace("\r\n", "\n").strip()


def _word_for(field: forms.ChoiceField, value: Any) -> str:
    choices: Any = field.choices
    return str(dict(choices).get(value, value))


def _digest(text: str | None) -> str:
    return f"{zlib.crc32((text or '').encode()):x}"


def _read(seen_json: str) -> dict[str, str]:
    """The digests, or none where what came back is not what was sent out."""
    try:
        told = json.loads(seen_json)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}
