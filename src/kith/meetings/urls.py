"""Addresses of meetings."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.meetings.views import answering, attending, calendars, planning, showing, timer

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    path("feeds/mine/", calendars.mine, name="my_calendar"),
    path("feeds/mine/renew/", calendars.renew_mine, name="renew_mine"),
    path("feeds/<str:secret>.ics", calendars.feed, name="feed"),
    path("<slug:slug>/meetings/", showing.show_all, name="list"),
    path("<slug:slug>/meetings/plan/", planning.plan, name="plan"),
    path("<slug:slug>/meetings/calendar/", calendars.own, name="calendar"),
    path("<slug:slug>/meetings/calendar/renew/", calendars.renew, name="renew"),
    path("<slug:slug>/meetings/reminders/", calendars.reminders, name="reminders"),
    path("<slug:slug>/meetings/met/<uuid:uid>/thank/", attending.thank, name="thank"),
    path("<slug:slug>/meetings/met/<uuid:uid>/keep/", attending.keep, name="keep"),
    path("<slug:slug>/meetings/series/<uuid:uid>/end/", planning.end_series, name="end_series"),
    path("<slug:slug>/meetings/<uuid:uid>/", showing.show, name="meeting"),
    path("<slug:slug>/meetings/<uuid:uid>/change/", planning.change, name="change"),
    path("<slug:slug>/meetings/<uuid:uid>/call-off/", planning.call_off, name="call_off"),
    path("<slug:slug>/meetings/<uuid:uid>/answer/", answering.answer, name="answer"),
    path("<slug:slug>/meetings/<uuid:uid>/take-back/", answering.take_back, name="take_back"),
    path("<slug:slug>/meetings/<uuid:uid>/place/", answering.place, name="place"),
    path("<slug:slug>/meetings/<uuid:uid>/role/", answering.role, name="role"),
    path("<slug:slug>/meetings/<uuid:uid>/roles/", planning.fill_roles, name="fill_roles"),
    path("<slug:slug>/meetings/<uuid:uid>/notes/", planning.notes, name="notes"),
    path("<slug:slug>/meetings/<uuid:uid>/timer/", timer.timer, name="timer"),
    path("<slug:slug>/meetings/<uuid:uid>/calendar.ics", calendars.event, name="event"),
    path("<slug:slug>/meetings/<uuid:uid>/check-in/", attending.check_in, name="check_in"),
    path("<slug:slug>/meetings/<uuid:uid>/check-in/close/", attending.close, name="close"),
    path("<slug:slug>/meetings/<uuid:uid>/code/", attending.code, name="code"),
    path("<slug:slug>/meetings/<uuid:uid>/here/<str:secret>/", attending.here, name="here"),
    path("<slug:slug>/meetings/<uuid:uid>/met/", attending.met, name="met"),
]
