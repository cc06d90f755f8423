"""Registers the feature with Django."""

from django.apps import AppConfig


class InteractionsConfig(AppConfig):
    """Interactions."""

    name = "kith.interactions"
    label = "interactions"
