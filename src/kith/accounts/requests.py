"""The kind of request that a signed-in user's page gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kith.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known; LoginRequiredMiddleware sees to it."""

    user: User
    htmx: HtmxDetails
