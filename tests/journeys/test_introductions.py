"""From a target to the thanks, walked through by three people: one with an account, two with a link in a letter really sent."""

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

from tests.journeys.conftest import (
    DESKTOP,
    PASSWORD,
    PATIENCE,
    PHONE,
    Server,
    explore_sample,
    free_port,
    start,
    stop,
    watch,
)

AIM = "Plan software for hospitals that run by themselves"
ADDRESS = """
import django; django.setup()
from kith.people.models import ContactPoint, Person
known = Person.objects.get(owner__email={asker!r}, name={name!r})
ContactPoint.objects.get_or_create(owner=known.owner, person=known, kind="email", value="introducer@post.example")
"""  # not everybody of the sample network has an address


class Postbox:
    """Keeps the letters that a real SMTP server on loopback was given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = bytes(envelope.original_content or b"")
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"

    def letter(self, subject: str) -> EmailMessage:
        """Wait for a letter of this subject: a worker sends it at once, or, if it could not be handed over, after a minute."""
        for _ in range(1500):
            for letter in self.letters:
                if letter["subject"] == subject:
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter {subject!r} among {[str(each['subject']) for each in self.letters]}")


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
    yield server, box
    stop(process)
    smtp.stop()
    shutil.rmtree(data, ignore_errors=True)


def opened(browser: Browser, server: Server, size: ViewportSize, *, scripts: bool = True) -> Page:
    context = browser.new_context(
        base_url=server.url,
        viewport=size,
        has_touch=size == PHONE,
        locale="en-GB",
        reduced_motion="reduce",  # axe measures what stands, not what is on its way in
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def sign_in(page: Page, server: Server, name: str) -> None:
    """Sign somebody in who has an account from now on."""
    made = "import django; django.setup(); from kith.accounts.models import User; from allauth.account.models import EmailAddress;"
    made += f"u = User.objects.create_user('{name.lower()}@kith.example', '{PASSWORD}', name='{name} Walker');"
    made += "EmailAddress.objects.create(user=u, email=u.email, verified=True, primary=True)"
    server.run(made)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{name.lower()}@kith.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def look(page: Page, name: str) -> None:
    """Axe finds nothing, nothing is wider than the screen, no fact is a thin column; a picture where somebody wants one."""
    found = Axe().run(page)
    wrong = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found.response["violations"]]
    assert wrong == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    assert page.evaluate("[...document.querySelectorAll('.facts > dd')].every((each) => each.offsetWidth > 100)"), name
    if os.environ.get("KITH_PICTURES"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(
                path=Path(os.environ["KITH_PICTURES"]) / f"introduction-{name}-{scheme}.png", full_page=True
            )
        page.emulate_media(color_scheme="light")


def aim(page: Page, name: str) -> None:
    """Set a target, say what is behind it, and see whom one knows there."""
    page.goto("/targets/")
    look(page, f"targets-{name}")
    page.get_by_role("textbox", name="What are you aiming for, in one sentence?").fill(AIM)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name=AIM)).to_be_visible()
    target = page.url
    page.get_by_role("link", name="Add what is behind it").click()
    page.get_by_role("link", name="Organisation", exact=True).click()
    page.get_by_role("searchbox", name="Organisation").fill("meadowlark")
    page.get_by_role("button", name="Add Meadowlark Health", exact=True).click()
    look(page, f"aims-{name}")
    page.get_by_role("link", name="See whom you know there").click()
    expect(page.get_by_text("1 of 1 organisation reachable")).to_be_visible()
    look(page, f"target-{name}")
    page.get_by_role("link", name="Everybody, by level").click()
    expect(page.get_by_text("Level 1").first).to_be_visible()
    look(page, f"coverage-{name}")
    page.goto(target)


def find(page: Page, name: str) -> tuple[str, str]:
    """Find a path to it, and begin to ask the introducer; return their name and whom it leads to."""
    page.get_by_role("link", name="Find paths").click()
    expect(page.get_by_role("heading", name="ways to be introduced")).to_be_visible()
    expect(page.locator(".path").first).to_contain_text("The weakest link is")
    look(page, f"paths-{name}")
    page.get_by_role("link", name="Draft an introduction").first.click()
    introducer, other = (page.get_by_label(label).input_value() for label in ("Who could introduce you", "To whom"))
    expect(page.get_by_label("Which target it serves").locator("option:checked")).to_have_text(AIM)
    page.get_by_label("What for").fill("To learn how grids are planned.")
    look(page, f"new-{name}")
    page.get_by_role("button", name="Write the text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{other}, through {introducer}")
    return introducer, other


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_a_target_to_the_thanks(browser, posted, size):
    server, box = posted
    name = "Ada" if size == DESKTOP else "Cleo"
    asker, outside = opened(browser, server, size), opened(browser, server, PHONE)
    problems, outside_problems = watch(asker), watch(outside)
    sign_in(asker, server, name)
    explore_sample(asker)

    aim(asker, name)
    introducer, other = find(asker, name)
    look(asker, f"draft-{name}")
    server.run(ADDRESS.format(asker=f"{name.lower()}@kith.example", name=introducer))
    asker.reload()
    asker.get_by_role("button", name=re.compile("Have Kith ask .* by e-mail")).click()
    expect(asker.locator(".heading__note", has_text="is asked")).to_be_visible()
    introduction = asker.url

    asking = box.letter(f"Would you introduce {name} Walker to {other}?")
    assert introducer in str(asking["to"])
    assert f"{name} Walker" in str(asking["reply-to"])
    for scanner in (outside.request.get, outside.request.head):
        assert scanner(link_in(asking)).ok
    asker.reload()
    expect(asker.locator(".heading__note", has_text="is asked")).to_be_visible()
    assert asker.goto(link_in(asking)).status == 403  # it is for the introducer alone
    look(asker, f"not-yours-{name}")

    outside.goto(link_in(asking))
    expect(outside.get_by_role("heading", level=1)).to_have_text(f"Would you introduce {name} Walker to {other}?")
    expect(outside.get_by_text(AIM, exact=True)).to_be_visible()
    outside.get_by_text("Rather not").click()
    look(outside, f"asked-{name}")
    outside.get_by_label("A word of your own").fill(f"{name} is good company.")
    outside.get_by_role("button", name="Yes, I will pass it on").press("Enter")
    expect(outside.get_by_role("heading", level=1)).to_have_text("Thank you")
    look(outside, f"forward-{name}")
    forwarded = box.letter(
        f"To forward to {other}: an introduction to {name} Walker"
    )  # called back once it is passed on
    outside.get_by_role("button", name=f"I have sent it to {other}").click()
    expect(outside.get_by_role("button", name="I have introduced them")).to_be_visible()

    assert introducer in str(forwarded["to"])
    assert f"{name} is good company." in forwarded.get_content()
    outside.goto(link_in(forwarded))
    expect(outside.get_by_role("heading", level=1)).to_have_text(f"Would you talk to {name} Walker?")
    look(outside, f"other-{name}")
    outside.get_by_label("How to reach you").fill("bo@li.example")
    outside.get_by_role("button", name="Yes, gladly").click()
    expect(outside.get_by_text("Your yes is passed on.")).to_be_visible()
    look(outside, f"answered-{name}")
    assert outside.goto(link_in(forwarded)).status == 404
    look(outside, f"gone-{name}")

    asker.goto("/inbox/")
    expect(asker.get_by_role("heading", name="Introductions: somebody said yes")).to_be_visible()
    asker.get_by_role("link", name=f"{other}, through {introducer}").first.click()
    expect(asker.get_by_text("bo@li.example", exact=True)).to_be_visible()
    look(asker, f"agreed-{name}")
    asker.get_by_role("button", name="We are in touch").click()
    asker.get_by_role("button", name="We have met").click()
    expect(asker.get_by_text("You have met").first).to_be_visible()
    asker.get_by_label("What came of it").select_option("advice")
    asker.get_by_role("button", name="Note what came of it").click()
    expect(asker.get_by_role("heading", name=re.compile("^Thanks to "))).to_have_count(2)
    look(asker, f"outcome-{name}")
    asker.get_by_role("button", name="I have thanked them").click()

    expect(asker.get_by_text("Closed with thanks: Advice")).to_be_visible()
    assert asker.url == introduction
    look(asker, f"thanked-{name}")
    asker.goto("/introductions/")
    look(asker, f"list-{name}")
    asker.keyboard.press("j")
    asker.keyboard.press("Enter")
    asker.wait_for_url(re.compile(r"/introductions/\d+/$"))
    asker.goto("/introductions/?part=done")
    expect(asker.get_by_role("link", name=f"{other}, through {introducer}")).to_be_visible()
    assert [said for said in problems if "status of 403" not in said] == []
    assert [said for said in outside_problems if "status of 404" not in said] == []  # the link that is used up
    asker.context.close()
    outside.context.close()


def test_a_no_without_scripts_leaves_everything_as_it_was_for_who_asked(browser, posted):
    server, box = posted
    asker, outside = opened(browser, server, PHONE), opened(browser, server, PHONE, scripts=False)
    problems = watch(asker)
    sign_in(asker, server, "Dora")
    explore_sample(asker)
    asker.goto("/introductions/")
    asker.get_by_role("link", name=re.compile("^Marit Solheim, through")).first.click()
    asker.get_by_role("button", name=re.compile("Have Kith ask .* by e-mail")).click()
    expect(asker.locator(".heading__note", has_text="is asked")).to_be_visible()
    asking = box.letter("Would you introduce Dora Walker to Marit Solheim?")
    wait_for_what_is_found(asker)
    pages = [asker.url, "/introductions/", "/introductions/?part=way", "/inbox/", "/"]
    before = [shown(asker, page) for page in pages]

    outside.goto(link_in(asking))
    outside.get_by_text("Rather not").click()
    outside.get_by_role("button", name="Never ask me").click()
    expect(outside.get_by_text("Nobody is told, and nothing more will come.")).to_be_visible()

    assert outside.goto(link_in(asking)).status == 404
    assert [shown(asker, page) for page in pages] == before
    assert asker.goto(link_in(asking)).status == 403  # as it was before
    assert [said for said in problems if "status of 403" not in said] == []
    asker.context.close()
    outside.context.close()


def wait_for_what_is_found(page: Page) -> None:
    """Look at the inbox until it shows what is found behind the pages: who may be one, and what fits. Else two looks would differ."""
    until = time.monotonic() + 180
    read_to_the_end(page, "/inbox/")
    found = page.get_by_role("heading", name=re.compile("^(On the exchange|Perhaps the same person)"))
    while found.count() < 2:
        assert time.monotonic() < until
        page.wait_for_timeout(500)
        read_to_the_end(page, "/inbox/")


def shown(page: Page, address: str) -> str:
    """What stands on a page."""
    read_to_the_end(page, address)
    return page.locator("main").inner_text()


def read_to_the_end(page: Page, address: str) -> None:
    """Go to a page, and down it until all has come that comes as one gets there."""
    page.goto(address)
    while page.get_by_role("link", name=re.compile("^What else ")).count():
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(100)


def test_two_who_might_like_each_other_are_introduced_or_set_aside(browser, posted):
    server, box = posted
    asker, outside = opened(browser, server, DESKTOP), opened(browser, server, PHONE)
    problems = [watch(asker), watch(outside)]
    sign_in(asker, server, "Finn")
    explore_sample(asker)
    asker.goto("/introductions/make/")
    fits = asker.locator("#fits-title + ul > li")
    first = fits.first.locator(".grow").inner_text().splitlines()[0]
    look(asker, "make")

    fits.first.get_by_role("button", name="Not these two").click()
    expect(asker.get_by_text("Kith does not suggest these two again.")).to_be_visible()
    expect(fits.filter(has_text=first)).to_have_count(0)
    fits.first.get_by_role("link", name="Introduce them").click()
    asker.get_by_role("button", name="Write the text").click()
    one, other = asker.get_by_role("heading", level=1).inner_text().split(" and ")
    asker.get_by_role("button", name=re.compile("Have Kith ask .* by e-mail")).click()
    outside.goto(link_in(box.letter(f"May Finn Walker introduce you to {other}?")))
    look(outside, "side")
    outside.get_by_role("button", name="Yes, introduce us").click()
    expect(outside.get_by_text("Your yes is passed on.")).to_be_visible()
    asker.reload()
    asker.get_by_role("button", name=re.compile("Have Kith ask .* by e-mail")).click()
    outside.goto(link_in(box.letter(f"May Finn Walker introduce you to {one}?")))
    outside.get_by_role("button", name="Yes, introduce us").click()
    expect(outside.get_by_text("Your yes is passed on.")).to_be_visible()
    asker.reload()
    asker.get_by_role("button", name="Have Kith write to both").click()

    both = box.letter(f"Introduction: {one} and {other}")
    assert len(both["to"].addresses) == 2
    expect(asker.get_by_text("They are introduced")).to_be_visible()
    look(asker, "two-introduced")
    assert problems == [[], []]
    asker.context.close()
    outside.context.close()
