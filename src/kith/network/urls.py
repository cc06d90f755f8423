"""Addresses of network."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.network.views import levels, network_map, reach

app_name = "network"

urlpatterns: list[URLPattern] = [
    path("reach/", reach.show, name="reach"),
    path("network/levels/", levels.show, name="levels"),
    path("network/map/", network_map.show, name="map"),
    path("network/map/data/", network_map.data, name="map_data"),
]
