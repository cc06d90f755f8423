"""Frames of a camera that looks for a code: read here, so that it works with no library and no network."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith import sandbox
from kith.accounts.requests import SignedInRequest
from kith.cardreading.fields import Unreadable
from kith.cardreading.reading import ReadCard
from kith.cards import actions
from kith.sandbox import Broke, Exceeded, Limits

MAX_FRAME = 2 * 1024 * 1024
_LIMITS = Limits(seconds=4, megabytes=768, waiting=15)


@require_POST
def look(request: SignedInRequest) -> HttpResponse:
    """Look for a code in the frame that was posted. 204 where there is none, else where to go on, or what was wrong."""
    frame = request.FILES.get("frame")
    if frame is None or (frame.size or 0) > MAX_FRAME:
        return HttpResponse(status=422)
    found = _found(frame.read())
    if found is None:
        return HttpResponse(status=204)
    if not found.fields and not found.vcards:
        return JsonResponse({"said": _("This code tells of nobody.")})
    card = actions.take_code(request.user, found, now=timezone.now())
    return JsonResponse({"url": reverse("cards:card", args=[card.pk])})


def _found(frame: bytes) -> ReadCard | None:
    try:
        run = sandbox.run("kith.cardreading.reading:read_frame", frame, limits=_LIMITS)
        return cast("ReadCard | None", next(iter(list(run)), None))
    except (Unreadable, Exceeded, Broke):
        return None  # the next frame may be better
