"""Registers the feature with Django."""

from django.apps import AppConfig


class CadencesConfig(AppConfig):
    """Cadences."""

    name = "kith.cadences"
    label = "cadences"
