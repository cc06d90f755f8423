"""Addresses of challenges."""

from __future__ import annotations

from django.urls import path

from kith.challenges.views import figures, lists, one

app_name = "challenges"

urlpatterns = [
    path("mine/figures/", figures.mine, name="mine"),
    path("mine/figures/<uuid:uid>/", figures.edit, name="entry"),
    path("mine/figures/<uuid:uid>/remove/", figures.remove, name="remove"),
    path("mine/figures/files/<uuid:uid>/take-back/", figures.take_back, name="take_back"),
    path("<slug:slug>/challenges/", lists.show_all, name="list"),
    path("<slug:slug>/challenges/start/", one.start, name="start"),
    path("<slug:slug>/challenges/counted/", lists.counted, name="counted"),
    path("<slug:slug>/challenges/counted/new/", lists.count, name="count"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/", figures.statistic, name="statistic"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/enter/", figures.enter, name="enter"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/files/", figures.take_in, name="take_in"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/by-kith/", figures.counting, name="counting"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/edit/", lists.reword, name="reword"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/stop/", lists.stop, name="stop"),
    path("<slug:slug>/challenges/counted/<uuid:uid>/resume/", lists.resume, name="resume"),
    path("<slug:slug>/challenges/<uuid:uid>/", one.show, name="challenge"),
    path("<slug:slug>/challenges/<uuid:uid>/join/", one.join, name="join"),
    path("<slug:slug>/challenges/<uuid:uid>/name/", one.rename, name="rename"),
    path("<slug:slug>/challenges/<uuid:uid>/leave/", one.leave, name="leave"),
    path("<slug:slug>/challenges/<uuid:uid>/edit/", one.edit, name="edit"),
    path("<slug:slug>/challenges/<uuid:uid>/end/", one.end, name="end"),
]
