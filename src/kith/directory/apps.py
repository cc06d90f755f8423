"""Registers the feature with Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Directory."""

    name = "kith.directory"
    label = "directory"
