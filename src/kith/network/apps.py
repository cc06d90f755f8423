"""Registers the feature with Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Network."""

    name = "kith.network"
    label = "network"
