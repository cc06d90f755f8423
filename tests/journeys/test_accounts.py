"""Getting in: a password forgotten, an address confirmed, a code from a phone, a passkey, and where one is signed in."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import re
import shutil
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, Server, free_port, say_who_it_is, start, stop


class Postbox:
    """Keeps the letters that a real SMTP server on loopback was given."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters.append(
            email.message_from_bytes(bytes(envelope.original_content or b""), policy=email.policy.default)
        )
        return "250 OK"

    def link_for(self, address: str) -> str:
        """Return the link in the last letter to the address."""
        letter = [letter for letter in self.letters if letter["to"] == address][-1]
        return re.findall(r"https?://\S+", letter.get_content())[0]


@pytest.fixture(scope="module")
def postbox() -> Iterator[tuple[Server, Postbox]]:
    """A Kith that sends its mail to a server on loopback, and what arrives there."""
    box, data, port = Postbox(), Path(tempfile.mkdtemp(prefix="kith-mail-")), free_port()
    smtp = Controller(box, hostname="127.0.0.1", port=free_port())
    smtp.start()
    server = Server(f"http://localhost:{port}", data, {"KITH_MAIL": f"smtp://127.0.0.1:{smtp.port}"})
    process = start(server)
    yield server, box
    stop(process)
    smtp.stop()
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def mailed(browser, postbox) -> Iterator[Page]:
    """A page of the Kith that sends mail."""
    context = browser.new_context(base_url=postbox[0].url, viewport=DESKTOP, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def code_of(secret: str, at: float) -> str:
    """Return the six digits that an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_an_address_is_confirmed_by_mail_and_a_forgotten_password_replaced(mailed, postbox):
    page, (_server, box) = mailed, postbox
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill("ada@kith.example")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("mail", ignore_case=True)

    page.goto(box.link_for("ada@kith.example"))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.clear_cookies()

    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot").click()
    page.get_by_label("Email").fill("ada@kith.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(box.link_for("ada@kith.example"))
    page.get_by_label("Password").first.fill("another calm and long one")
    page.get_by_label("Password").nth(1).fill("another calm and long one")
    page.get_by_role("button").first.click()

    sign_in(page, "ada@kith.example", "another calm and long one")
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_an_app_on_the_phone_is_asked_for_its_code(page, sign_up):
    address = sign_up(page)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Turn on").click()
    say_who_it_is(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret, time.time()))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery")).to_be_visible()
    sign_out(page)

    sign_in(page, address)
    page.get_by_label("code").fill(code_of(secret, time.time()))
    page.get_by_role("button", name="Sign in").first.click()

    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_a_passkey_stands_in_for_the_password(page, sign_up):
    sign_up(page)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a key").click()
    say_who_it_is(page)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery")).to_be_visible()
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_one_sees_where_one_is_signed_in_and_ends_it_elsewhere(browser, server, page, sign_up):
    address = sign_up(page)
    elsewhere = browser.new_context(base_url=server.url).new_page()
    sign_in(elsewhere, address)
    expect(elsewhere.get_by_role("heading", name="Welcome")).to_be_visible()

    page.goto("/accounts/sessions/")
    expect(page.locator("main li")).to_have_count(2)
    page.get_by_role("button", name="Sign out everywhere else").click()

    expect(page.locator("main li")).to_have_count(1)
    elsewhere.reload()
    expect(elsewhere.get_by_role("heading", name="Welcome back")).to_be_visible()
    elsewhere.context.close()
