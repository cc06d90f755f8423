"""How coverage is said, and how Reach is asked for an aim."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.targets.models import Aim

MANY = {
    Aim.Kind.ROLE: gettext_lazy("Roles"),
    Aim.Kind.FIELD: gettext_lazy("Fields"),
    Aim.Kind.ORGANISATION: gettext_lazy("Organisations"),
    Aim.Kind.PLACE: gettext_lazy("Places"),
    Aim.Kind.PERSON: gettext_lazy("People"),
}


def reachable(kind: str, number: int, total: int) -> str:
    """7 of 12 organisations reachable."""
    counted = {"number": number, "total": total}
    if kind == Aim.Kind.ROLE:
        said = ngettext("%(number)d of %(total)d role reachable", "%(number)d of %(total)d roles reachable", total)
    elif kind == Aim.Kind.FIELD:
        said = ngettext("%(number)d of %(total)d field reachable", "%(number)d of %(total)d fields reachable", total)
    elif kind == Aim.Kind.ORGANISATION:
        said = ngettext(
            "%(number)d of %(total)d organisation reachable", "%(number)d of %(total)d organisations reachable", total
        )
    elif kind == Aim.Kind.PLACE:
        said = ngettext("%(number)d of %(total)d place reachable", "%(number)d of %(total)d places reachable", total)
    else:
        said = ngettext(
            "%(number)d of %(total)d key person reachable", "%(number)d of %(total)d key people reachable", total
        )
    return said % counted


def with_nobody(number: int) -> str:
    """3 with nobody."""
    return _("%(number)d with nobody") % {"number": number}


def question(aim: Aim) -> str:
    """What to type into Reach for an aim: org:Acme, role:Nurse, person:#12."""
    if aim.kind == Aim.Kind.PERSON:
        asked = f"person:#{aim.person_id}" if aim.person_id else f"person:{aim.text}"
    elif aim.kind == Aim.Kind.ORGANISATION:
        asked = f"org:{aim.text}"
    elif aim.kind == Aim.Kind.ROLE:
        asked = f"role:{aim.text}"
    else:
        asked = f"skill:{aim.text}"
    return asked
