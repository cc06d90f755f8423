"""Registers the feature with Django."""

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Duplicates."""

    name = "kith.duplicates"
    label = "duplicates"
