"""Addresses of interactions and promises."""

from django.urls import path

from kith.interactions import views

app_name = "interactions"
urlpatterns = [
    path("capture/", views.capture, name="capture"),
    path("capture/save/", views.save_capture, name="save_capture"),
    path("capture/names/", views.known_names, name="known_names"),
    path("log/", views.log, name="log"),
    path("touch/", views.touch, name="touch"),
    path("bin/", views.binned, name="binned"),
    path("<int:interaction_id>/edit/", views.edit, name="edit"),
    path("<int:interaction_id>/bin/", views.bin, name="bin"),
    path("<int:interaction_id>/restore/", views.restore, name="restore"),
    path("<int:interaction_id>/take-back/", views.take_back, name="take_back"),
    path("plans/<str:planned_on>/take-back/", views.take_back_plan, name="take_back_plan"),
    path("promises/", views.promises, name="promises"),
    path("promises/<int:promise_id>/keep/", views.keep, name="keep"),
    path("promises/<int:promise_id>/let-go/", views.let_go, name="let_go"),
    path("promises/<int:promise_id>/reopen/", views.reopen, name="reopen"),
]
