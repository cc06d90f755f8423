"""Registers the feature with Django."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Archive."""

    name = "kith.archive"
    label = "archive"
