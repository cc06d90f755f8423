"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "kith.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Start listening, and tell the inbox of letters that could not be delivered."""
        import_module("kith.outbox.reactions")
        import_module("kith.outbox.sections").register()
