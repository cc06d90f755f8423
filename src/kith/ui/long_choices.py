"""Choices among hundreds that are always the same, drawn once: Django makes a dictionary of each of them at every look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString, mark_safe

from kith.ui.form_renderer import attributes, escaped


class LongChoices(BaseChoiceIterator):
    """Values with their names, which are the same in every language."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        self.choices = tuple(choices)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.choices)

    def __deepcopy__(self, _memo: object) -> LongChoices:
        """Forms copy their fields; what never changes is shared."""
        return self

    def __copy__(self) -> LongChoices:
        return self

    @cached_property
    def drawn(self) -> str:
        """The options of a select in which none is chosen."""
        return "".join(f'<option value="{escaped(value)}">{escaped(name)}</option>' for value, name in self.choices)


class LongSelect(forms.Select):
    """A select of LongChoices."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Draw it, with what is chosen; as Django does for choices that are not long."""
        if not isinstance(self.choices, LongChoices):
            return super().render(name, value, attrs, renderer)
        option = f'<option value="{escaped(str(value))}"'
        options = self.choices.drawn.replace(f"{option}>", f"{option} selected>", 1)
        named = attributes(self.build_attrs(self.attrs, attrs))
        return mark_safe(f'<select name="{escaped(name)}"{named}>{options}</select>')
