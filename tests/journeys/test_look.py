"""Every page, in light and dark, on a desktop and on a phone: axe finds nothing, and nothing has to be scrolled sideways.

The pages come from Kith's own list of addresses, so that new ones are looked at without being named.
"""

import json

import pytest

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, Server, violations

PAGES = """
import json, django
django.setup()
from kith.accounts.models import User
from tests.addresses import pages_of
print(json.dumps(pages_of(User.objects.get(email=%r))))
"""
SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
OWN_ACCOUNT = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/sessions/",
]


@pytest.fixture(scope="module")
def looked_at(server: Server):
    """A user with the sample network, and the addresses of all pages that the user can open."""
    email = "looker@kith.example"
    server.run(
        f"import django; django.setup(); from kith.accounts.models import User; User.objects.create_user({email!r}, {PASSWORD!r}, name='Lo Oker')"
    )
    server.kith("sample", "--user", email)
    return email, json.loads(server.run(PAGES % email).splitlines()[-1])


def sign_in(page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def problems_of(page, address: str) -> list[str]:
    page.goto(address)
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    headings = page.locator("main h1").count()
    found = [f"{address}: {problem}" for problem in violations(page)]
    found += [f"{address}: {sideways} px wider than the screen"] if sideways > 0 else []
    found += [f"{address}: {headings} main headings"] if headings != 1 else []
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_stands_in_anybodys_way(browser, server, looked_at, scheme, size):
    email, pages = looked_at
    context = browser.new_context(base_url=server.url, viewport=size, color_scheme=scheme)
    page = context.new_page()
    problems = [problem for address in SIGNED_OUT for problem in problems_of(page, address)]

    sign_in(page, email)
    for address in [*pages, *OWN_ACCOUNT]:
        problems += problems_of(page, address)
    context.close()

    assert len(pages) > 12
    assert problems == []
