"""Registers the feature with Django."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Posts."""

    name = "kith.posts"
    label = "posts"
