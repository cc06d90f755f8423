"""The organiser's hand on the clock."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.tables import actions
from kith.tables.models import Plan
from kith.tables.views.doors import done, number_of, plan_of


@require_POST
def clock(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Start the next round, pause, go on, or end the round, as `do` says."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _do(plan, request.POST))


def _do(plan: Plan, said: QueryDict) -> str:
    what = said.get("do", "")
    if what == "start":
        return _start(plan, said.get("starts", ""))
    if what not in _ACTIONS:
        raise Refused(_("The clock does not know that."))
    return _ACTIONS[what](plan)


def _start(plan: Plan, number: str) -> str:
    row = actions.start_next(plan, at=timezone.now(), number=number_of(number))
    return _("Round %(round)s has begun.") % {"round": row.number}


def _pause(plan: Plan) -> str:
    actions.pause(plan, at=timezone.now())
    return _("The clock stands still.")


def _resume(plan: Plan) -> str:
    actions.resume(plan, at=timezone.now())
    return _("The clock goes on.")


def _end(plan: Plan) -> str:
    actions.end_round(plan, at=timezone.now())
    return _("The round is over.")


_ACTIONS: dict[str, Callable[[Plan], str]] = {"pause": _pause, "resume": _resume, "end": _end}
