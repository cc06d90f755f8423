"""Who belongs to a group, and what each of them shows to it; and what organisers do about a member."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, queries
from kith.groups.forms import DuesForm
from kith.groups.models import Membership, Role
from kith.groups.rolls import Roll
from kith.ui import toasts


@require_safe
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    """All members, fifty a page, with a search."""
    membership = doors.inside(request.user, slug)
    text, role = request.GET.get("q", "")[:100].strip(), request.GET.get("role", "")
    roll = Roll(membership.group, text, role if role in Role.values else "")
    page = roll.get_page(request.GET.get("page"))
    context = {"group": membership.group, "membership": membership, "page": page, "text": text, "roles": Role.choices}
    return render(request, "groups/members.html", context)


@require_safe
def member(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """One member, as the group sees them."""
    membership = doors.inside(request.user, slug)
    shown = _member(membership, uid)
    context = {
        "group": membership.group,
        "membership": membership,
        "shown": shown,
        "roles": Role.choices,
        "dues": DuesForm(initial={"until": shown.dues_until}),
    }
    return render(request, "groups/profile.html", context)


@require_POST
def role(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Give a member another role; hand=1 hands the whole group over."""
    membership = doors.running(request.user, slug)
    other = _member(membership, uid)
    try:
        if request.POST.get("hand"):
            actions.hand_over(other, by=request.user, at=timezone.now())
            toasts.show(request, _("%(name)s organises the group now. You are a member.") % {"name": other.name})
            return redirect("groups:group", slug)
        actions.set_role(other, request.POST.get("role", ""), by=request.user, at=timezone.now())
        toasts.show(request, _("Changed."))
    except ValidationError as error:
        toasts.show(request, " ".join(error.messages))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("groups:member", slug, uid)


@require_POST
def dues(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Note until when a member has paid."""
    membership = doors.running(request.user, slug)
    other, form = _member(membership, uid), DuesForm(request.POST)
    if form.is_valid():
        actions.note_dues(other, form.cleaned_data["until"], by=request.user, at=timezone.now())
        toasts.show(request, _("Noted."))
    else:
        toasts.show(request, _("That is not a date."))
    return redirect("groups:member", slug, uid)


@require_POST
def remove(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """End a membership; may_return=1 leaves the group open to them."""
    membership = doors.running(request.user, slug)
    other = _member(membership, uid)
    name = other.name
    try:
        is_barred = not request.POST.get("may_return")
        actions.remove_member(other, by=request.user, at=timezone.now(), is_barred=is_barred)
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect("groups:member", slug, uid)
    toasts.show(request, _("%(name)s no longer belongs to the group.") % {"name": name})
    return redirect("groups:members", slug)


@require_POST
def let_back(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Leave the group open again to somebody who was removed."""
    membership = doors.running(request.user, slug)
    other: Membership = get_object_or_404(queries.barred(membership.group), uid=uid)
    actions.let_back(other, by=request.user, at=timezone.now())
    toasts.show(request, _("The group is open to them again."))
    return redirect("groups:organise", slug)


def _member(membership: Membership, uid: UUID) -> Membership:
    found: Membership = get_object_or_404(queries.members(membership.group), uid=uid)
    return found
