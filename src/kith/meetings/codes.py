"""Codes for phones (QR), as pictures that stand in a page."""

from __future__ import annotations

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def svg(address: str) -> SafeString:
    """The code of an address: black on white whatever the page looks like, so that every camera reads it."""
    return mark_safe(_drawn(address).replace("<svg ", f'<svg role="img" aria-label="{_("Code to check in")}" ', 1))


@lru_cache(maxsize=64)
def _drawn(address: str) -> str:
    made = segno.make(address, error="m", micro=False)
    return made.svg_inline(scale=8, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
