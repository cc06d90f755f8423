"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Sharing."""

    name = "kith.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Start listening, and tell the inbox what members ask and offer."""
        import_module("kith.sharing.reactions")
        import_module("kith.sharing.sections").register()
