"""Finding and keeping organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people import rows, searchtexts
from kith.people.models import Organisation

_EDITABLE = frozenset({"name", "url", "place", "notes", "followed_on"})


@transaction.atomic
def find_or_add_organisation(owner: User, name: str, batch: UUID | None = None) -> Organisation | None:
    """The organisation of this name, spelt with whatever case and accents; None where the name is blank."""
    name = rows.clean_organisation_name(name)
    if not name:
        return None
    found, _added = Organisation.objects.get_or_create(
        owner=owner, key=rows.organisation_key(name), defaults={"name": name, "batch": batch}
    )
    return found


@transaction.atomic
def find_or_add_organisations(owner: User, names: Iterable[str], batch: UUID | None = None) -> dict[str, Organisation]:
    """The organisation of each name that is not blank, in a few queries whatever their number."""
    cleaned = {name: clean for name in names if (clean := rows.clean_organisation_name(name))}
    wanted = {rows.organisation_key(clean): clean for clean in reversed(cleaned.values())}
    known = set(Organisation.objects.filter(owner=owner).values_list("key", flat=True))
    Organisation.objects.bulk_create(
        [Organisation(owner=owner, name=wanted[key], key=key, batch=batch) for key in wanted.keys() - known],
        ignore_conflicts=True,
        batch_size=500,
    )
    by_key = {row.key: row for row in Organisation.objects.filter(owner=owner)}
    return {name: by_key[rows.organisation_key(clean)] for name, clean in cleaned.items()}


@transaction.atomic
def edit_organisation(organisation: Organisation, *, fields: Mapping[str, Any]) -> Organisation:
    """Change an organisation. Raises ValidationError, also where another has the new name."""
    if unknown := fields.keys() - _EDITABLE:
        raise TypeError(f"organisations have no fields {sorted(unknown)}")
    for field, value in fields.items():
        setattr(organisation, field, rows.clean_value(Organisation._meta.get_field(field), value))
    if not organisation.name:
        raise ValidationError({"name": _("An organisation needs a name.")})
    organisation.key = rows.organisation_key(organisation.name)
    namesakes = Organisation.objects.filter(owner=organisation.owner, key=organisation.key)
    if namesakes.exclude(pk=organisation.pk).exists():
        raise ValidationError({"name": _("You have an organisation of this name already.")})
    organisation.save()
    searchtexts.refresh(organisation.owner, organisation.positions.values_list("person_id", flat=True))
    return organisation
