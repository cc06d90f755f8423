"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class CadencesConfig(AppConfig):
    """Cadences."""

    name = "kith.cadences"
    label = "cadences"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.cadences.reactions")
