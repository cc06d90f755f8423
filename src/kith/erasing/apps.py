"""Registers the feature with Django."""

from django.apps import AppConfig


class ErasingConfig(AppConfig):
    """Erasing."""

    name = "kith.erasing"
    label = "erasing"
