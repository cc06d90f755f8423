"""Registers the feature with Django."""

from django.apps import AppConfig


class AcquaintancesConfig(AppConfig):
    """Acquaintances."""

    name = "kith.acquaintances"
    label = "acquaintances"
