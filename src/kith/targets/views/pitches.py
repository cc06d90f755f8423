"""Writing the pitch in three lengths; its versions, and what worked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.targets import actions, queries
from kith.targets.forms import PitchForm, WorkedForm
from kith.targets.models import Pitch
from kith.targets.queries.pitches import count_words, seconds_to_say
from kith.targets.views.targets import target_of
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def pitch(request: SignedInRequest, target_id: int) -> HttpResponse:
    """All three lengths. POST: save one (length=), or what of all three has changed."""
    target = target_of(request, target_id)
    said = queries.pitches(target)
    given = request.POST if request.method == "POST" else None
    forms = [PitchForm(each, given if given and f"{each.length}-text" in given else None) for each in said]
    bound = [form for form in forms if form.is_bound]
    if bound and all(form.is_valid() for form in bound):
        for each, form in zip(said, forms, strict=True):
            if form.is_bound:
                actions.write_pitch(target, length=each.length, text=form.cleaned_data["text"])
        toasts.show(request, _("Saved. What was there before is kept below it."))
        return redirect("targets:pitch", target.pk)
    lengths = [
        (
            each,
            form,
            WorkedForm(initial={"worked": each.now.worked}, auto_id=f"id_{each.length}_%s") if each.now else None,
        )
        for each, form in zip(said, forms, strict=True)
    ]
    return render(request, "targets/pitch.html", {"target": target, "lengths": lengths}, status=422 if bound else 200)


@require_POST
def count(request: SignedInRequest) -> HttpResponse:
    """How many words are in the one text that was sent, and how long they take to say."""
    text = next((value for name, value in request.POST.items() if name.endswith("-text")), "")
    words = count_words(str(text)[:10_000])
    return render(request, "targets/pitch.html#length", {"words": words, "seconds": seconds_to_say(words)})


@require_POST
def worked(request: SignedInRequest, pitch_id: int) -> HttpResponse:
    """Note what worked."""
    found, form = _pitch(request, pitch_id), WorkedForm(request.POST)
    if form.is_valid():
        actions.note_worked(found, worked=form.cleaned_data["worked"])
        toasts.show(request, _("Noted."))
    return redirect("targets:pitch", found.target_id)


@require_POST
def restore(request: SignedInRequest, pitch_id: int) -> HttpResponse:
    """Use an earlier version again."""
    found = _pitch(request, pitch_id)
    actions.restore_pitch(found)
    toasts.show(request, _("This version counts again. The other one is kept."))
    return redirect("targets:pitch", found.target_id)


def _pitch(request: SignedInRequest, pitch_id: int) -> Pitch:
    found: Pitch = get_object_or_404(
        Pitch.objects.visible_to(request.user).select_related("target__owner"), pk=pitch_id
    )
    return found
