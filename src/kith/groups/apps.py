"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups."""

    name = "kith.groups"
    label = "groups"

    def ready(self) -> None:
        """Start listening, let links be leave to sign up, and say what stands on a group's pages and in the inbox."""
        import_module("kith.groups.reactions")
        import_module("kith.groups.signing_up").register()
        import_module("kith.groups.sections").register()
