"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Duplicates."""

    name = "kith.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.duplicates.reactions")
