"""Which style sheets and modules every page links; a file put into the folder is linked without being named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage

STATIC = Path(__file__).resolve().parent / "static"


@cache
def style_sheets() -> tuple[str, ...]:
    """Return the names of all style sheets: the numbered ones first, as 0-tokens.css states the order of layers."""
    return tuple(_names("ui/css", "*.css")) + tuple(_names("ui/css/components", "*.css"))


@cache
def modules() -> tuple[str, ...]:
    """Return the names of all JavaScript modules. None imports another, so their order says nothing."""
    return tuple(_names("ui/js", "*.js"))


def gathered(names: tuple[str, ...]) -> list[str]:
    """Return the addresses of those files that collectstatic has gathered: an error page must not fail for want of one."""
    addresses = []
    for name in names:
        try:
            addresses.append(staticfiles_storage.url(name))
        except ValueError:
            continue
    return addresses


def _names(folder: str, pattern: str) -> Iterator[str]:
    for path in sorted((STATIC / folder).glob(pattern)):
        yield f"{folder}/{path.name}"
