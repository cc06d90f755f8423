"""Registers the feature with Django."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Book."""

    name = "kith.book"
    label = "book"
