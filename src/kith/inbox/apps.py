"""Registers the feature with Django."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Inbox."""

    name = "kith.inbox"
    label = "inbox"
