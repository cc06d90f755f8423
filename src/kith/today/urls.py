"""Addresses of the home page, the week, and the answers to a suggestion."""

from django.urls import path

from kith.today import views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("week/", views.week, name="week"),
    path("today/year/", views.year, name="year"),
    path("today/<int:person_id>/", views.answer, name="answer"),
    path("today/<int:person_id>/done/", views.done, name="done"),
    path("today/<int:person_id>/snooze/", views.snooze, name="snooze"),
    path("today/<int:person_id>/not-needed/", views.not_needed, name="not_needed"),
    path("today/answers/<int:answer_id>/take-back/", views.take_back, name="take_back"),
]
