"""Registers the feature with Django."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Sample."""

    name = "kith.sample"
    label = "sample"
