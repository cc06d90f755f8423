"""What the fields of two people come to when they are one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from kith.duplicates.doubles import is_blank, joined_text
from kith.people import names
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.rows import NAME_PARTS, PERSON_FIELDS

Choice = Literal["kept", "absorbed"]
CHOOSABLE = (PERSON_FIELDS - set(NAME_PARTS) - {"extra"}) | {"photo"}  # the parts of a name go with the name


def joined_fields(kept: Person, absorbed: Person, choices: Mapping[str, Choice]) -> dict[str, Any]:
    """The columns of the kept person that change, with their new values. Raises ValidationError for a wrong choice.

    Chosen fields are taken whole. Of the others blanks are filled, notes joined, interests united.
    """
    if choices.keys() - CHOOSABLE or set(choices.values()) - {"kept", "absorbed"}:
        raise ValidationError(_("Please choose again which of the two to keep."))
    values: dict[str, Any] = {}
    for name in sorted(PERSON_FIELDS | {"photo"}):
        field = Person._meta.get_field(name)
        assert isinstance(field, Field)
        choice = choices.get("name" if name in NAME_PARTS else name)
        mine, theirs = getattr(kept, field.attname), getattr(absorbed, field.attname)
        values[field.attname] = {"kept": mine, "absorbed": theirs}[choice] if choice else _joined(field, mine, theirs)
    if values["met_through_id"] in (kept.pk, absorbed.pk):
        values["met_through_id"] = None
    values["sort_name"] = names.sort_name(values["name"], values["given"], values["family"], values["additional"])
    return {name: value for name, value in values.items() if value != getattr(kept, name)}


def _joined(field: Field[Any, Any], mine: Any, theirs: Any) -> Any:
    if field.name == "interests":
        have = {fold(interest) for interest in mine}
        return mine + [interest for interest in theirs if fold(interest) not in have]
    if field.name == "extra":
        return {**theirs, **mine}
    if field.get_internal_type() == "TextField":
        return joined_text(mine, theirs)
    return theirs if is_blank(mine) else mine
