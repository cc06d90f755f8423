"""Kith's addresses, and an empty page behind the same middleware and sign-in."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kith.urls import urlpatterns as kith_urls


def empty(request: HttpRequest) -> HttpResponse:
    """Return nothing to somebody who is signed in."""
    return HttpResponse(f"<!doctype html><title>Empty</title>{request.user.pk and ''}")


urlpatterns = [path("bench/empty/", empty), *kith_urls]
