"""Registers the feature with Django."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Tables."""

    name = "kith.tables"
    label = "tables"
