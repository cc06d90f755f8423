"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class AcquaintancesConfig(AppConfig):
    """Acquaintances."""

    name = "kith.acquaintances"
    label = "acquaintances"

    def ready(self) -> None:
        """Begin to listen."""
        import_module("kith.acquaintances.reactions")
