"""Addresses of the export."""

from django.urls import path

from kith.archive import views

app_name = "archive"
urlpatterns = [path("settings/export/", views.export, name="export")]
