"""Registers the feature with Django."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Suggestions."""

    name = "kith.suggestions"
    label = "suggestions"
