"""Addresses of connections."""

from django.urls import path

from kith.connections import views

app_name = "connections"

urlpatterns = [
    path("", views.list_, name="list"),
    path("add/<str:kind>/", views.add, name="add"),
    path("<int:connection_id>/", views.edit, name="edit"),
    path("<int:connection_id>/check/", views.check, name="check"),
    path("<int:connection_id>/pause/", views.pause, name="pause"),
    path("<int:connection_id>/disconnect/", views.disconnect, name="disconnect"),
]
