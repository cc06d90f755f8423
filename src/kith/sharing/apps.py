"""Registers the feature with Django."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Sharing."""

    name = "kith.sharing"
    label = "sharing"
