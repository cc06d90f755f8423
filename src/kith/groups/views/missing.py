"""Bringing somebody back: seen by the two who are asked, and by nobody else."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, queries
from kith.groups.models import Missed
from kith.outbox.queries import can_send
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Who is missed. POST: send them a line (answer=write), say that I got in touch, or that I cannot now."""
    membership = doors.inside(request.user, slug)
    missed: Missed = get_object_or_404(queries.to_bring_back(request.user, membership.group), uid=uid)
    refused = _answered(request, missed) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("groups:group", slug)
    context = {
        "group": membership.group,
        "membership": membership,
        "missed": missed,
        "can_send": can_send(),
        "words": request.POST.get("words", ""),
        "refused": refused,
    }
    return render(request, "groups/bring_back.html", context, status=409 if refused else 200)


def _answered(request: SignedInRequest, missed: Missed) -> str:
    """Do what was chosen; returns what is wrong, if something is."""
    answer = request.POST.get("answer", "")
    if answer not in ("write", Missed.Answer.WROTE, Missed.Answer.NOT_NOW):
        return _("Please choose one.")
    if answer != "write":
        actions.answer_missed(missed, answer)
        toasts.show(request, _("Noted. Nobody else sees it."))
        return ""
    try:
        actions.write_to_missed(missed, words=request.POST.get("words", ""), at=timezone.now())
    except Refused as refused:
        return str(refused)
    toasts.show(request, _("Your line is on its way to %(name)s.") % {"name": missed.membership.name})
    return ""
