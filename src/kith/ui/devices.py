"""Devices as people call them, from the header that a browser sends."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: most browsers also name those that they are descended from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
}
BROWSERS |= {"Safari": "Safari"}
MACHINES = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS"}
MACHINES |= {"Mac OS X": "Mac", "Linux": "Linux"}


def in_words(user_agent: str) -> str:
    """Return browser and machine, as far as they are known."""
    browser, machine = _first(BROWSERS, user_agent), _first(MACHINES, user_agent)
    if browser and machine:
        words = _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    else:
        words = browser or machine or _("A device")
    return words


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")
