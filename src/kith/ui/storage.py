"""The style sheets as one file: written in parts, served whole, so that a phone asks once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from kith.ui import assets


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Gathers the static files under names that change with their content, and joins the style sheets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file. Every page asks for twenty, and they stay the same until files are gathered again."""
        if settings.DEBUG or force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            whole = "\n".join((assets.STATIC / name).read_text() for name in assets.style_sheets())
            self.delete(assets.WHOLE)
            self.save(assets.WHOLE, ContentFile(whole.encode()))
            paths[assets.WHOLE] = (self, assets.WHOLE)
        yield from super().post_process(paths, dry_run, **options)
        self._addresses.clear()
