"""Addresses of meetings."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.meetings.views import showing

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/meetings/", showing.show_all, name="list"),
    path("<slug:slug>/meetings/<uuid:uid>/", showing.show, name="meeting"),
]
