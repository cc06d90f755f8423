"""Addresses of posts and chats."""

from __future__ import annotations

from django.urls import path

from kith.posts.views import chat, messages, order, own, posts

app_name = "posts"

urlpatterns = [
    path("notices/<uuid:uid>/", own.notice, name="notice"),
    path("notices/seen/", own.all_seen, name="all_seen"),
    path("<slug:slug>/posts/", posts.list_, name="list"),
    path("<slug:slug>/posts/new/", posts.new, name="new"),
    path("<slug:slug>/posts/found/", posts.found, name="found"),
    path("<slug:slug>/posts/names/", posts.names, name="names"),
    path("<slug:slug>/posts/letters/", own.wishes, name="wishes"),
    path("<slug:slug>/posts/muted/<uuid:uid>/", own.unmute, name="unmute"),
    path("<slug:slug>/posts/order/", order.show, name="order"),
    path("<slug:slug>/posts/reports/<uuid:uid>/", order.handle, name="handle"),
    path("<slug:slug>/posts/<uuid:uid>/", posts.show, name="post"),
    path("<slug:slug>/posts/<uuid:uid>/edit/", posts.edit, name="edit_post"),
    path("<slug:slug>/chat/", chat.show, name="chat"),
    path("<slug:slug>/threads/<uuid:uid>/", chat.thread, name="thread"),
    path("<slug:slug>/threads/<uuid:uid>/news/", chat.news, name="news"),
    path("<slug:slug>/messages/<uuid:uid>/", messages.show, name="message"),
    path("<slug:slug>/messages/<uuid:uid>/edit/", messages.edit, name="edit"),
    path("<slug:slug>/messages/<uuid:uid>/take-back/", messages.take_back, name="take_back"),
    path("<slug:slug>/messages/<uuid:uid>/react/", messages.react, name="react"),
    path("<slug:slug>/messages/<uuid:uid>/hide/", messages.hide, name="hide"),
    path("<slug:slug>/messages/<uuid:uid>/show/", messages.show_again, name="show_again"),
    path("<slug:slug>/messages/<uuid:uid>/mute/", messages.mute, name="mute"),
    path("<slug:slug>/messages/<uuid:uid>/report/", messages.report, name="report"),
    path("<slug:slug>/messages/<uuid:uid>/remove/", messages.remove, name="remove"),
    path("<slug:slug>/pictures/<uuid:uid>/", messages.picture, name="picture"),
]
