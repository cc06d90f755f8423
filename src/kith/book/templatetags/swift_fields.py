"""Fields of long forms, written as {% field %} writes them but without a widget's own ways: a person has two hundred."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kith.ui.form_renderer import attributes, escaped

register = template.Library()


@register.simple_tag
def swift_field(bound: forms.BoundField, label: str = "") -> SafeString:
    """A text, number, choice or check field with label, help and errors, each tied to it."""
    if bound.is_hidden:
        return mark_safe(_input(bound, "hidden", {}))
    said = str(label or bound.label or "")
    name, number = escaped(said[:1].upper() + said[1:]), escaped(bound.auto_id)
    notes, told = _notes(bound)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        check = _input(bound, "checkbox", told)
        field = f'<label class="check" for="{number}">{check} <span>{name}</span></label>'
    else:
        field = f'<label class="field__label" for="{number}">{name}</label>{_control(bound, told)}'
    return mark_safe(f'<div class="field">{field}{notes}</div>')


def _control(bound: forms.BoundField, told: dict[str, Any]) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.Select):
        return _select(bound, widget, told)
    elif isinstance(widget, forms.Textarea):
        text = escaped(widget.format_value(bound.value()) or "")
        return f"<textarea{attributes(_named(bound, told))}>\n{text}</textarea>"
    else:
        return _input(bound, getattr(widget, "input_type", "text"), told)


def _input(bound: forms.BoundField, kind: str, told: dict[str, Any]) -> str:
    value = bound.value()
    named: dict[str, Any] = {"type": kind, **_named(bound, told)}
    if kind == "checkbox":
        named["checked"] = value is True or value in ("on", "true", "True")
    else:
        shown = bound.field.widget.format_value(value)
        named |= {} if shown is None else {"value": shown}
    return f"<input{attributes(named)}>"


def _select(bound: forms.BoundField, widget: forms.Select, told: dict[str, Any]) -> str:
    value = bound.value()
    chosen = "" if value is None else str(value)
    options = ((str("" if key is None else key), escaped(str(word))) for key, word in widget.choices)
    written = "".join(
        f'<option value="{escaped(key)}"{" selected" if key == chosen else ""}>{word}</option>' for key, word in options
    )
    return f"<select{attributes(_named(bound, told))}>{written}</select>"


def _named(bound: forms.BoundField, told: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {**bound.field.widget.attrs, **told, "name": bound.html_name, "id": bound.auto_id}
    if bound.field.required and bound.form.use_required_attribute:
        own["required"] = True
    return own


def _notes(bound: forms.BoundField) -> tuple[str, dict[str, Any]]:
    """Help and errors, and the attributes that tie the field to them."""
    told, notes, ids = {}, "", []
    if bound.help_text:
        ids.append(f"{bound.auto_id}_helptext")
        notes += format_html('<div class="field__help" id="{}">{}</div>', ids[-1], bound.help_text)
    errors = bound.errors if bound.form.is_bound else None
    if errors:
        ids.append(f"{bound.auto_id}_error")
        lines = format_html_join("", "<li>{}</li>", ((text,) for text in errors))
        notes += format_html('<ul class="errorlist" id="{}">{}</ul>', ids[-1], lines)
        told["aria-invalid"] = "true"
    if ids:
        told["aria-describedby"] = " ".join(ids)
    return notes, told
