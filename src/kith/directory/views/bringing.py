"""Bringing listings in: choosing a file or an address, looking at what it holds, keeping it, taking it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith import fetching
from kith.accounts.requests import SignedInRequest
from kith.directory import actions
from kith.directory.actions.bringing import new_ones
from kith.directory.forms import BringForm
from kith.directory.models import Bringing
from kith.errors import Refused
from kith.imports.uploads import BadFile
from kith.ui import toasts

_SHOWN = 100
_LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest) -> HttpResponse:
    """Choose a file or an address, and see what was brought in before."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        try:
            found = _looked_at(request, form)
        except (BadFile, fetching.Unreachable) as error:
            form.add_error("address" if form.cleaned_data["address"] else "file", str(error))
        else:
            return redirect("directory:look", found.uid)
    latest = Bringing.objects.visible_to(request.user).defer("drafts", "faults")[:_LATEST]
    context = {"form": form, "latest": latest}
    return render(request, "directory/bring.html", context, status=422 if form.errors else 200)


@require_safe
def look(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """What would come in, what is there already, and what cannot be used and why."""
    own = _own(request, uid)
    drafts = list(new_ones(own)) if own.state == Bringing.State.READY else []
    context = {
        "bringing": own,
        "drafts": drafts[:_SHOWN],
        "count": len(drafts),
        "there": len(own.drafts) - len(drafts),
        "faults": [{"line": line, "reason": reason} for line, reason in own.faults[:_SHOWN]],
        "more_faults": max(0, len(own.faults) - _SHOWN),
        "listings": own.listings.all()[:_SHOWN],
    }
    return render(request, "directory/look.html", context)


@require_POST
def keep(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Keep what was looked at."""
    own = _own(request, uid)
    try:
        count = actions.keep(own, at=timezone.now(), is_checked="checked" in request.POST)
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect("directory:look", own.uid)
    told = ngettext("%(count)s group is in the directory now.", "%(count)s groups are in the directory now.", count)
    toasts.show(request, told % {"count": count}, reverse("directory:undo", args=[own.uid]))
    return redirect("directory:look", own.uid)


@require_POST
def undo(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take all of it back."""
    own = _own(request, uid)
    try:
        count = actions.undo(own)
    except Refused as refused:
        toasts.show(request, str(refused))
    else:
        told = ngettext("%(count)s group was taken back.", "%(count)s groups were taken back.", count)
        toasts.show(request, told % {"count": count})
    return redirect("directory:look", own.uid)


@require_POST
def throw_away(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Keep nothing of it."""
    own = _own(request, uid)
    try:
        actions.throw_away(own)
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect("directory:look", own.uid)
    toasts.show(request, _("Nothing of it was kept."))
    return redirect("directory:bring")


def _looked_at(request: SignedInRequest, form: BringForm) -> Bringing:
    if address := form.cleaned_data["address"]:
        return actions.look_at_address(request.user, address, at=timezone.now())
    file = form.cleaned_data["file"]
    return actions.look_at_file(request.user, file.name, file, at=timezone.now())


def _own(request: SignedInRequest, uid: UUID) -> Bringing:
    return get_object_or_404(Bringing.objects.visible_to(request.user), uid=uid)
