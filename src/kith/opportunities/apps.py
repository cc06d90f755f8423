"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    """Opportunities."""

    name = "kith.opportunities"
    label = "opportunities"

    def ready(self) -> None:
        """Start listening."""
        import_module("kith.opportunities.reactions")
