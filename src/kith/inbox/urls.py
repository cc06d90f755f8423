"""Addresses of the inbox."""

from django.urls import path

from kith.inbox.views import home, pairs, suggestions

app_name = "inbox"

urlpatterns = [
    path("", home.show, name="home"),
    # Who may be one.
    path("duplicates/", pairs.show_all, name="pairs"),
    path("duplicates/look/", pairs.look, name="look"),
    path("duplicates/merge/", pairs.merge_chosen, name="merge_chosen"),
    path("duplicates/back/", pairs.take_back, name="take_back"),
    path("duplicates/<int:pair_id>/", pairs.show, name="pair"),
    path("duplicates/<int:pair_id>/merge/", pairs.merge, name="merge"),
    path("duplicates/<int:pair_id>/different/", pairs.say_different, name="different"),
    # What sources suggest.
    path("suggestions/", suggestions.show, name="suggestions"),
    path("suggestions/decide/", suggestions.decide, name="decide"),
    path("suggestions/back/", suggestions.take_back, name="suggestions_back"),
]
