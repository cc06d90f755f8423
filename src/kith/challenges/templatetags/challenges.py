"""How figures are written."""

from __future__ import annotations

from decimal import Decimal

from django.template import Library
from django.utils.formats import number_format

register = Library()


@register.filter
def figure(amount: Decimal | None, unit: str = "") -> str:
    """Write an amount without needless zeros, with its unit behind it: 12.5 km."""
    found = Decimal(amount or 0).normalize()
    places = max(0, -int(found.as_tuple().exponent))
    written = number_format(found, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{written} {unit}".strip()


@register.filter
def plain(amount: Decimal) -> str:
    """Write an amount as forms send it."""
    return f"{amount.normalize():f}"
