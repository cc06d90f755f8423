"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange."""

    name = "kith.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Start listening, and say what stands in the inbox and on a group's pages."""
        import_module("kith.exchange.reactions")
        import_module("kith.exchange.sections").register()
        import_module("kith.exchange.recommended").register()
