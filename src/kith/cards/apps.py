"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Cards."""

    name = "kith.cards"
    label = "cards"

    def ready(self) -> None:
        """Start listening, and take photos that are dropped where files are."""
        import_module("kith.cards.reactions")
        import_module("kith.cards.handover").register()
