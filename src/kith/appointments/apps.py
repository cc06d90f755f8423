"""Registers the feature with Django."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointments."""

    name = "kith.appointments"
    label = "appointments"
