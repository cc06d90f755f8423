"""Addresses of challenges."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "challenges"

urlpatterns: list[URLPattern] = []
