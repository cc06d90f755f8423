"""Registers the feature with Django."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """Targets."""

    name = "kith.targets"
    label = "targets"
