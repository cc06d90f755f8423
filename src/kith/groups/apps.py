"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups."""

    name = "kith.groups"
    label = "groups"

    def ready(self) -> None:
        """Start listening, and say what stands on a group's pages and in the inbox of this feature's own."""
        import_module("kith.groups.reactions")
        import_module("kith.groups.sections").register()
