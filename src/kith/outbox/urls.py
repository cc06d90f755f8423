"""Addresses of the outbox. Letters are named by uid: their numbers would tell how many letters others get."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.outbox import views

app_name = "outbox"

urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/again/", views.try_again, name="try_again"),
    path("<uuid:uid>/let-go/", views.let_go, name="let_go"),
]
