"""A select of hundreds that are always the same: as Django draws it."""

from __future__ import annotations

import pytest
from django import forms

from kith.accounts.zones import ZoneField
from kith.ui.long_choices import LongChoices, LongSelect

CHOICES = [("UTC", "UTC"), ("a<b", "less & less"), ("Europe/Berlin", "Europe/Berlin"), ("Europe/Berlin2", "x")]


class Form(forms.Form):
    zone = ZoneField(label="Zone", help_text="Where you are.")


@pytest.mark.parametrize("value", ["Europe/Berlin", "a<b", "nowhere", None, ""])
def test_it_is_drawn_as_django_draws_it(value):
    attrs = {"id": "id_zone", "aria-invalid": "true", "required": False}
    usual = forms.Select(choices=CHOICES).render("zone", value, attrs, Form().renderer)

    assert LongSelect(choices=LongChoices(CHOICES)).render("zone", value, attrs) == usual
    assert LongSelect(choices=CHOICES).render("zone", value, attrs, Form().renderer) == usual


def test_every_form_shares_the_choices():
    one, other = Form(), Form()
    assert one.fields["zone"].widget.choices is other.fields["zone"].widget.choices
    assert str(Form({"zone": "Europe/Berlin"})["zone"]).count(" selected") == 1


def test_what_is_not_among_them_is_refused():
    assert Form({"zone": "Europe/Berlin"}).is_valid()
    assert Form({"zone": "Europe/Atlantis"}).errors["zone"]
