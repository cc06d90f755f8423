"""Addresses of network."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.network.views import levels, reach

app_name = "network"

urlpatterns: list[URLPattern] = [
    path("reach/", reach.show, name="reach"),
    path("network/levels/", levels.show, name="levels"),
]
