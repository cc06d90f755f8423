"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    """Introductions."""

    name = "kith.introductions"
    label = "introductions"

    def ready(self) -> None:
        """Start listening, tell the outbox how links are made, and the inbox what waits here."""
        import_module("kith.introductions.reactions")
        import_module("kith.introductions.links").register()
        import_module("kith.introductions.sections").register()
