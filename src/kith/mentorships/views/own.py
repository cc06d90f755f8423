"""What a member has to do with mentoring: offering, looking, and answering what is proposed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Membership
from kith.mentorships import actions, queries
from kith.mentorships.forms import OfferForm, SeekForm
from kith.mentorships.models import Match, Mentee, Mentor
from kith.ui import toasts


@require_safe
def home(request: SignedInRequest, slug: str) -> HttpResponse:
    """My mentoring in a group."""
    membership = doors.inside(request.user, slug)
    context = {"group": membership.group, "membership": membership, "mine": queries.mine(membership)}
    return render(request, "mentorships/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: SignedInRequest, slug: str) -> HttpResponse:
    """Offer to mentor, or change it. POST with stop=1 takes the offer back."""
    membership = doors.inside(request.user, slug)
    form = OfferForm(_sent(request), instance=Mentor.objects.filter(membership=membership).first())
    if request.POST.get("stop"):
        actions.stop_offering(membership)
        toasts.show(request, _("Your offer is taken back. Mentorships that run go on."))
        return redirect("mentorships:home", slug)
    if form.is_bound and form.is_valid() and _done(form, actions.offer, membership):
        toasts.show(request, _("Thank you. You will hear when somebody is proposed to you."))
        return redirect("mentorships:home", slug)
    return _asked(request, membership, form, "mentorships/offer.html")


@require_http_methods(["GET", "HEAD", "POST"])
def seek(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look for a mentor, or say it differently. POST with stop=1 ends it."""
    membership = doors.inside(request.user, slug)
    form = SeekForm(_sent(request), instance=Mentee.objects.filter(membership=membership).first())
    if request.POST.get("stop"):
        actions.stop_seeking(membership)
        toasts.show(request, _("Taken off the list."))
        return redirect("mentorships:home", slug)
    if form.is_bound and form.is_valid() and _done(form, actions.seek, membership):
        toasts.show(request, _("You are on the list. You will hear when a mentor is proposed to you."))
        return redirect("mentorships:home", slug)
    return _asked(request, membership, form, "mentorships/seek.html")


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Who is proposed to me, and why. POST answer=yes or no."""
    membership = doors.inside(request.user, slug)
    found: Match = get_object_or_404(Match.objects.for_member(membership).known(), uid=uid)
    if request.method == "POST":
        return _answered(request, found, membership)
    context = {
        "group": membership.group,
        "membership": membership,
        "match": found,
        "other": found.other_than(membership),
        "said": found.answer_of(membership),
        "is_mentor": found.is_mentor(membership),
        "goal": Mentee.objects.filter(membership=found.mentee).first(),
        "offer": Mentor.objects.filter(membership=found.mentor).first(),
    }
    return render(request, "mentorships/match.html", context)


def _answered(request: SignedInRequest, found: Match, membership: Membership) -> HttpResponse:
    slug, is_yes = membership.group.slug, request.POST.get("answer") == "yes"
    try:
        agreed = actions.answer(found, membership, is_yes=is_yes, at=timezone.now())
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect("mentorships:home", slug)
    if agreed is not None:
        toasts.show(request, _("You have both said yes."))
        return redirect(agreed)
    toasts.show(request, _("Noted. You hear if the other says yes as well.") if is_yes else _("Noted. Nobody is told."))
    return redirect("mentorships:home", slug)


def _sent(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" and not request.POST.get("stop") else None


def _done(form: ModelForm, act: Callable[..., object], membership: Membership) -> bool:  # type: ignore[type-arg]
    """Do it with what the form holds; what is wrong stands at the form."""
    try:
        act(membership, form.cleaned_data, at=timezone.now())
    except (ValidationError, Refused) as error:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
    return not form.errors


def _asked(request: SignedInRequest, membership: Membership, form: ModelForm, template: str) -> HttpResponse:  # type: ignore[type-arg]
    context = {"group": membership.group, "membership": membership, "form": form, "is_new": form.instance.pk is None}
    return render(request, template, context, status=422 if form.errors else 200)
