"""Addresses of groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.groups.views import front, lists, members, starting

app_name = "groups"

urlpatterns: list[URLPattern] = [
    path("", lists.mine, name="mine"),
    path("start/", starting.choose, name="start"),
    path("start/<str:key>/", starting.start, name="start_from"),
    path("<slug:slug>/", front.group, name="group"),
    path("<slug:slug>/members/", members.members, name="members"),
    path("<slug:slug>/members/<uuid:uid>/", members.member, name="member"),
]
