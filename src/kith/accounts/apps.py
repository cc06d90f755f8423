"""Registers the feature with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "kith.accounts"
    label = "accounts"
