"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class MentorshipsConfig(AppConfig):
    """Mentorships."""

    name = "kith.mentorships"
    label = "mentorships"

    def ready(self) -> None:
        """Follow who belongs to groups, answer for letters, and say what stands on a group's pages and in the inbox."""
        import_module("kith.mentorships.reactions")
        import_module("kith.mentorships.links").register()
        import_module("kith.mentorships.sections").register()
        import_module("kith.mentorships.company").register()
