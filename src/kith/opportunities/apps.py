"""Registers the feature with Django."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    """Opportunities."""

    name = "kith.opportunities"
    label = "opportunities"
