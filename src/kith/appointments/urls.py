"""Addresses of appointments."""

from django.urls import path

from kith.appointments import views

app_name = "appointments"
urlpatterns = [
    path("<int:appointment_id>/", views.show, name="show"),
    path("<int:appointment_id>/remove/", views.cancel, name="cancel"),
    path("<int:appointment_id>/put-back/", views.put_back, name="put_back"),
]
