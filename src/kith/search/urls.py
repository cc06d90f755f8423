"""The address of the one box."""

from django.urls import path

from kith.search import views

app_name = "search"
urlpatterns = [path("search/", views.palette, name="palette")]
