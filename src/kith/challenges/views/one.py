"""A challenge: its bar, one's circle, taking part and leaving; and for organisers starting, changing and ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.challenges import actions, jobs, pseudonyms, queries
from kith.challenges.forms import ChallengeForm, NameForm
from kith.challenges.models import FEW, Challenge, Entrant
from kith.challenges.views import own
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Group, Membership
from kith.ui import toasts


@require_safe
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The challenge: for who takes part with their circle, for others with the bar and how to take part."""
    membership = doors.inside(request.user, slug)
    challenge = own.challenge_of(membership, uid)
    if jobs.count_if_due(challenge, own.today_in(membership.group)):
        challenge = own.challenge_of(membership, uid)  # where no worker stands beside, it has been counted by now
    return _page(request, membership, challenge)


@require_POST
def join(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take part."""
    membership = doors.inside(request.user, slug)
    challenge = own.challenge_of(membership, uid)
    form = NameForm(request.POST, offers=[name for name in (request.POST.get("offered", ""),) if name])
    if form.is_valid():
        try:
            entrant = actions.join(challenge, request.user, pseudonym=form.name, on=own.today_in(membership.group))
        except ValidationError as error:
            form.add_error("own", error.messages)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toasts.show(request, _("You take part as %(name)s.") % {"name": entrant.pseudonym})
            return redirect(challenge)
    return _page(request, membership, challenge, 422, form)


@require_POST
def rename(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Go by another name."""
    membership = doors.inside(request.user, slug)
    challenge = own.challenge_of(membership, uid)
    entrant = get_object_or_404(Entrant, challenge=challenge, user=request.user)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename(entrant, form.name)
        except ValidationError as error:
            form.add_error("own", error.messages)
        else:
            toasts.show(request, _("You go by %(name)s now.") % {"name": entrant.pseudonym})
            return redirect(challenge)
    return _page(request, membership, challenge, 422, form)


@require_POST
def leave(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take part no longer."""
    membership = doors.inside(request.user, slug)
    challenge = own.challenge_of(membership, uid)
    entrant = Entrant.objects.filter(challenge=challenge, user=request.user).first()
    if entrant is not None:
        actions.leave(entrant)
        toasts.show(
            request,
            _("You no longer take part. Your line goes with the next daily count; your figures are still yours."),
        )
    return redirect(challenge)


def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start a challenge."""
    membership = doors.running(request.user, slug)
    form = _form(request, membership)
    if request.method == "POST" and form.is_valid():
        made = _saved(form, membership.group, request)
        if made is not None:
            toasts.show(request, _("The challenge stands. Whoever wants to can take part now."))
            return redirect(made)
    return _edit(request, membership, form)


def edit(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change one."""
    membership = doors.running(request.user, slug)
    challenge = own.challenge_of(membership, uid)
    form = _form(request, membership, instance=challenge)
    if request.method == "POST" and form.is_valid() and _saved(form, membership.group, request) is not None:
        toasts.show(request, _("Saved."))
        return redirect(challenge)
    return _edit(request, membership, form, challenge)


@require_POST
def end(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Let today be its last day; one that has not begun is taken back."""
    membership = doors.running(request.user, slug)
    challenge, today = own.challenge_of(membership, uid), own.today_in(membership.group)
    try:
        if challenge.starts_on > today:
            actions.withdraw(challenge, on=today)
            toasts.show(request, _("The challenge is taken back."))
            return redirect("challenges:list", slug)
        actions.end(challenge, on=today)
        toasts.show(request, _("Today is the last day of this challenge."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect(challenge)


def _page(
    request: SignedInRequest,
    membership: Membership,
    challenge: Challenge,
    status: int = 200,
    form: NameForm | None = None,
) -> HttpResponse:
    today = own.today_in(membership.group)
    [one] = queries.shown([challenge], request.user, today)
    if form is None:
        form = NameForm(offers=pseudonyms.offer(queries.taken_names(challenge))) if one.entrant is None else NameForm()
    mine = [each for each in challenge.counted if each.retired_at is None] if one.entrant else []
    context = {
        "group": membership.group,
        "membership": membership,
        "one": one,
        "few": FEW,
        "challenge": challenge,
        "circle": queries.circle(one),
        "owns": queries.own(mine, request.user, request.user.today()),
        "form": form,
        "is_over": challenge.ends_on < today,
        "has_begun": challenge.starts_on <= today,
        "today": today,
    }
    return render(request, "challenges/challenge.html", context, status=status)


def _form(request: SignedInRequest, membership: Membership, **options: Any) -> ChallengeForm:
    counted = queries.counted(membership.group)
    today = own.today_in(membership.group)
    return ChallengeForm(request.POST or None, group=membership.group, counted=counted, today=today, **options)


def _saved(form: ChallengeForm, group: Group, request: SignedInRequest) -> Challenge | None:
    """All or nothing: what is counted from now on, and the challenge over it."""
    at = timezone.now()
    try:
        with transaction.atomic():
            new = [actions.count(group, kind=each.kind, at=at) for each in form.presets()]
            chosen = [*form.statistics(), *new]
            if form.instance.pk:
                return actions.edit(form.instance, chosen, **form.facts())
            return actions.begin(group, request.user, chosen, at=at, **form.facts())
    except ValidationError as error:
        own.complain(form, error)
        return None


def _edit(
    request: SignedInRequest, membership: Membership, form: ChallengeForm, challenge: Challenge | None = None
) -> HttpResponse:
    context = {"group": membership.group, "membership": membership, "form": form, "challenge": challenge}
    return render(request, "challenges/edit.html", context, status=422 if form.errors else 200)
