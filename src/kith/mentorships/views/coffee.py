"""Coffee in a group: whether I take part, with whom this time, and how often there is some."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Membership
from kith.mentorships import actions, queries
from kith.mentorships.forms import RhythmForm
from kith.outbox.queries import can_send
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def coffee(request: SignedInRequest, slug: str) -> HttpResponse:
    """My coffees. POST what=in, out."""
    membership = doors.inside(request.user, slug)
    if request.method == "POST":
        _take_part(request, membership)
        return redirect("mentorships:coffee", slug)
    return _shown(request, membership, None)


@require_POST
def rhythm(request: SignedInRequest, slug: str) -> HttpResponse:
    """How often there is coffee, for whoever organises."""
    membership = doors.running(request.user, slug)
    form = RhythmForm(request.POST)
    if form.is_valid():
        often, next_on = form.cleaned_data["often"], form.cleaned_data["next_on"]
        try:
            actions.set_rhythm(membership.group, often, next_on=next_on, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("next_on", str(refused))
        else:
            toasts.show(request, _("Saved."))
            return redirect("mentorships:coffee", slug)
    return _shown(request, membership, form)


@require_POST
def note(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Note in my book that we had this coffee."""
    membership = doors.inside(request.user, slug)
    seat = queries.seat(membership, uid)
    if seat is None:
        raise Http404
    try:
        actions.note_coffee(seat, at=timezone.now())
        toasts.show(request, _("Noted in your book."))
    except Refused as refused:
        toasts.show(request, str(refused))
    except ValidationError as error:
        toasts.show(request, " ".join(error.messages))
    return redirect("mentorships:coffee", slug)


def _take_part(request: SignedInRequest, membership: Membership) -> None:
    if request.POST.get("what") == "out":
        actions.no_coffee(membership)
        toasts.show(request, _("You sit out. Come back whenever you like."))
    else:
        actions.drink_coffee(membership, at=timezone.now())
        toasts.show(request, _("You take part from the next time on."))


def _shown(request: SignedInRequest, membership: Membership, form: RhythmForm | None) -> HttpResponse:
    on = timezone.now().astimezone(membership.group.zone).date()
    mine = queries.my_coffee(membership, on)
    context = {
        "can_send": can_send(),
        "group": membership.group,
        "membership": membership,
        "mine": mine,
        "form": form or (RhythmForm(instance=mine.rhythm) if membership.runs else None),
    }
    return render(request, "mentorships/coffee.html", context, status=422 if form else 200)
