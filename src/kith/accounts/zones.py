"""Time zones to choose from."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any

from django import forms

from kith.ui.long_choices import LongChoices, LongSelect


class ZoneField(forms.ChoiceField):
    """A time zone, by its name in the tz database."""

    widget = LongSelect

    def __init__(self, **more: Any) -> None:
        super().__init__(choices=_zones(), **more)


@cache
def _zones() -> LongChoices:
    """Every zone with its name in words. They are files, 600 of them, and change only when Kith is installed anew."""
    zones = (z for z in zoneinfo.available_timezones() if "/" in z and not z.startswith(("Etc/", "posix/", "right/")))
    return LongChoices((zone, zone.replace("_", " ")) for zone in ["UTC", *sorted(zones)])
