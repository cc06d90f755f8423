"""Addresses of opportunities."""

from django.urls import path

from kith.opportunities import views

app_name = "opportunities"

urlpatterns = [
    path("", views.show_all, name="list"),
    path("new/", views.new, name="new"),
    path("figures/", views.figures, name="figures"),
    path("figures.csv", views.export, name="export"),
    path("bin/", views.binned, name="binned"),
    path("applications/take/", views.take_applications, name="take_applications"),
    path("applications/leave/", views.leave_applications, name="leave_applications"),
    path("<int:opportunity_id>/", views.show, name="opportunity"),
    path("<int:opportunity_id>/edit/", views.edit, name="edit"),
    path("<int:opportunity_id>/bin/", views.bin, name="bin"),
    path("<int:opportunity_id>/restore/", views.restore, name="restore"),
    path("<int:opportunity_id>/move/", views.move, name="move"),
    path("<int:opportunity_id>/next/", views.note_next, name="next"),
    path("<int:opportunity_id>/next/done/", views.do_next, name="done"),
    path("<int:opportunity_id>/people/", views.involve, name="involve"),
    path("<int:opportunity_id>/people/again/", views.involve_again, name="involve_again"),
    path("<int:opportunity_id>/chain/", views.link, name="link"),
    path("<int:opportunity_id>/chain/again/", views.link_again, name="link_again"),
    path("<int:opportunity_id>/chain/accept/", views.accept, name="accept"),
    path("stages/<int:change_id>/take-back/", views.take_back_move, name="take_back_move"),
    path("steps/<int:done_id>/undo/", views.undo_next, name="undo_next"),
    path("people/<int:part_id>/leave-out/", views.leave_out, name="leave_out"),
    path("links/<int:link_id>/remove/", views.unlink, name="unlink"),
    path("links/<int:link_id>/shift/", views.shift, name="shift"),
]
