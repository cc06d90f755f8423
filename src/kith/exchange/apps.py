"""Registers the feature with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange."""

    name = "kith.exchange"
    label = "exchange"
