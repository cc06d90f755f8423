"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Challenges."""

    name = "kith.challenges"
    label = "challenges"

    def ready(self) -> None:
        """Start listening, and stand on the pages of groups."""
        import_module("kith.challenges.reactions")
        import_module("kith.challenges.sections").register()
        import_module("kith.challenges.reports").register()
