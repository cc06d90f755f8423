"""Messages reach the page also when htmx fetches only a part of it."""

from typing import Any

import pytest
from django.contrib import messages
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from kith.ui import toasts

pytestmark = pytest.mark.django_db


def fragment(request):
    toasts.show(request, "Logged a call with Ana.", undo_url="/undo/7/")
    return HttpResponse("<p>done</p>")


def elsewhere(request):
    messages.success(request, "Saved.")
    return HttpResponse(headers={"HX-Redirect": "/"})


def streamed(request):
    messages.success(request, "Saved.")
    return StreamingHttpResponse(iter([b"x"]))


urlpatterns = [path("fragment/", fragment), path("elsewhere/", elsewhere), path("streamed/", streamed)]


@pytest.fixture
def page(client_of, ada, settings):
    settings.ROOT_URLCONF = __name__
    return client_of(ada)


HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=a"}


def test_a_message_follows_a_fragment_with_its_undo_and_the_way_back(page):
    html = page.get("/fragment/", headers=HTMX).content.decode()

    assert html.startswith("<p>done</p>")
    assert 'hx-swap-oob="beforeend:#toasts"' in html
    assert "Logged a call with Ana." in html
    assert 'action="/undo/7/"' in html
    assert 'name="next" value="/people/?q=a"' in html


def test_a_message_is_shown_once(page):
    page.get("/fragment/", headers=HTMX)

    assert page.get("/fragment/", headers=HTMX).content.count(b"data-toast-long") == 1


def test_a_plain_answer_leaves_messages_for_the_next_page(page):
    assert page.get("/fragment/").content == b"<p>done</p>"
    assert page.get("/fragment/", headers=HTMX).content.count(b"data-toast-long") == 2


@pytest.mark.parametrize("address", ["/elsewhere/", "/streamed/"])
def test_an_answer_that_is_not_swapped_in_carries_no_message(page, address):
    assert b"toasts" not in page.get(address, headers=HTMX).getvalue()


def test_undo_leads_back_only_to_a_page_that_can_be_asked_for(rf):
    assert toasts.page_of(rf.get("/people/?q=b")) == "/people/?q=b"
    assert toasts.page_of(rf.post("/log/")) == "/"


@pytest.mark.parametrize("address", ["/accounts/login/", "/nowhere/", "/readyz", "/"])
def test_an_answer_to_head_is_the_one_to_get_without_its_body(rf, address):
    """As a server sees it: Django's test client would leave the body out by itself."""
    found = {}
    for method in ("GET", "HEAD"):
        said: list[Any] = []
        body = get_wsgi_application()(rf.generic(method, address).environ, lambda *head, said=said: said.append(head))
        status, headers = said[0]
        found[method] = (status, dict(headers).get("Content-Length"), b"".join(body))

    assert found["HEAD"][2] == b""
    assert found["HEAD"][0] == found["GET"][0]
    assert (found["HEAD"][1] is None) == (found["GET"][1] is None)
