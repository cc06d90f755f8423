"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Posts."""

    name = "kith.posts"
    label = "posts"

    def ready(self) -> None:
        """Start listening, and tell groups, meetings and the inbox what stands here."""
        import_module("kith.posts.reactions")
        import_module("kith.posts.sections").register()
        import_module("kith.posts.reports").register()
        import_module("kith.posts.recommended").register()
