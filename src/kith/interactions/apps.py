"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class InteractionsConfig(AppConfig):
    """Interactions."""

    name = "kith.interactions"
    label = "interactions"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.interactions.reactions")
