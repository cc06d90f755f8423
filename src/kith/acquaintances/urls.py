"""Addresses of acquaintances."""

from django.urls import path

from kith.acquaintances import views

app_name = "acquaintances"
urlpatterns = [
    path("say/", views.say, name="say"),
    path("take-back/", views.take_back, name="take_back"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/put-off/", views.put_off, name="put_off"),
    path("people/<int:person_id>/<int:other_id>/", views.settle, name="settle"),
    path("<int:acquaintance_id>/forget/", views.forget, name="forget"),
    path("inroads/<int:inroad_id>/forget/", views.forget_inroad, name="forget_inroad"),
]
