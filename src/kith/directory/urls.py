"""Addresses of the directory."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.directory.views import bridges, bringing, finding, listings

app_name = "directory"

urlpatterns: list[URLPattern] = [
    path("", finding.home, name="home"),
    path("wish/", finding.wish, name="wish"),
    path("listings.csv", finding.table, name="table"),
    path("bridge/", bridges.bridge, name="bridge"),
    path("steps/", bridges.steps, name="steps"),
    path("steps/<uuid:uid>/show/", bridges.show, name="show_step"),
    path("steps/<uuid:uid>/remove/", bridges.remove, name="remove_step"),
    path("new/", listings.new, name="new"),
    path("listings/<uuid:uid>/", listings.listing, name="listing"),
    path("listings/<uuid:uid>/calendar.ics", listings.calendar, name="calendar"),
    path("listings/<uuid:uid>/edit/", listings.edit, name="edit"),
    path("listings/<uuid:uid>/checked/", listings.checked, name="checked"),
    path("listings/<uuid:uid>/dates/", listings.add_date, name="add_date"),
    path("listings/<uuid:uid>/dates/<uuid:day_uid>/remove/", listings.remove_date, name="remove_date"),
    path("listings/<uuid:uid>/again/", listings.again, name="again"),
    path("listings/<uuid:uid>/remove/", listings.remove, name="remove"),
    path("listings/<uuid:uid>/back/", listings.put_back, name="put_back"),
    path("bring/", bringing.bring, name="bring"),
    path("bring/<uuid:uid>/", bringing.look, name="look"),
    path("bring/<uuid:uid>/keep/", bringing.keep, name="keep"),
    path("bring/<uuid:uid>/undo/", bringing.undo, name="undo"),
    path("bring/<uuid:uid>/away/", bringing.throw_away, name="throw_away"),
]
