"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Ties."""

    name = "kith.ties"
    label = "ties"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.ties.reactions")
