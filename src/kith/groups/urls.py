"""Addresses of groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.groups.views import bringing, front, invited, joining, lists, members, missing, organising, own, starting

app_name = "groups"

urlpatterns: list[URLPattern] = [
    path("", lists.mine, name="mine"),
    path("start/", starting.choose, name="start"),
    path("start/<str:key>/", starting.start, name="start_from"),
    path("invited/<str:secret>/", invited.invited, name="invited"),
    path("<slug:slug>/", front.group, name="group"),
    path("<slug:slug>/join/", joining.join, name="join"),
    path("<slug:slug>/join/back/", joining.take_back, name="take_back"),
    path("<slug:slug>/leave/", joining.leave, name="leave"),
    path("<slug:slug>/me/", own.profile, name="own_profile"),
    path("<slug:slug>/me/held/", own.held, name="held"),
    path("<slug:slug>/members/", members.members, name="members"),
    path("<slug:slug>/members/<uuid:uid>/", members.member, name="member"),
    path("<slug:slug>/members/<uuid:uid>/role/", members.role, name="role"),
    path("<slug:slug>/members/<uuid:uid>/dues/", members.dues, name="dues"),
    path("<slug:slug>/members/<uuid:uid>/remove/", members.remove, name="remove"),
    path("<slug:slug>/members/<uuid:uid>/back/", members.let_back, name="let_back"),
    path("<slug:slug>/asked/<uuid:uid>/", joining.answer, name="answer"),
    path("<slug:slug>/bring/", bringing.bring, name="bring"),
    path("<slug:slug>/bring/<uuid:uid>/withdraw/", bringing.withdraw, name="withdraw"),
    path("<slug:slug>/missed/<uuid:uid>/", missing.bring_back, name="bring_back"),
    path("<slug:slug>/organise/", organising.organise, name="organise"),
    path("<slug:slug>/organise/edit/", organising.edit, name="edit"),
    path("<slug:slug>/organise/log/", organising.log, name="log"),
    path("<slug:slug>/organise/export/", organising.export, name="export"),
    path("<slug:slug>/organise/end/", organising.end, name="end"),
    path("<slug:slug>/organise/reopen/", organising.reopen, name="reopen"),
    path("<slug:slug>/organise/roof/", organising.roof, name="roof"),
    path("<slug:slug>/organise/roof/part/", organising.part, name="part"),
    path("<slug:slug>/organise/roof/<uuid:uid>/", organising.answer_roof, name="answer_roof"),
]
