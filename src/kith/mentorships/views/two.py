"""A mentorship: what two agreed on, their log, and the end. Theirs alone."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Membership
from kith.mentorships import actions, queries
from kith.mentorships.forms import AgreementForm, SessionForm, ThanksForm
from kith.mentorships.models import Mentor, Mentorship
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def mentorship(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Goal, agreement and log. POST: note a talk."""
    membership, found = _found(request, slug, uid)
    form = SessionForm(request.POST or None, initial={"on": request.user.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_session(found, membership, form.cleaned_data, at=timezone.now())
        except (ValidationError, Refused) as error:
            _add(form, error)
        else:
            toasts.show(request, _("Noted, for the two of you."))
            return redirect(found)
    return _shown(request, membership, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change what the two agreed on."""
    membership, found = _found(request, slug, uid)
    form = AgreementForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        try:
            actions.change_agreement(found, form.cleaned_data, on=request.user.today())
        except (ValidationError, Refused) as error:
            _add(form, error)
        else:
            toasts.show(request, _("Saved."))
            return redirect(found)
    context = {"group": membership.group, "membership": membership, "mentorship": found, "form": form}
    return render(request, "mentorships/agreement.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """End it with a word of thanks, or thank after the other has ended it."""
    membership, found = _found(request, slug, uid)
    form = ThanksForm(request.POST)
    if form.is_valid():
        actions.end(found, membership, thanks=form.cleaned_data["thanks"], at=timezone.now())
        toasts.show(request, _("Thank you for the time you both gave it."))
    return redirect(found)


@require_POST
def fine(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Say that it is fine as it is, for oneself; back to where it was asked."""
    membership, found = _found(request, slug, uid)
    actions.say_it_is_fine(found, membership)
    toasts.show(request, _("Good. Kith asks again in a few weeks.") if found.check_in_on else _("Good."))
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if wanted and is_ours else found)


def _found(request: SignedInRequest, slug: str, uid: UUID) -> tuple[Membership, Mentorship]:
    membership = doors.inside(request.user, slug)
    if request.method == "POST":
        return membership, get_object_or_404(Mentorship.objects.of(membership), uid=uid, group=membership.group)
    found = queries.mentorship(membership, uid)
    if found is None:
        raise Http404
    return membership, found


def _shown(request: SignedInRequest, membership: Membership, found: Mentorship, form: SessionForm) -> HttpResponse:
    is_mentor = found.is_mentor(membership)
    context = {
        "group": membership.group,
        "membership": membership,
        "mentorship": found,
        "other": found.other_than(membership),
        "is_mentor": is_mentor,
        "sessions": queries.talks(found),
        "form": form,
        "is_asked": found.is_asked(membership),
        "thanks": ThanksForm(),
        "thanked": found.thanks_to(membership),
        "has_thanked": bool(found.thanks_of_mentor if is_mentor else found.thanks_of_mentee),
        "is_past": found.is_past(request.user.today()),
        "is_asked_to_mentor": bool(found.ended_on)
        and not is_mentor
        and not Mentor.objects.filter(membership=membership).exists(),
    }
    return render(request, "mentorships/mentorship.html", context, status=422 if form.errors else 200)


def _add(form: BaseForm, error: ValidationError | Refused) -> None:
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for field, problems in error.error_dict.items():
            form.add_error(field if field in form.fields else None, problems)
    else:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
