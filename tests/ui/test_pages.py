"""The frame of every page, the page of components, and the pages that say that something went wrong."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from kith.ui import assets

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def test_the_page_of_components_is_for_those_who_are_signed_in(client, db):
    assert client.get("/styles/").status_code == 302


def test_the_page_of_components_shows_them_all(client_of, ada):
    html = client_of(ada).get("/styles/").content.decode()

    for css in ["avatar", "warmth", "reason", "suggestion", "timeline", "plot__warmth", "week-ring", "empty", "drop"]:
        assert f'class="{css}' in html


def test_a_page_can_skip_to_its_content_and_sends_the_csrf_token_with_htmx(client_of, ada):
    html = client_of(ada).get("/styles/").content.decode()

    assert 'href="#main"' in html
    assert 'id="main"' in html
    assert re.search(r"hx-headers='\{\"X-CSRFToken\": \"\w{20,}\"\}'", html)


def test_a_page_links_only_files_that_were_gathered(client_of, ada, settings):
    html = client_of(ada).get("/styles/").content.decode()

    for name in re.findall(r'(?:href|src)="/static/([^"]+)"', html):
        assert staticfiles_storage.exists(name), name


def test_the_style_sheets_are_served_as_one_file(client_of, ada):
    html = client_of(ada).get("/styles/").content.decode()

    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    assert len(sheets) == 1
    whole = Path(staticfiles_storage.path(sheets[0])).read_text()
    assert all((assets.STATIC / name).read_text() in whole for name in assets.style_sheets())


def test_while_developing_each_style_sheet_is_its_own(settings):
    settings.DEBUG = True

    assert len(assets.links()) == len(assets.style_sheets())


def test_an_error_page_does_without_styles_that_were_not_gathered(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    assert len(assets.links(tolerant=True)) <= 1
    for name in ERRORS:
        assert "<h1>" in render_to_string(name)


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_is_kind_and_shows_the_way_back(name):
    html = render_to_string(name)

    assert 'href="/"' in html
    assert "!" not in re.sub(r"<!doctype html>", "", html)


def test_an_address_that_leads_nowhere_says_so(client_of, ada):
    answer = client_of(ada).get("/nothing/here/")

    assert answer.status_code == 404
    assert b"There is nothing at this address" in answer.content


def test_a_form_without_its_token_can_be_sent_again(ada):
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/accounts/login/", {"login": "x"})

    assert answer.status_code == 403
    assert b"Please send that once more" in answer.content


def test_the_manifest_names_icons_that_exist(client, db):
    manifest = client.get("/manifest.webmanifest").json()

    assert [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]
    assert all(staticfiles_storage.exists(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])


def test_a_browser_that_asks_for_the_icon_by_itself_finds_it(client, db):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert staticfiles_storage.exists(answer["Location"].removeprefix("/static/"))


@pytest.mark.parametrize("page", ["login/", "signup/", "password/reset/"])
def test_pages_before_sign_in_have_the_look_and_say_what_kith_is(client, db, page):
    html = client.get(f"/accounts/{page}").content.decode()

    assert 'class="entrance"' in html
    assert "whom to reach out to today" in html


@pytest.mark.parametrize("page", ["email/", "2fa/", "sessions/", "logout/"])
def test_pages_of_the_account_stand_in_the_frame_with_tabs(client_of, ada, page):
    html = client_of(ada).get(f"/accounts/{page}").content.decode()

    assert 'class="sidebar"' in html
    assert 'aria-current="page">' in html or page == "logout/"


def test_all_pages_of_the_account_are_of_our_elements(client_of, ada):
    html = client_of(ada).get("/accounts/email/").content.decode()

    assert 'class="form"' in html
    assert 'class="field"' in html
    assert 'class="button button--main"' in html


def test_styles_and_modules_are_small():
    css = "".join((assets.STATIC / name).read_text() for name in assets.style_sheets())
    modules = [(assets.STATIC / name).read_text() for name in assets.modules()]

    assert css.count("\n") <= 3300
    assert len(gzip.compress(css.encode())) <= 16_000
    assert all(module.count("\n") <= 150 for module in modules)
    assert sum(len(gzip.compress(module.encode())) for module in modules) <= 8_000


def test_a_page_without_a_request_still_renders():
    assert "<nav" in render_to_string("ui/base.html", {}, RequestFactory().get("/"))
