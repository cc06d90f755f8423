"""Who may sign up, and who becomes the owner of the instance."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kith.accounts import actions, leaves, queries
from kith.accounts.models import User

INVITATION = "invitation"  # in the session, between following the link and signing up


class SignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The first user owns the instance; later ones come as KITH_SIGN_UP says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if not User.objects.exists() or settings.SIGN_UP == "open" or queries.unclaimed_owner():
            return True
        invited = queries.open_invitation(request.session.get(INVITATION, ""))
        return settings.SIGN_UP == "invitation" and (invited is not None or leaves.allow(request.session))

    def new_user(self, request: HttpRequest) -> User:
        return queries.unclaimed_owner() or User()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.is_owner = user.is_staff = user.is_owner or not User.objects.exists()
        saved: User = super().save_user(request, user, form, commit)
        actions.use_invitation(request.session.pop(INVITATION, ""), at=timezone.now())
        leaves.use(request.session, saved)
        return saved
