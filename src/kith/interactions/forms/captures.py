"""The form of what was understood of a line, each part of which can be corrected before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions import actions, marks
from kith.interactions.actions import Captured, CorrectedCapture, NewPromise
from kith.interactions.capture import Capture, read_line
from kith.interactions.forms.fields import DetailsForm, day_field, show_errors
from kith.interactions.forms.somebody import Book, CaptureRows, of_named, rows_of
from kith.interactions.models import Direction, Promise
from kith.people import commas

LONGEST_LINE = 10_000
_MAX_PROMISES = 50
_ALWAYS = ("kind", "on")
_LATER = ("channel", "place", "time", "direction", "labels", "follow_up_on", "notes")


class CaptureForm(DetailsForm):
    """The touch itself."""

    line = forms.CharField(required=False, max_length=LONGEST_LINE, widget=forms.HiddenInput)
    labels = forms.CharField(
        label=_("Labels"), required=False, max_length=2000, help_text=_("Several with commas between them.")
    )

    @property
    def understood(self) -> list[forms.BoundField]:
        """The fields that the line filled, or that need a look."""
        return [self[name] for name in (*_ALWAYS, *_LATER) if name in _ALWAYS or _is_said(self[name])]

    @property
    def unsaid(self) -> list[forms.BoundField]:
        """The fields that the line said nothing about."""
        return [self[name] for name in _LATER if not _is_said(self[name])]

    def clean_labels(self) -> tuple[str, ...]:
        names = (name.lstrip("#").strip() for name in commas.split(self.cleaned_data["labels"]))
        return tuple(name for name in names if name)


class PromiseRow(forms.Form):
    """Something that one side said it would do. A row left blank is no promise."""

    what = forms.CharField(label=_("What was promised"), required=False, max_length=500)
    by = forms.ChoiceField(label=_("By whom"), choices=Promise.By.choices, initial=Promise.By.ME)
    due_on = day_field(_("Due on"))

    @property
    def is_blank(self) -> bool:
        return not self["what"].value()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("due_on") and not given.get("what"):
            self.add_error("what", _("Say what was promised."))
        return given

    def promised(self) -> NewPromise | None:
        """The row as the action takes it, None for no promise."""
        given = self.cleaned_data
        if given.get("DELETE") or not given.get("what"):
            return None
        return NewPromise(given["what"], given["by"], given["due_on"])


class BasePromiseRows(BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The promises of a touch, with a blank row behind them."""

    @property
    def said(self) -> list[Any]:
        return [form for form in self.forms if not form.is_blank]

    @property
    def blanks(self) -> list[Any]:
        return [form for form in self.forms if form.is_blank]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Leave out")


PromiseRows = formset_factory(
    PromiseRow,
    formset=BasePromiseRows,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=_MAX_PROMISES,
    absolute_max=_MAX_PROMISES,
)


class UnderstoodForms:
    """Everything understood of a line: `details`, rows of `people` and of `promises`, and the line in its parts."""

    def __init__(self, owner: User, on: date, line: str, data: Mapping[str, Any] | None = None) -> None:
        self.owner, self.on, self.line = owner, on, line[:LONGEST_LINE]
        self.book = Book(owner)
        self.capture = read_line(self.line, today=on, known=self.book.known)
        self.details = CaptureForm(data, initial=_initial(self.line, self.capture), use_required_attribute=False)
        people = [of_named(named, self.book) for named in self.capture.people]
        self.people = rows_of(CaptureRows, self.book, data, people)
        promises = [{"what": said.what, "by": said.by, "due_on": said.due_on} for said in self.capture.promises]
        self.promises = PromiseRows(data, initial=promises, prefix="promises")

    @property
    def parts(self) -> list[marks.Part]:
        """The line, cut into what its parts were understood as."""
        return marks.parts(self.line, self.capture)

    @property
    def is_planned(self) -> bool:
        """Whether the day shown lies ahead."""
        if not self.details.is_bound:
            return self.capture.is_planned
        on = self.details.cleaned_data.get("on") if self.details.is_valid() else None
        return on is not None and on > self.on

    def save(self, now: datetime) -> tuple[Captured, list[int]] | None:
        """Save it, and return what was saved with the ids of those who are new; None if something has to be corrected."""
        verdicts = [part.is_valid() for part in (self.details, self.people, self.promises)]
        if not all(verdicts):
            return None
        corrected = self._corrected()
        try:
            captured = actions.log_capture(self.owner, corrected, now=now)
        except ValidationError as error:
            show_errors(self.details, error)
            return None
        pairs = zip(captured.people, corrected.people, strict=True)
        return captured, [person.pk for person, named in pairs if named.person_id is None]

    def _corrected(self) -> CorrectedCapture:
        given = dict(self.details.cleaned_data)
        given.pop("line")
        people = [row.corrected() for row in self.people]
        promises = [row.promised() for row in self.promises]
        return CorrectedCapture(
            people=tuple(person for person in people if person is not None),
            promises=tuple(promise for promise in promises if promise is not None),
            **given,
        )


def _initial(line: str, capture: Capture) -> dict[str, Any]:
    return {
        "line": line,
        "kind": capture.kind,
        "channel": capture.channel,
        "direction": capture.direction,
        "on": capture.on,
        "time": capture.time,
        "place": capture.place,
        "labels": commas.join(capture.labels),
        "notes": capture.notes,
        "follow_up_on": capture.follow_up_on,
    }


def _is_said(field: forms.BoundField) -> bool:
    return bool(field.errors) or field.value() not in (None, "", Direction.MUTUAL)
