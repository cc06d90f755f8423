"""An introduction walked through by three people: one with an account, two with a link in a letter that was really sent."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, Server, free_port, start, stop, watch


class Postbox:
    """Keeps the letters that a real SMTP server on loopback was given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = bytes(envelope.original_content or b"")
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"

    def letter(self, address: str, subject: str) -> EmailMessage:
        """Wait for a letter to somebody: a worker sends it."""
        for _ in range(300):
            for letter in self.letters:
                if address in letter["to"] and subject in letter["subject"]:
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter to {address} among {[str(each['subject']) for each in self.letters]}")


def link_in(letter: EmailMessage) -> str:
    """The address at which the letter is answered."""
    found: str = re.findall(r"http://\S+/introductions/answer/\S+", letter.get_content())[0]
    return found


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[Server, Postbox]]:
    """A Kith that writes letters, and what arrives."""
    box, data, port = Postbox(), Path(tempfile.mkdtemp(prefix="kith-intro-")), free_port()
    smtp = Controller(box, hostname="127.0.0.1", port=free_port())
    smtp.start()
    url = f"http://localhost:{port}"
    server = Server(url, data, {"KITH_MAIL": f"smtp://127.0.0.1:{smtp.port}", "KITH_URL": url})
    process = start(server)
    made = "import django; django.setup(); from kith.accounts.models import User; from allauth.account.models import EmailAddress;"
    made += f"u = User.objects.create_user('ada@kith.example', '{PASSWORD}', name='Ada Walker', is_owner=True);"
    made += "EmailAddress.objects.create(user=u, email=u.email, verified=True, primary=True)"
    server.run(made)
    yield server, box
    stop(process)
    smtp.stop()
    shutil.rmtree(data, ignore_errors=True)


def opened(browser: Browser, server: Server, size: ViewportSize) -> Page:
    context = browser.new_context(base_url=server.url, viewport=size, has_touch=size == PHONE, locale="en-GB")
    context.set_default_timeout(10_000)
    return context.new_page()


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("ada@kith.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def look(page: Page, name: str) -> None:
    """Axe finds nothing, nothing is wider than the screen; a picture where somebody wants one."""
    found = Axe().run(page)
    wrong = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found.response["violations"]]
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if os.environ.get("KITH_PICTURES"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(
                path=Path(os.environ["KITH_PICTURES"]) / f"introduction-{name}-{scheme}.png", full_page=True
            )
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_ask_to_the_thanks(browser, posted, size):
    server, box = posted
    name = "Ana" if size == DESKTOP else "Cleo"
    ada, outside = opened(browser, server, size), opened(browser, server, PHONE)
    problems, outside_problems = watch(ada), watch(outside)
    sign_in(ada)
    server.run(
        "import django; django.setup(); from django.utils import timezone; from kith.people import actions;"
        "from kith.accounts.models import User; u = User.objects.get(email='ada@kith.example');"
        f"actions.add_person(u, name='{name} Ruiz', at=timezone.now(), points=[{{'kind': 'email', 'value': '{name}@ruiz.example'}}])"
    )

    ada.goto("/introductions/new/")
    ada.get_by_label("Who could introduce you").fill(f"{name} Ruiz")
    ada.get_by_label("To whom").fill("Bo Li")
    ada.get_by_label("What for").fill("To learn how grids are planned.")
    look(ada, f"new-{name}")
    ada.get_by_role("button", name="Write the text").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text(f"Bo Li, through {name} Ruiz")
    look(ada, f"draft-{name}")
    ada.get_by_role("button", name=f"Have Kith ask {name} by e-mail").click()
    expect(ada.get_by_text(f"{name} is asked")).to_be_visible()
    page = ada.url

    asking = box.letter(f"{name}@ruiz.example", "Would you introduce")
    outside.goto(link_in(asking))
    expect(outside.get_by_role("heading", level=1)).to_have_text("Would you introduce Ada Walker to Bo Li?")
    look(outside, f"asked-{name}")
    outside.get_by_label("A word of your own").fill("Ada is good company.")
    outside.get_by_role("button", name="Yes, I will pass it on").click()
    expect(outside.get_by_role("heading", level=1)).to_have_text("Thank you")
    look(outside, f"forward-{name}")
    outside.get_by_role("button", name="I have sent it to Bo Li").click()
    expect(outside.get_by_role("button", name="I have introduced them")).to_be_visible()

    forwarded = box.letter(f"{name}@ruiz.example", "To forward to Bo Li")
    assert "Ada is good company." in forwarded.get_content()
    outside.goto(link_in(forwarded))
    look(outside, f"other-{name}")
    outside.get_by_label("How to reach you").fill("bo@li.example")
    outside.get_by_role("button", name="Yes, gladly").click()
    expect(outside.get_by_text("Your yes is passed on.")).to_be_visible()
    look(outside, f"answered-{name}")
    assert outside.goto(link_in(forwarded)).status == 404
    look(outside, f"gone-{name}")

    ada.goto("/inbox/")
    expect(ada.get_by_role("heading", name="Introductions: somebody said yes")).to_be_visible()
    ada.get_by_role("link", name="Bo Li, through").first.click()
    expect(ada.get_by_text("bo@li.example", exact=True)).to_be_visible()
    look(ada, f"agreed-{name}")
    ada.get_by_role("button", name="We are in touch").click()
    ada.get_by_role("button", name="We have met").click()
    expect(ada.get_by_text("You have met").first).to_be_visible()
    ada.get_by_label("What came of it").select_option("advice")
    ada.get_by_role("button", name="Note what came of it").click()
    look(ada, f"outcome-{name}")
    ada.get_by_role("button", name="I have thanked them").click()

    expect(ada.get_by_text("Closed with thanks: Advice")).to_be_visible()
    assert ada.url == page
    look(ada, f"thanked-{name}")
    ada.goto("/introductions/")
    look(ada, f"list-{name}")
    assert problems == []
    assert [said for said in outside_problems if "status of 404" not in said] == []  # the link that is used up
    ada.context.close()
    outside.context.close()
