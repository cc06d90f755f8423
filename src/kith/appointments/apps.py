"""Registers the feature with Django."""

from importlib import import_module

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointments."""

    name = "kith.appointments"
    label = "appointments"

    def ready(self) -> None:
        """Begin to listen."""
        import_module("kith.appointments.reactions")
