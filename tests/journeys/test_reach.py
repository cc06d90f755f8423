"""Reach in the browser: from a target to a path, and the map of a large book."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Server, explore_sample

FILL = """
import django; django.setup()
from django.utils import timezone
from kith.accounts.models import User
from kith.sample.actions import add_sample
add_sample(User.objects.get(email={email!r}), now=timezone.now(), size={people})
"""
AIM = """
import django; django.setup()
from kith.accounts.models import User
from kith.people.models import Organisation
from kith.targets.models import Aim, Target
owner = User.objects.get(email={email!r})
target = Target.objects.create(owner=owner, sentence="Work on boats that sail themselves")
place = Organisation.objects.get(owner=owner, name="Meadowlark Health")
Aim.objects.create(owner=owner, target=target, kind="organisation", text=place.name, organisation=place)
"""


def problems(page: Page) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]


def test_a_path_is_found_from_a_target_and_leads_to_a_draft(page: Page, server: Server, sign_up):
    email = sign_up(page)
    explore_sample(page)
    server.run(AIM.format(email=email))

    page.get_by_role("link", name="Reach").first.click()
    page.get_by_role("link", name="Work on boats that sail themselves").click()

    expect(page.get_by_role("heading", name="ways to be introduced")).to_be_visible()
    first = page.locator(".path").first
    expect(first).to_contain_text("The weakest link is")
    assert problems(page) == []
    first.get_by_role("link", name="Draft an introduction").click()
    expect(page).to_have_url(f"{server.url}/introductions/new/?{page.url.partition('?')[2]}")
    assert "introducer=" in page.url
    assert "target=" in page.url


def test_the_answer_comes_without_a_new_page_and_the_switch_asks_again(page: Page, sign_up):
    sign_up(page)
    explore_sample(page)
    page.goto("/reach/")

    page.get_by_role("searchbox", name="Whom or what do you want to reach?").fill("role:nurse")
    page.get_by_role("button", name="Find paths").click()
    expect(page.get_by_role("heading", name="You know them")).to_be_visible()
    page.get_by_text("Strong ties first").click()

    page.wait_for_url("**first=strong**")
    expect(page.get_by_role("heading", name="ways to be introduced")).to_be_visible()


def test_a_path_fits_a_phone(phone: Page, sign_up):
    sign_up(phone)
    explore_sample(phone)

    for address in ("/reach/?q=org:health", "/network/levels/?level=3", "/network/map/"):
        phone.goto(address)
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert problems(phone) == []


def test_the_map_of_five_thousand_people_is_drawn_and_answers_to_keys(page: Page, server: Server, sign_up):
    email = sign_up(page)
    server.run("from kith.reach import warm_up; warm_up()")  # once on a machine; until then plain numpy is slow at this
    server.run(FILL.format(email=email, people=5000))

    page.goto("/network/map/", timeout=180_000)

    drawing = page.locator("[data-network-map]")
    expect(drawing).to_have_attribute("data-drawn", str(5001 + 30), timeout=120_000)
    assert coloured(page) > 500
    assert problems(page) == []
    name = page.locator("main table tbody a").first.inner_text()
    page.get_by_role("searchbox", name="Find somebody on the map").fill(name)
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="level")).to_contain_text(name)
    drawing.focus()
    for key in ("ArrowLeft", "+", "-", "Escape"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="level")).to_have_count(0)


def coloured(page: Page) -> int:
    """How many pixels of the drawing are of another colour than the paper, seen on a picture of it."""
    shown = page.locator("[data-network-map]").screenshot()
    count = """async (bytes) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
        const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
        pen.drawImage(picture, 0, 0);
        const dots = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
        const paper = dots[5 * picture.width + 5];
        return dots.filter((dot) => dot !== paper).length;
    }"""
    return int(page.evaluate(count, list(shown)))
