"""Registers the feature with Django."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """Connections."""

    name = "kith.connections"
    label = "connections"
