"""Registers the feature with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "kith.search"
    label = "search"
