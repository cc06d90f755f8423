"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """Targets."""

    name = "kith.targets"
    label = "targets"

    def ready(self) -> None:
        """Start listening, and tell the inbox of answers on target cards."""
        import_module("kith.targets.reactions")
        import_module("kith.targets.sections").register()
