"""Coming into a group and going out of it: joining, asking, taking it back, leaving; and the organisers' answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, queries
from kith.groups.forms import JoinForm
from kith.groups.models import Group, Membership
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedInRequest, slug: str) -> HttpResponse:
    """The rules, and what is asked. POST: join, or ask the organisers."""
    group, membership = doors.seen(request.user, slug)
    standing = queries.standing(group, request.user)
    if membership is not None or group.ended_at:
        return redirect("groups:group", slug)
    is_invited = standing is not None and standing.is_invited and queries.still_invites(standing, timezone.now())
    asks = group.joining == Group.Joining.REQUEST and not is_invited
    form = JoinForm(group, request.POST if request.method == "POST" else None, has_questions=asks)
    if form.is_bound and form.is_valid() and _joined(request, group, form, asks=asks):
        return redirect("groups:group", slug)
    status = 422 if form.errors else 200
    return render(request, "groups/join.html", {"group": group, "form": form, "asks": asks}, status=status)


def _joined(request: SignedInRequest, group: Group, form: JoinForm, *, asks: bool) -> bool:
    now = timezone.now()
    try:
        if asks:
            actions.ask_to_join(group, request.user, answers=form.answers, trade=form.trade, at=now)
            toasts.show(request, _("Asked. The organisers will answer you."))
        else:
            actions.join(group, request.user, at=now, trade=form.trade)
            toasts.show(request, _("Welcome. You belong to %(group)s now.") % {"group": group})
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


@require_POST
def take_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask no longer, or let an invitation be."""
    waiting = Membership.objects.filter(user=request.user, joined_at=None, left_at=None)
    actions.take_back_ask(get_object_or_404(waiting, group__slug=slug), at=timezone.now())
    toasts.show(request, _("Taken back."))
    return redirect("groups:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    """What leaving means. POST: leave."""
    membership = doors.entered(request.user, slug)
    refused = ""
    if request.method == "POST":
        try:
            actions.leave(membership, at=timezone.now())
        except Refused as error:
            refused = str(error)
        else:
            toasts.show(request, _("You have left %(group)s.") % {"group": membership.group})
            return redirect("groups:mine")
    context = {"group": membership.group, "membership": membership, "refused": refused}
    return render(request, "groups/leave.html", context, status=409 if refused else 200)


@require_POST
def answer(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Let in whoever asked (answer=yes), or not, with a word."""
    membership = doors.running(request.user, slug)
    asked: Membership = get_object_or_404(queries.asking(membership.group), uid=uid)
    try:
        if request.POST.get("answer") == "yes":
            actions.admit(asked, by=request.user, at=timezone.now())
            toasts.show(request, _("%(name)s belongs to the group now.") % {"name": asked.name})
        else:
            words = request.POST.get("words", "")
            actions.decline(asked, by=request.user, at=timezone.now(), words=words)
            toasts.show(request, _("Answered. Nobody but them is told."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("inbox:home" if request.POST.get("from") == "inbox" else membership.group)
