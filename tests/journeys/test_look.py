"""Every page, in light and dark, on a desktop and on a phone: axe finds nothing, nothing has to be scrolled sideways,
and the browser's console stays silent (a broken script and a breach of the content security policy would speak there).

The pages come from Kith's own list of addresses, so that new ones are looked at without being named. Each is opened
once and looked at in four ways: what differs between them is the style sheet's doing, and needs no second visit.
"""

import json
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from tests.journeys.conftest import DESKTOP, PHONE, explore_sample, say_who_it_is, watch

PAGES = """
import json, django
django.setup()
from kith.accounts.models import User
from tests.addresses import pages_of
print(json.dumps(pages_of(User.objects.get(email=%r))))
"""
SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
OWN_ACCOUNT = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
]
WITH_A_QUESTION = ["/people/?q=nobody-of-this-name", "/people/?page=2", "/search/?q=an"]
WAYS: list[tuple[Literal["light", "dark"], ViewportSize]] = [
    ("light", DESKTOP),
    ("dark", DESKTOP),
    ("dark", PHONE),
    ("light", PHONE),
]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that differs in the dark
LOOK = """
async (rules) => {
  const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}, ...(rules ? {runOnly: rules} : {})};
  const found = (await axe.run(document, options)).violations;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return [
    ...found.map((each) => `${each.id}: ${each.help} ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))}`),
    ...(wide > 0 ? [`${wide} px wider than the screen`] : []),
    ...(document.querySelectorAll("main h1").length === 1 ? [] : ["not one main heading"]),
  ];
}
"""


@pytest.fixture
def looking(browser, server):
    """A page with axe in it, that does not move, and what its console said."""
    context = browser.new_context(base_url=server.url, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    yield page, watch(page)
    context.close()


def problems_of(page: Page, address: str) -> list[str]:
    page.goto(address)
    found = []
    for scheme, size in WAYS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        said = page.evaluate(LOOK, COLOURS if scheme == "dark" else None)
        found += [f"{address} ({scheme}, {size['width']} px) {each}" for each in said]
    return found


def pages_of(server, email: str) -> list[str]:
    return json.loads(server.run(PAGES % email).splitlines()[-1])


def test_nothing_stands_in_the_way_of_somebody_new(server, looking, sign_up):
    page, said = looking
    problems = [problem for address in SIGNED_OUT for problem in problems_of(page, address)]

    pages = pages_of(server, sign_up(page))
    problems += [problem for address in pages for problem in problems_of(page, address)]

    assert len(pages) > 12
    assert problems + said == []


def test_nothing_stands_in_the_way_in_a_full_book(server, looking, sign_up):
    page, said = looking
    email = sign_up(page)
    explore_sample(page)

    pages = pages_of(server, email)
    page.goto("/accounts/2fa/totp/activate/")
    say_who_it_is(page)
    walked = [*pages, *OWN_ACCOUNT, *WITH_A_QUESTION]
    problems = [problem for address in walked for problem in problems_of(page, address)]

    assert len(pages) > 25
    assert problems + said == []
