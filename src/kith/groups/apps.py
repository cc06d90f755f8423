"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups."""

    name = "kith.groups"
    label = "groups"

    def ready(self) -> None:
        """Say what stands on a group's pages of this feature's own."""
        import_module("kith.groups.sections").register()
