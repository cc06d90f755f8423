"""Addresses of the outbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.outbox import views

app_name = "outbox"

urlpatterns: list[URLPattern] = [
    path("<int:letter_id>/again/", views.try_again, name="try_again"),
    path("<int:letter_id>/let-go/", views.let_go, name="let_go"),
]
