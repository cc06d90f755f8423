"""Registers the feature with Django."""

from django.apps import AppConfig


class MentorshipsConfig(AppConfig):
    """Mentorships."""

    name = "kith.mentorships"
    label = "mentorships"
