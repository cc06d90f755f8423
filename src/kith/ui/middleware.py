"""Messages reach the page also when htmx fetches only a part of it; whoever asks for the head alone gets no more."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string


class HeadAlone:
    """Answer HEAD without a body, which no part of Django or waitress leaves out (RFC 9110, 9.3.2).

    A body would be read as the beginning of the next answer on the same connection.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
            elif isinstance(response, HttpResponse):
                response.content = b""
        return response


class Toasts:
    """Put waiting messages behind a fragment, where htmx moves them to the foot of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_fragment(request, response):
            waiting = list(messages.get_messages(request))
            if waiting:
                response.write(render_to_string("ui/toasts_aside.html", {"messages": waiting}, request))
        return response


def _is_fragment(request: HttpRequest, response: HttpResponse) -> bool:
    """A part of a page that htmx will swap in: not a page, not an answer that sends the browser elsewhere."""
    sent_elsewhere = {"HX-Redirect", "HX-Refresh", "HX-Location"} & set(response.headers)
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Boosted") != "true"
        and response.status_code in {200, 409, 422}
        and not response.streaming
        and not sent_elsewhere
        and response.headers.get("Content-Type", "").startswith("text/html")
    )
