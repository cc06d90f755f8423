"""All challenges of a group, with one tap for each thing that it counts; and what it counts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.challenges import actions, queries, questions
from kith.challenges.forms import StatisticForm
from kith.challenges.models import Challenge
from kith.challenges.presets import PRESETS
from kith.challenges.views import own
from kith.groups import doors
from kith.groups.models import Membership
from kith.ui import toasts


@require_safe
def show_all(request: SignedInRequest, slug: str) -> HttpResponse:
    """What runs and is to come, with the buttons for one's own figures; with ?past=1 those that are over, page by page."""
    membership = doors.inside(request.user, slug)
    group, today = membership.group, own.today_in(membership.group)
    context = {"group": group, "membership": membership, "today": today}
    if request.GET.get("past"):
        over = Challenge.objects.filter(group=group).over(today).only("uid", "title", "starts_on", "ends_on")
        page = Paginator(over, questions.A_PAGE).get_page(request.GET.get("page"))
        return render(request, "challenges/past.html", context | {"page": page})
    statistics = queries.statistics(group)
    not_over = queries.with_counted(questions.not_over(group, today), statistics, group)
    now = queries.shown(not_over, request.user, today)
    counted = [each for each in statistics if each.retired_at is None]
    told = {
        "running": [one for one in now if one.challenge.starts_on <= today],
        "coming": [one for one in now if one.challenge.starts_on > today],
        "owns": queries.own(counted, request.user, request.user.today()),
    }
    return render(request, "challenges/list.html", context | told)


@require_safe
def counted(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the group counts, for those who organise it."""
    return _counted(request, doors.running(request.user, slug), StatisticForm())


@require_POST
def count(request: SignedInRequest, slug: str) -> HttpResponse:
    """Count something: `kind` names what groups often count, otherwise it is something of their own."""
    membership = doors.running(request.user, slug)
    kind, form = request.POST.get("kind", ""), StatisticForm(request.POST)
    is_usual = kind in {each.kind for each in PRESETS}
    if not (is_usual or form.is_valid()):
        return _counted(request, membership, form, 422)
    try:
        said = {"kind": kind} if is_usual else form.cleaned_data
        made = actions.count(membership.group, at=timezone.now(), **said)
    except ValidationError as error:
        if is_usual:  # one button, no field at which it could stand
            messages.error(request, " ".join(error.messages))
            return redirect("challenges:counted", slug)
        own.complain(form, error)
        return _counted(request, membership, form, 422)
    stop_url = reverse("challenges:stop", args=[slug, made.uid])
    toasts.show(request, _("%(what)s is counted now.") % {"what": made.name}, undo_url=stop_url)
    return redirect("challenges:counted", slug)


@require_POST
def stop(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Count something no longer."""
    membership = doors.running(request.user, slug)
    statistic = own.statistic_of(membership, uid)
    actions.stop(statistic, at=timezone.now())
    resume_url = reverse("challenges:resume", args=[slug, uid])
    toasts.show(request, _("%(what)s is counted no longer.") % {"what": statistic.name}, undo_url=resume_url)
    return redirect("challenges:counted", slug)


@require_POST
def resume(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Undo that."""
    membership = doors.running(request.user, slug)
    actions.resume(own.statistic_of(membership, uid))
    return redirect("challenges:counted", slug)


def reword(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Name it otherwise, or say whether it is giving or getting."""
    membership = doors.running(request.user, slug)
    statistic = own.statistic_of(membership, uid)
    before = {"name": statistic.name, "unit": statistic.unit, "side": statistic.side}
    form = StatisticForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword(statistic, **form.cleaned_data)
        except ValidationError as error:
            own.complain(form, error)
        else:
            toasts.show(request, _("Saved."))
            return redirect("challenges:counted", slug)
    context = {"group": membership.group, "membership": membership, "statistic": statistic, "form": form}
    return render(request, "challenges/reword.html", context, status=422 if form.errors else 200)


def _counted(request: SignedInRequest, membership: Membership, form: StatisticForm, status: int = 200) -> HttpResponse:
    known = queries.counted(membership.group)
    names = {each.name.lower() for each in known}
    context = {
        "group": membership.group,
        "membership": membership,
        "counted": known,
        "presets": [each for each in PRESETS if each.name.lower() not in names],
        "form": form,
    }
    return render(request, "challenges/counted.html", context, status=status)
