"""What organisers change on the board: settings, places, wishes, tables, and who comes."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors as group_doors
from kith.tables import actions
from kith.tables.forms import MoveForm, PlanForm, TableForm, WalkInForm, WishForm
from kith.tables.models import Plan, Round, Table, Wish
from kith.tables.views.doors import back, done, of_meeting, plan_of, wrong


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """How many sit together, for how long, and what counts. POST: change that."""
    meeting, membership, plan = of_meeting(request, slug, uid)
    if plan is None:
        raise Http404
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        plan.refresh_from_db()
        try:
            actions.change(plan, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("rounds_wanted", str(refused))
        else:
            return redirect(plan)
    context = {"group": meeting.group, "membership": membership, "meeting": meeting, "plan": plan, "form": form}
    return render(request, "tables/settings.html", context, status=422 if form.errors else 200)


@require_POST
def solve(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Seat everybody anew in the rounds that nobody has started."""
    plan = plan_of(request, slug, uid)
    actions.seat_anew(plan, at=timezone.now())
    return back(request, plan)


@require_POST
def everyone(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Have as many rounds as it takes for all to meet."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _all_meet(plan))


@require_POST
def who_comes(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take in the answers to the invitation since."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _bring(plan))


@require_POST
def walk_ins(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Seat people who came without having said so."""
    plan, form = plan_of(request, slug, uid), WalkInForm(request.POST)
    return done(request, plan, lambda: _walk_in(plan, form))


@require_POST
def hosts(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Give each table a host."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _give_hosts(plan))


@require_POST
def move(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Put somebody at another table, or have two change places."""
    plan = plan_of(request, slug, uid)
    form = MoveForm(plan, request.POST)
    return done(request, plan, lambda: _move(plan, form))


@require_POST
def wishes(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Have two people sit apart, or together."""
    plan = plan_of(request, slug, uid)
    form = WishForm(plan, request.POST)
    return done(request, plan, lambda: _wish(form))


@require_POST
def forget_wish(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Forget a wish."""
    group = group_doors.running(request.user, slug).group
    wish = Wish.objects.filter(plan__meeting__group=group, uid=uid).select_related("plan__meeting__group").first()
    if wish is None:
        raise Http404
    actions.remove_wish(wish, at=timezone.now())
    return back(request, wish.plan)


@require_POST
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Let those who come see where they sit, or no more (hide=1)."""
    plan = plan_of(request, slug, uid)
    return done(request, plan, lambda: _show(plan, hides="hide" in request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """What a table is called, and how many seats it has. POST: change that."""
    membership = group_doors.running(request.user, slug)
    found = Table.objects.filter(plan__meeting__group=membership.group, uid=uid)
    one = found.select_related("plan__meeting__group").first()
    if one is None:
        raise Http404
    form = TableForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        one.refresh_from_db(fields=["name", "seats"])
        actions.name_table(one, at=timezone.now(), **form.cleaned_data)
        return back(request, one.plan)
    context = {
        "group": membership.group,
        "membership": membership,
        "plan": one.plan,
        "meeting": one.plan.meeting,
        "table": one,
        "form": form,
    }
    template = "tables/table.html#form" if request.htmx else "tables/table.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _all_meet(plan: Plan) -> str:
    actions.all_meet(plan, at=timezone.now())
    return _("Kith looks for the fewest rounds in which everybody meets.")


def _bring(plan: Plan) -> str:
    count = actions.bring_up_to_date(plan, at=timezone.now())
    if not count:
        return _("Everybody who said that they come is in the plan.")
    return ngettext("%(count)s change taken in.", "%(count)s changes taken in.", count) % {"count": count}


def _walk_in(plan: Plan, form: WalkInForm) -> str:
    if not form.is_valid():
        raise wrong(form)
    found = actions.add_walk_ins(plan, form.cleaned_data["names"].splitlines(), at=timezone.now())
    return ngettext(
        "%(count)s person more is seated from the next round on.",
        "%(count)s people more are seated from the next round on.",
        len(found),
    ) % {"count": len(found)}


def _give_hosts(plan: Plan) -> str:
    count = actions.give_hosts(plan, at=timezone.now())
    if not count:
        return _("Every table has a host, or no mentor and no organiser is free.")
    return ngettext("%(count)s table has a host now.", "%(count)s tables have a host now.", count) % {"count": count}


def _move(plan: Plan, form: MoveForm) -> str:
    if not form.is_valid():
        raise wrong(form)
    given = form.cleaned_data
    row = Round.objects.filter(plan=plan, number=given["round"]).select_related("plan__meeting").first()
    if row is None:
        raise Refused(_("There is no such round."))
    if given["swap"]:
        actions.swap(given["diner"], given["swap"], row, at=timezone.now())
        return _("%(one)s and %(other)s have changed places.") % {"one": given["diner"], "other": given["swap"]}
    actions.move(given["diner"], row, given["table"], at=timezone.now())
    return _("%(name)s sits at %(table)s in round %(round)s.") % {
        "name": given["diner"],
        "table": given["table"],
        "round": row.number,
    }


def _wish(form: WishForm) -> str:
    if not form.is_valid():
        raise wrong(form)
    given = form.cleaned_data
    actions.add_wish(given["one"], given["other"], given["kind"], at=timezone.now())
    return _("Noted. Only organisers see it.")


def _show(plan: Plan, *, hides: bool) -> str:
    if hides:
        actions.hide(plan)
        return _("Those who come do not see the tables any more.")
    actions.show(plan, at=timezone.now())
    return _("Those who come see now where they sit.")
