"""The user's settings, and inviting others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts import actions, queries
from kith.accounts.adapter import INVITATION
from kith.accounts.forms import InvitationForm, SettingsForm
from kith.accounts.models import Invitation
from kith.accounts.requests import SignedInRequest
from kith.errors import Refused


def settings_page(request: SignedInRequest) -> HttpResponse:
    """Show and change name, clock and list length; and lead to everything else that can be set."""
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:settings")
    status = 422 if form.errors else 200
    return render(request, "accounts/settings.html", {"form": form, **_invitations(request)}, status=status)


@require_POST
def invite(request: SignedInRequest) -> HttpResponse:
    """Make an invitation and show its link, once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _refused(request, _("That is not an e-mail address."))
    try:
        invitation, token = actions.invite(request.user, email=form.cleaned_data["email"])
    except (Refused, ValidationError) as error:
        return _refused(request, str(error))
    link = request.build_absolute_uri(reverse("accounts:invited", args=[token]))
    return render(request, "accounts/invited.html", {"invitation": invitation, "link": link})


@require_POST
def withdraw(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=invitation_id, by=request.user)
    try:
        actions.withdraw(invitation)
    except Refused as refused:
        return _refused(request, str(refused))
    messages.success(request, _("The invitation no longer works."))
    return redirect("accounts:settings")


@login_not_required
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Follow an invitation to the sign-up page."""
    if queries.open_invitation(token) is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    request.session[INVITATION] = token
    return redirect("account_signup")


def _refused(request: SignedInRequest, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("accounts:settings")


def _invitations(request: SignedInRequest) -> dict[str, object]:
    if not request.user.is_owner:
        return {}
    return {
        "invitation_form": InvitationForm(),
        "invitations": Invitation.objects.filter(by=request.user, used_at=None),
    }
