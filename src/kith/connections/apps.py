"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """Connections."""

    name = "kith.connections"
    label = "connections"

    def ready(self) -> None:
        """Start listening, and tell the inbox of connections with a problem."""
        import_module("kith.connections.reactions")
        import_module("kith.connections.sections").register()
