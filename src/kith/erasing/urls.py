"""Addresses of what the book holds on somebody."""

from django.urls import path

from kith.erasing import views

app_name = "erasing"

urlpatterns = [
    path("people/<int:person_id>/held/", views.held, name="held"),
    path("people/<int:person_id>/held/elsewhere/", views.elsewhere, name="elsewhere"),
    path("people/<int:person_id>/erase/", views.erase, name="erase"),
    path("settings/erased/", views.erased, name="erased"),
    path("settings/erased/let-back/", views.let_back, name="let_back"),
]
