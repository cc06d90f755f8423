"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings."""

    name = "kith.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Put meetings onto the pages of groups, follow who belongs to them, and answer for their letters."""
        import_module("kith.meetings.reactions")
        import_module("kith.meetings.links").register()
        import_module("kith.meetings.sections").register()
        import_module("kith.meetings.reports").register()
