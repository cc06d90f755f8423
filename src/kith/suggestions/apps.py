"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Suggestions."""

    name = "kith.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.suggestions.reactions")
