"""Saved views."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kith.people import actions
from kith.people.models import SavedView


def test_a_view_is_kept_by_name_and_replaced(ada, eve):
    actions.save_view(eve, "Fading", "phase=fading")
    actions.save_view(ada, " Fading ", "phase=fading")

    view = actions.save_view(ada, "Fading", "phase=fading&sort=name")

    assert [(row.name, row.query) for row in SavedView.objects.visible_to(ada)] == [("Fading", view.query)]

    actions.remove_view(view)

    assert SavedView.objects.get().owner == eve


@pytest.mark.parametrize(("name", "query"), [("", "a=b"), ("x" * 101, ""), ("x", "q" * 2001)])
def test_a_view_needs_a_name_and_must_fit(ada, name, query):
    with pytest.raises(ValidationError):
        actions.save_view(ada, name, query)
