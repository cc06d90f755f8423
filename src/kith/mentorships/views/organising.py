"""Matching a whole group, for whoever organises it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Membership
from kith.mentorships import actions, jobs, queries
from kith.mentorships.models import Match, Round
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def organise(request: SignedInRequest, slug: str) -> HttpResponse:
    """The round that goes on. POST what=match, propose, discard or end."""
    membership = doors.running(request.user, slug)
    if request.method == "POST":
        return _done(request, membership)
    asked = queries.round_of(membership.group)
    matches, agreed = queries.found_in(asked)
    context = {
        "group": membership.group,
        "membership": membership,
        "round": asked,
        "goes_on": asked is not None and asked.state != Round.State.OVER,
        "figures": queries.figures(membership.group),
        "agreed": agreed,
        "page": Paginator(cast(Any, matches), queries.FIRST).get_page(request.GET.get("page")),
    }
    return render(request, "mentorships/organise.html", context)


@require_POST
def drop(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Leave a match out before it is proposed."""
    membership = doors.running(request.user, slug)
    found = get_object_or_404(Match.objects.select_related("round").filter(round__group=membership.group), uid=uid)
    try:
        actions.drop(found)
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("mentorships:organise", slug)


def _done(request: SignedInRequest, membership: Membership) -> HttpResponse:
    doing: dict[str, Callable[[SignedInRequest, Membership], str]] = {
        "match": _match,
        "propose": _propose,
        "discard": _discard,
        "end": _end,
    }
    act = doing.get(request.POST.get("what", ""))
    try:
        toasts.show(request, act(request, membership) if act else _("Please choose one."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("mentorships:organise", membership.group.slug)


def _match(request: SignedInRequest, membership: Membership) -> str:
    asked = actions.ask_round(membership.group, by=request.user, at=timezone.now())
    jobs.work_out(asked.pk)
    return _("Matches are being looked for.")


def _propose(request: SignedInRequest, membership: Membership) -> str:
    asked = _going(membership)
    actions.propose(asked, by=request.user, at=timezone.now())
    jobs.tell(asked.pk)
    return _("Proposed. Both sides of each have two weeks to answer.")


def _discard(_request: SignedInRequest, membership: Membership) -> str:
    actions.discard(_going(membership))
    return _("Thrown away. Nobody was told.")


def _end(_request: SignedInRequest, membership: Membership) -> str:
    actions.end_round(_going(membership))
    return _("The round is over.")


def _going(membership: Membership) -> Round:
    going = queries.round_of(membership.group)
    if going is None:
        raise Refused(_("There is no round."))
    return going
