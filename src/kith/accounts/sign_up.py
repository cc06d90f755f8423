"""The sign-up form: django-allauth's, which lets the first person in the browser take over an owner made by the kith command."""

from __future__ import annotations

from allauth.account.forms import SignupForm

from kith.accounts import queries


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """The address of an owner whom nobody has claimed yet is free to sign up with."""

    def validate_unique_email(self, value: str) -> str:
        waiting = queries.unclaimed_owner()
        if waiting is not None and waiting.email == value.lower():
            return value
        return super().validate_unique_email(value)  # type: ignore[no-any-return]
