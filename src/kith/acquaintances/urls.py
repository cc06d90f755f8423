"""Addresses of acquaintances."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "acquaintances"

urlpatterns: list[URLPattern] = []
