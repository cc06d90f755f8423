"""Registers the feature with Django."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Ties."""

    name = "kith.ties"
    label = "ties"
