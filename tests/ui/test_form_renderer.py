"""Widgets are written as Django writes them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from kith.ui.form_renderer import Renderer

RUDE = '"><script>alert(1)</script>'
CHOICES = [("", "---"), (1, "One & only"), ("Group <1>", [("a", _("Today")), ("b", RUDE)])]
ATTRIBUTES = {"id": "x", "class": RUDE, "required": True, "autofocus": False, "rows": 3, "aria-describedby": ""}


def spaceless(html):
    return " ".join(html.split()).replace("> <", "><") if html.startswith(("<select", "<div")) else html


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), RUDE),
        (forms.TextInput(), mark_safe("<b>")),
        (forms.TextInput(), None),
        (forms.TextInput(), _("Today")),
        (forms.NumberInput(), 7),
        (forms.EmailInput(), "ana@example.org"),
        (forms.URLInput(), ""),
        (forms.PasswordInput(), "secret"),
        (forms.HiddenInput(), 0),
        (forms.DateInput(), date(2026, 11, 23)),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.CheckboxInput(), "7"),
        (forms.Textarea(), RUDE),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), "b"),
        (forms.Select(choices=CHOICES), 1),
        (forms.SelectMultiple(choices=CHOICES), ["a", "b"]),
        (forms.NullBooleanSelect(), None),
        (forms.RadioSelect(choices=CHOICES), "a"),
        (forms.CheckboxSelectMultiple(choices=CHOICES), ["a", "b"]),
        (forms.FileInput(), None),
        (forms.ClearableFileInput(), None),
    ],
)
def test_a_widget_is_written_as_django_writes_it(widget, value):
    ours = widget.render(RUDE, value, ATTRIBUTES, Renderer())

    assert spaceless(ours) == spaceless(widget.render(RUDE, value, ATTRIBUTES, DjangoTemplates()))


def test_errors_are_written_as_django_writes_them_and_none_as_nothing():
    usual, ours = DjangoTemplates(), Renderer()
    for errors in ([], ["Not <so>."], ["One.", "Other."]):
        for kind in (None, "nonfield"):
            lists = [str(ErrorList(errors, error_class=kind, renderer=renderer)).strip() for renderer in (usual, ours)]
            assert lists[0] == lists[1]
            assert bool(lists[1]) == bool(errors)
