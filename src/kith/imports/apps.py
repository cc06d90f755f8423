"""Registers the feature with Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Imports."""

    name = "kith.imports"
    label = "imports"
