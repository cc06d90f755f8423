"""Registers the feature with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings."""

    name = "kith.meetings"
    label = "meetings"
