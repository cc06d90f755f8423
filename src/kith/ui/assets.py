"""Which style sheets and modules every page links; a file put into the folder is linked without being named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

STATIC = Path(__file__).resolve().parent / "static"
WHOLE = "ui/kith.css"  # all style sheets, joined by kith.ui.storage when the static files are gathered


@cache
def style_sheets() -> tuple[str, ...]:
    """Return the names of all style sheets: the numbered ones first, as 0-tokens.css states the order of layers."""
    return tuple(_names("ui/css", "*.css")) + tuple(_names("ui/css/components", "*.css"))


@cache
def modules() -> tuple[str, ...]:
    """Return the names of all JavaScript modules. None imports another, so their order says nothing."""
    return tuple(_names("ui/js", "*.js"))


def links(*, tolerant: bool = False) -> list[str]:
    """Return the addresses of the style sheets: in parts while developing, else the whole.

    tolerant: nothing where the whole was not gathered, as an error page must not fail for want of it.
    """
    if settings.DEBUG:
        return [static(name) for name in style_sheets()]
    try:
        return [static(WHOLE)]
    except ValueError:
        if not tolerant:
            raise
        return []


def _names(folder: str, pattern: str) -> Iterator[str]:
    # By the name without its ending, so that people-phone.css stands behind people.css, which it changes.
    for path in sorted((STATIC / folder).glob(pattern), key=lambda path: path.stem):
        yield f"{folder}/{path.name}"
