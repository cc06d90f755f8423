"""Addresses of imports."""

from django.urls import path

from kith.imports import views, views_mail, views_mapping

app_name = "imports"

urlpatterns = [
    path("", views.list_, name="list"),
    path("start/", views.start, name="start"),
    path("<int:import_id>/", views.import_, name="import"),
    path("<int:import_id>/columns/", views_mapping.columns, name="columns"),
    path("<int:import_id>/letters/", views_mail.letters, name="letters"),
    path("<int:import_id>/records/", views.records, name="records"),
    path("<int:import_id>/bring-in/", views.bring_in, name="bring_in"),
    path("<int:import_id>/discard/", views.discard, name="discard"),
    path("<int:import_id>/take-back/", views.take_back, name="take_back"),
]
