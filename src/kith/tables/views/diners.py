"""One person at the tables, as organisers see them: late, gone, a table of their own, a name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors as group_doors
from kith.tables import actions
from kith.tables.forms import KeepForm, LateForm
from kith.tables.models import Diner, Round
from kith.tables.queries import diners as queries
from kith.tables.queries.evening import tables_of
from kith.tables.views.doors import done, number_of, wrong


@require_http_methods(["GET", "HEAD", "POST"])
def diner(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """What can be said about somebody at the tables. POST: say it, as `do` tells."""
    membership = group_doors.running(request.user, slug)
    one = next(iter(queries.diner_of(membership.group, uid)), None)
    if one is None:
        raise Http404
    one.plan.meeting.group = membership.group
    if request.method == "POST":
        return done(request, one.plan, lambda: _do(one, request))
    places, number = queries.places_of(one), number_of(request.GET.get("round", ""))
    row = next(iter(queries.open_round(one.plan, number)), None) if number is not None else None
    here = next((seat for seat in places if row and seat.round_id == row.pk), None)
    context = {
        "group": membership.group,
        "membership": membership,
        "meeting": one.plan.meeting,
        "plan": one.plan,
        "diner": one,
        "places": places,
        "round": row.number if row else "",
        "place": here,
        "tables": tables_of(one.plan),
        "late": LateForm(one),
    }
    return render(request, "tables/diner.html#form" if request.htmx else "tables/diner.html", context)


def _do(one: Diner, request: SignedInRequest) -> str:
    act = _ACTIONS.get(request.POST.get("do", ""))
    if act is None:
        raise Refused(_("Nothing was chosen."))
    act(one, request)
    return _("Noted for %(name)s.") % {"name": one}


def _late(one: Diner, request: SignedInRequest) -> None:
    form = LateForm(one, request.POST)
    if not form.is_valid():
        raise wrong(form)
    actions.come_late(one, first_round=form.cleaned_data["first_round"], at=timezone.now())


def _keep(one: Diner, request: SignedInRequest) -> None:
    form = KeepForm(one.plan, request.POST)
    if not form.is_valid():
        raise wrong(form)
    actions.keep_table(one, form.cleaned_data["table"], at=timezone.now())


def _unpin(one: Diner, request: SignedInRequest) -> None:
    row = Round.objects.filter(plan=one.plan, number=number_of(request.POST.get("round", "")) or 0).first()
    if row is None:
        raise ValidationError(_("There is no such round."))
    actions.unpin(one, row, at=timezone.now())


def _here(one: Diner, _request: SignedInRequest) -> None:
    actions.return_(one, at=timezone.now())


def _home(one: Diner, _request: SignedInRequest) -> None:
    actions.go_home(one, at=timezone.now())


def _away(one: Diner, _request: SignedInRequest) -> None:
    actions.come_away(one, at=timezone.now())


def _rename(one: Diner, request: SignedInRequest) -> None:
    actions.rename(one, request.POST.get("name", ""))


_ACTIONS: dict[str, Callable[[Diner, SignedInRequest], None]] = {
    "late": _late,
    "here": _here,
    "home": _home,
    "away": _away,
    "keep": _keep,
    "unpin": _unpin,
    "name": _rename,
}
