"""Addresses that belong to no feature: the page of components, and what browsers and phones ask for by themselves."""

from django.urls import path

from kith.ui import views

app_name = "ui"
urlpatterns = [
    path("styles/", views.show_styles, name="styles"),
    path("manifest.webmanifest", views.show_manifest, name="manifest"),
    path("favicon.ico", views.show_icon, name="icon"),
]
