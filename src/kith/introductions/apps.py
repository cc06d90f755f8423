"""Registers the feature with Django."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    """Introductions."""

    name = "kith.introductions"
    label = "introductions"
