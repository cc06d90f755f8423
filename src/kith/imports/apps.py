"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Imports."""

    name = "kith.imports"
    label = "imports"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.imports.reactions")
