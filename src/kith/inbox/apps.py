"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Inbox."""

    name = "kith.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Say what can wait, and start listening."""
        import_module("kith.inbox.sections").register()
        import_module("kith.inbox.reactions")
