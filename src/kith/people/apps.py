"""Registers the feature with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "kith.people"
    label = "people"
