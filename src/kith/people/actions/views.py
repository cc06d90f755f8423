"""Saved views: lists of people as the user wants to see them again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people import cleaning
from kith.people.models import SavedView


@transaction.atomic
def save_view(owner: User, name: str, query: str) -> SavedView:
    """Keep a list under a name; a view of the same name is replaced. Raises ValidationError."""
    name = _clean_name(name)
    query = cleaning.clean_line(query, "query", 2000)
    view, _added = SavedView.objects.update_or_create(owner=owner, name=name, defaults={"query": query})
    return view


@transaction.atomic
def rename_view(view: SavedView, name: str) -> SavedView:
    """Give a saved view another name. Raises ValidationError, also where another view has it."""
    name = _clean_name(name)
    if SavedView.objects.filter(owner=view.owner, name=name).exclude(pk=view.pk).exists():
        raise ValidationError({"name": _("You have a view of this name.")})
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def remove_view(view: SavedView) -> None:
    """Forget a saved view; the people in it stay."""
    view.delete()


def _clean_name(name: str) -> str:
    name = cleaning.clean_line(name, "name", 100)
    if not name:
        raise ValidationError({"name": _("A view needs a name.")})
    return name
