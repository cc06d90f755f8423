"""Addresses of introductions."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.introductions import views

app_name = "introductions"

urlpatterns: list[URLPattern] = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("make/", views.make, name="make"),
    path("make/set-aside/", views.set_aside, name="set_aside"),
    path("make/set-aside/<int:pair_id>/take-back/", views.suggest_again, name="suggest_again"),
    path("<int:introduction_id>/", views.introduction, name="introduction"),
    path("<int:introduction_id>/edit/", views.edit, name="edit"),
    path("<int:introduction_id>/move/", views.move, name="move"),
    path("of/<int:person_id>/", views.rules, name="rules"),
    path("rules/<int:rule_id>/remove/", views.remove_rule, name="remove_rule"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("answered/yes/", views.answered_yes, name="answered_yes"),
    path("answered/", views.answered_no, name="answered_no"),
]
