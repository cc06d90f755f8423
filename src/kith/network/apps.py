"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Network."""

    name = "kith.network"
    label = "network"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.network.reactions")
