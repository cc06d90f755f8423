"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from kith.exchange import views
from kith.exchange.models import Ask, Offer

app_name = "exchange"
_ASK, _OFFER = {"kind": Ask}, {"kind": Offer}

urlpatterns = [
    path("", views.home, name="home"),
    path("around/", views.around, name="around"),
    path("asks/new/", views.new, _ASK, name="new_ask"),
    path("offers/new/", views.new, _OFFER, name="new_offer"),
    path("asks/<uuid:uid>/", views.show, _ASK, name="ask"),
    path("offers/<uuid:uid>/", views.show, _OFFER, name="offer"),
    path("asks/<uuid:uid>/edit/", views.edit, _ASK, name="edit_ask"),
    path("offers/<uuid:uid>/edit/", views.edit, _OFFER, name="edit_offer"),
    path("asks/<uuid:uid>/close/", views.close, _ASK, name="close_ask"),
    path("offers/<uuid:uid>/close/", views.close, _OFFER, name="close_offer"),
    path("asks/<uuid:uid>/reopen/", views.reopen, _ASK, name="reopen_ask"),
    path("offers/<uuid:uid>/reopen/", views.reopen, _OFFER, name="reopen_offer"),
    path("asks/<uuid:uid>/remove/", views.remove, _ASK, name="remove_ask"),
    path("offers/<uuid:uid>/remove/", views.remove, _OFFER, name="remove_offer"),
    path("asks/<uuid:uid>/help/", views.offer_help, name="offer_help"),
    path("asks/<uuid:uid>/helped/", views.note_help, name="note_help"),
    path("asks/<uuid:uid>/fulfilled/", views.fulfil, name="fulfil"),
    path("helps/<uuid:uid>/accept/", views.accept, name="accept"),
    path("helps/<uuid:uid>/decline/", views.decline, name="decline"),
    path("helps/<uuid:uid>/thank/", views.thank, name="thank"),
    path("matches/seen/", views.seen, name="seen"),
    path("matches/<uuid:uid>/set-aside/", views.set_aside, name="set_aside"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/new/", views.recommend, name="recommend"),
    path("recommendations/<uuid:uid>/", views.recommendation, name="recommendation"),
    path("recommendations/<uuid:uid>/edit/", views.change, name="change"),
    path("recommendations/<uuid:uid>/remove/", views.withdraw, name="withdraw"),
    path("groups/<slug:slug>/", views.group, name="group"),
]
