"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Tables."""

    name = "kith.tables"
    label = "tables"

    def ready(self) -> None:
        """Start listening, and stand on the page of a meeting."""
        import_module("kith.tables.reactions")
        import_module("kith.tables.sections").register()
        import_module("kith.tables.reports").register()
