"""Registers the feature with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Ui."""

    name = "kith.ui"
    label = "ui"
