"""Addresses of targets, and of the cards that others may see."""

from __future__ import annotations

from django.urls import URLPattern, path

from kith.targets.views import aims, answers, cards, pitches, public, targets

app_name = "targets"

urlpatterns: list[URLPattern] = [
    path("", targets.list_, name="list"),
    path("<int:target_id>/", targets.target, name="target"),
    path("<int:target_id>/edit/", targets.edit, name="edit"),
    path("<int:target_id>/remove/", targets.remove, name="remove"),
    path("<int:target_id>/coverage/", targets.coverage, name="coverage"),
    path("<int:target_id>/recruiter/", targets.recruiter, name="recruiter"),
    path("<int:target_id>/aims/", aims.aims, name="aims"),
    path("<int:target_id>/aims/<int:aim_id>/remove/", aims.remove, name="remove_aim"),
    path("<int:target_id>/pitch/", pitches.pitch, name="pitch"),
    path("pitches/count/", pitches.count, name="count"),
    path("pitches/<int:pitch_id>/worked/", pitches.worked, name="worked"),
    path("pitches/<int:pitch_id>/restore/", pitches.restore, name="restore"),
    path("<int:target_id>/card/", cards.card, name="card"),
    path("<int:target_id>/card/share/", cards.share, name="share"),
    path("<int:target_id>/card/card.pdf", cards.pdf, name="pdf"),
    path("answers/", answers.list_, name="answers"),
    path("answers/<int:answer_id>/", answers.answer, name="answer"),
    path("answers/<int:answer_id>/link/", answers.link, name="link"),
    path("answers/<int:answer_id>/thank/", answers.thank, name="thank"),
    path("answers/<int:answer_id>/done/", answers.done, name="done"),
    path("t/<str:secret>/", public.page, name="page"),
    path("t/<str:secret>/card.pdf", public.page_pdf, name="page_pdf"),
]
