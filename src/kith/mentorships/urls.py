"""Addresses of mentorships."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.mentorships.views import coffee, organising, own, two

app_name = "mentorships"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/mentoring/", own.home, name="home"),
    path("<slug:slug>/mentoring/offer/", own.offer, name="offer"),
    path("<slug:slug>/mentoring/seek/", own.seek, name="seek"),
    path("<slug:slug>/mentoring/organise/", organising.organise, name="organise"),
    path("<slug:slug>/mentoring/organise/<uuid:uid>/drop/", organising.drop, name="drop"),
    path("<slug:slug>/mentoring/proposed/<uuid:uid>/", own.match, name="match"),
    path("<slug:slug>/mentoring/<uuid:uid>/", two.mentorship, name="mentorship"),
    path("<slug:slug>/mentoring/<uuid:uid>/agreement/", two.agreement, name="agreement"),
    path("<slug:slug>/mentoring/<uuid:uid>/end/", two.end, name="end"),
    path("<slug:slug>/mentoring/<uuid:uid>/fine/", two.fine, name="fine"),
    path("<slug:slug>/coffee/", coffee.coffee, name="coffee"),
    path("<slug:slug>/coffee/rhythm/", coffee.rhythm, name="rhythm"),
    path("<slug:slug>/coffee/<uuid:uid>/", coffee.note, name="note_coffee"),
]
