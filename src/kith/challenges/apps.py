"""Registers the feature with Django."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Challenges."""

    name = "kith.challenges"
    label = "challenges"
