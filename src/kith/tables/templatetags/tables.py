"""Filters for the clock of rounds."""

from __future__ import annotations

from datetime import datetime

from django.template import Library

from kith.tables.models import Round

register = Library()


@register.filter
def milliseconds(moment: datetime | None) -> str:
    """A moment as scripts count: milliseconds since 1970."""
    return str(round(moment.timestamp() * 1000)) if moment else ""


@register.filter
def time_left(round_: Round, now: datetime) -> str:
    """What a clock shows of a round: minutes and seconds left."""
    minutes, seconds = divmod(round_.left(now), 60)
    return f"{minutes}:{seconds:02}"
