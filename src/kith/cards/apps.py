"""Registers the feature with Django."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Cards."""

    name = "kith.cards"
    label = "cards"
