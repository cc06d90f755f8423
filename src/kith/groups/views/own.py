"""What the user says to a group, and what the group holds about the user."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, holdings
from kith.groups.forms import ProfileForm
from kith.groups.models import Membership
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest, slug: str) -> HttpResponse:
    """My profile, and how members see it. POST: save it, or only show how it would look (preview=1)."""
    membership = doors.entered(request.user, slug)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=membership)
    is_preview = bool(request.POST.get("preview"))
    if form.is_bound and form.is_valid() and not is_preview and _saved(form, doors.entered(request.user, slug)):
        toasts.show(request, _("Saved."))
        return redirect("groups:own_profile", slug)
    context = {"group": membership.group, "membership": membership, "form": form, "is_preview": is_preview}
    return render(request, "groups/own_profile.html", context, status=422 if form.errors else 200)


def _saved(form: ProfileForm, membership: Membership) -> bool:
    try:
        actions.change_profile(membership, form.cleaned_data)
    except (ValidationError, Refused) as error:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
    return not form.errors


@require_safe
def held(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that the group holds about me, from ?from= on as one gets there; ?file=1 as a file."""
    membership = doors.entered(request.user, slug)
    if request.GET.get("file"):
        found = holdings.about(membership)
        text = json.dumps({part.name: part.rows for part in found}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        name = f"{membership.group.slug}-about-me.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(text, content_type="application/json", headers=headers)
    start = request.GET.get("from", "")
    is_part = bool(start and request.htmx and not request.htmx.history_restore_request)
    piece = holdings.piece(membership, start)
    context = {"group": membership.group, "membership": membership, "piece": piece, "is_part": is_part}
    return render(request, "groups/held.html#piece" if is_part else "groups/held.html", context)
