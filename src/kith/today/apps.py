"""Registers the feature with Django."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """Today."""

    name = "kith.today"
    label = "today"
