"""Addresses of mentorships."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "mentorships"

urlpatterns: list[URLPattern] = []
