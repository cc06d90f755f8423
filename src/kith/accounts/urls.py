"""Addresses of the user's settings and of invitations."""

from django.urls import path

from kith.accounts import views

app_name = "accounts"
urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("settings/invitations/", views.invite, name="invite"),
    path("settings/invitations/<int:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("invited/<str:token>/", views.invited, name="invited"),
]
