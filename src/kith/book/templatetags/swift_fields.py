"""Fields of long forms, written as {% field %} writes them but without a template for each: a person has two hundred."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

register = template.Library()
_NONE = SafeString("")


@register.simple_tag
def swift_field(bound: forms.BoundField, label: str = "") -> SafeString:
    """A text, number, choice or check field with label, help and errors, each tied to it."""
    name = capfirst(label or bound.label or "")
    if bound.is_hidden:
        return _input(bound, "hidden", {})
    notes, attributes = _notes(bound)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        control = _input(bound, "checkbox", attributes)
        return format_html(
            '<div class="field"><label class="check" for="{}">{} <span>{}</span></label>{}</div>',
            bound.auto_id,
            control,
            name,
            notes,
        )
    return format_html(
        '<div class="field"><label class="field__label" for="{}">{}</label>{}{}</div>',
        bound.auto_id,
        name,
        _control(bound, attributes),
        notes,
    )


def _control(bound: forms.BoundField, attributes: dict[str, Any]) -> SafeString:
    widget = bound.field.widget
    if isinstance(widget, forms.Select):
        return _select(bound, widget, attributes)
    elif isinstance(widget, forms.Textarea):
        return format_html(
            "<textarea{}>\n{}</textarea>", flatatt(_named(bound, attributes)), widget.format_value(bound.value()) or ""
        )
    else:
        return _input(bound, getattr(widget, "input_type", "text"), attributes)


def _input(bound: forms.BoundField, kind: str, attributes: dict[str, Any]) -> SafeString:
    value = bound.value()
    told: dict[str, Any] = {"type": kind, **_named(bound, attributes)}
    if kind == "checkbox":
        told["checked"] = value is True or value in ("on", "true", "True")
    else:
        told["value"] = bound.field.widget.format_value(value)
    return format_html("<input{}>", flatatt(told))


def _select(bound: forms.BoundField, widget: forms.Select, attributes: dict[str, Any]) -> SafeString:
    value = bound.value()
    chosen = "" if value is None else str(value)
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (
                "" if key is None else key,
                SafeString(" selected") if str("" if key is None else key) == chosen else _NONE,
                word,
            )
            for key, word in widget.choices
        ),
    )
    return format_html("<select{}>{}</select>", flatatt(_named(bound, attributes)), options)


def _named(bound: forms.BoundField, attributes: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {**bound.field.widget.attrs, **attributes, "name": bound.html_name, "id": bound.auto_id}
    if bound.field.required and bound.form.use_required_attribute:
        own["required"] = True
    return own


def _notes(bound: forms.BoundField) -> tuple[SafeString, dict[str, Any]]:
    """Help and errors, and the attributes that tie the field to them."""
    told, notes, ids = {}, _NONE, []
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
