"""Registers the feature with Django, and archives with imports."""

from importlib import import_module

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Archive."""

    name = "kith.archive"
    label = "archive"

    def ready(self) -> None:
        """Let imports put archives back."""
        import_module("kith.imports.restorers").register_restorer(
            import_module("kith.archive.tables").READER, import_module("kith.archive.restorer").BookRestorer()
        )
