"""Who may sign up, and who becomes the owner of the instance."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from kith.accounts.models import User


class SignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The first user owns the instance; later ones come as KITH_SIGN_UP says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP == "open" or not User.objects.exists()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.is_owner = user.is_staff = not User.objects.exists()
        return super().save_user(request, user, form, commit)  # type: ignore[no-any-return]
