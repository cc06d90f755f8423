"""Registers the feature with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "kith.outbox"
    label = "outbox"
