"""Addresses of sharing."""

from django.urls import path

from kith.sharing.views import answering, asking, people, seen

app_name = "sharing"

urlpatterns = [
    path("", asking.home, name="home"),
    path("part/", asking.part, name="part"),
    path("limit/", asking.limit, name="limit"),
    path("ask/", asking.ask, name="new"),
    path("asks/<uuid:uid>/", asking.show, name="ask"),
    path("asks/<uuid:uid>/withdraw/", asking.withdraw, name="withdraw"),
    path("offers/<uuid:uid>/take/", asking.take, name="take"),
    path("offers/<uuid:uid>/leave/", asking.decline, name="decline"),
    path("requests/", answering.list_, name="requests"),
    path("requests/<uuid:uid>/", answering.show, name="request"),
    path("requests/<uuid:uid>/target/", answering.target_said, name="target_said"),
    path("muted/<int:member_id>/", answering.hear_again, name="hear_again"),
    path("people/", people.list_, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("seen/", seen.show, name="seen"),
    path("oneself/", seen.oneself, name="oneself"),
    path("left-out/", people.left_out, name="left_out"),
]
