"""Addresses of round tables."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.tables.views import board, changing, clock, diners, papers, phone, wall

app_name = "tables"

_OF_MEETING = "<slug:slug>/meetings/<uuid:uid>/tables/"

urlpatterns: list[URLPattern] = [
    path(_OF_MEETING, board.board, name="board"),
    path(f"{_OF_MEETING}settings/", changing.settings, name="settings"),
    path(f"{_OF_MEETING}solve/", changing.solve, name="solve"),
    path(f"{_OF_MEETING}everyone/", changing.everyone, name="everyone"),
    path(f"{_OF_MEETING}who-comes/", changing.who_comes, name="who_comes"),
    path(f"{_OF_MEETING}walk-ins/", changing.walk_ins, name="walk_ins"),
    path(f"{_OF_MEETING}hosts/", changing.hosts, name="hosts"),
    path(f"{_OF_MEETING}move/", changing.move, name="move"),
    path(f"{_OF_MEETING}wishes/", changing.wishes, name="wishes"),
    path(f"{_OF_MEETING}show/", changing.show, name="show"),
    path(f"{_OF_MEETING}clock/", clock.clock, name="clock"),
    path(f"{_OF_MEETING}name-tags.pdf", papers.name_tags, name="name_tags"),
    path(f"{_OF_MEETING}table-cards.pdf", papers.table_cards, name="table_cards"),
    path(f"{_OF_MEETING}mine/", phone.mine, name="mine"),
    path(f"{_OF_MEETING}wall/", wall.switch_wall, name="switch_wall"),
    path("<slug:slug>/tables/<uuid:uid>/", changing.table, name="table"),
    path("<slug:slug>/diners/<uuid:uid>/", diners.diner, name="diner"),
    path("<slug:slug>/wishes/<uuid:uid>/remove/", changing.forget_wish, name="forget_wish"),
    path("wall/<str:secret>/", wall.wall, name="wall"),
]
