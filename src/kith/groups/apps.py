"""Registers the feature with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups."""

    name = "kith.groups"
    label = "groups"
