"""Cards in a real Chromium: a photo that becomes somebody, the live camera, and one's own code."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from kith.cardreading import codes, pictures
from tests.cards import given
from tests.journeys.conftest import CHROMIUM, DESKTOP, FLAGS, PHONE, Server, _opened

VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;;;\r\nFN:Ana Ruiz\r\nEMAIL:ana@acme.es\r\nEND:VCARD\r\n"
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SLOW = 60_000  # reading loads its models first, and the machine may be busy
Film = Callable[..., Page]


@pytest.fixture
def filmed(browser: Browser, server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Film]:
    """Return a page whose camera sees a picture: Chromium's own fake device plays it as a film of one frame."""
    opened = []

    def see(picture: Image.Image, *, phone: bool = False) -> Page:
        film = tmp_path / "film.mjpeg"
        film.write_bytes(_frame(picture) * 3)
        flags = [*FLAGS, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={film}"]
        running = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
        pages = _opened(running, server, PHONE if phone else DESKTOP, request.node.name)
        opened.append((running, pages))
        return next(pages)

    yield see
    for running, pages in opened:
        next(pages, None)
        running.close()


def _frame(picture: Image.Image) -> bytes:
    scene = Image.new("RGB", (1280, 720), (70, 60, 50))
    picture = picture.convert("RGB")
    picture.thumbnail((1120, 640))
    scene.paste(picture, ((1280 - picture.width) // 2, (720 - picture.height) // 2))
    out = io.BytesIO()
    scene.save(out, "JPEG", quality=92)
    return out.getvalue()


def _code(text: str) -> Image.Image:
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=9, border=4)
    return Image.open(out)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    place = tmp_path / "card.jpg"
    place.write_bytes(given.jpeg(given.on_a_table(given.card())))
    return place


def test_a_photo_of_a_card_becomes_somebody_and_can_be_taken_back(page, sign_up, photo):
    sign_up(page)
    page.goto("/people/add/")
    page.get_by_role("link", name="Photograph a card").click()
    page.get_by_label("Drop photos here, or choose them").set_input_files(str(photo))
    page.get_by_role("button", name="Read them").click()

    expect(page.get_by_role("heading", level=1, name="Käthe Strößner")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Nordlicht Verlag GmbH")
    expect(page.get_by_label("E-mail")).to_have_value("kaethe.stroessner@nordlicht.de")
    expect(page.get_by_label("Kind of number")).to_have_value("mobile")
    page.get_by_role("button", name="Keep").first.click()

    expect(page.get_by_role("heading", level=1, name="Käthe Strößner")).to_be_visible()
    expect(page.get_by_role("img", name="Card of Käthe Strößner")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back").first).to_be_visible(timeout=SLOW)
    page.goto("/cards/")
    expect(page.get_by_role("heading", name="To look at")).to_be_visible()


def test_several_cards_on_one_photo_are_looked_at_one_after_another(page, sign_up, tmp_path):
    ana = given.card("Ana Ruiz", "Gerente", "Acme S.L.", "ana.ruiz@acme.es")
    bo = given.card("Bo Lindqvist", "Partner", "Nova AB", "bo@nova.se")
    (tmp_path / "two.jpg").write_bytes(given.jpeg(given.on_a_table(ana, bo)))
    sign_up(page)
    page.goto("/imports/")
    page.locator("main input[type=file]").first.set_input_files(str(tmp_path / "two.jpg"))

    expect(page.get_by_role("link", name="Ana Ruiz")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Ana Ruiz").click()
    page.get_by_role("button", name="Keep").first.click()
    expect(page.get_by_role("heading", level=1, name="Bo Lindqvist")).to_be_visible()


@pytest.mark.parametrize("on_phone", [False, True], ids=["desktop", "phone"])
def test_the_camera_takes_a_photo_of_a_card(filmed, sign_up, on_phone):
    page = filmed(given.card(), phone=on_phone)
    sign_up(page)
    page.goto("/cards/")
    page.get_by_role("button", name="Use the camera of this device").click()
    expect(page.get_by_label("What the camera sees")).to_be_visible()
    page.get_by_role("button", name="Take a photo", exact=True).click()
    expect(page.get_by_text("Photos taken: 1.")).to_be_visible()
    page.get_by_role("button", name="Read them").click()

    expect(page.get_by_role("heading", level=1, name="Käthe Strößner")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("on_phone", [False, True], ids=["desktop", "phone"])
def test_the_camera_reads_a_code_as_soon_as_it_is_seen(filmed, sign_up, on_phone):
    page = filmed(_code(VCARD), phone=on_phone)
    sign_up(page)
    page.goto("/cards/")
    page.get_by_role("button", name="Use the camera of this device").click()

    page.wait_for_url(re.compile(r"/cards/\d+/$"), timeout=SLOW)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ana Ruiz")
    expect(page.get_by_label("E-mail")).to_have_value("ana@acme.es")


def codes_shown(page) -> list[str]:
    """What a camera reads off the screen, once colours that fade have arrived."""
    for _ in range(40):
        if found := codes.read_codes(pictures.opened(page.screenshot())):
            return found
        page.wait_for_timeout(100)
    raise AssertionError("no code can be read off the screen")


def test_ones_own_card_fills_the_screen_of_a_phone_and_can_be_shared(phone, sign_up):
    sign_up(phone)
    phone.goto("/me/card/")
    phone.get_by_label("Title").fill("Engineer")
    phone.get_by_role("textbox", name="Organisation").fill("Kith")
    phone.get_by_role("button", name="Make my card").click()
    phone.get_by_role("link", name="Full screen").click()
    code = phone.get_by_role("img", name="My card as a code")
    expect(code).to_be_visible()
    assert (code.bounding_box() or {})["width"] > 300
    phone.emulate_media(color_scheme="dark")
    [told] = codes_shown(phone)
    assert "FN:Ada Walker" in told

    phone.get_by_role("link", name="Back").click()
    phone.get_by_role("button", name="Turn the page on").click()
    address = phone.locator("#card-address").inner_text()
    phone.context.clear_cookies()
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1, name="Ada Walker")).to_be_visible()
    expect(phone.get_by_role("link", name="Save to contacts")).to_be_visible()


def test_the_pages_of_cards_are_fit_for_everybody(phone, sign_up, photo):
    page = phone
    sign_up(page)
    page.goto("/cards/")
    pages = ["/cards/"]
    page.get_by_label("Drop photos here, or choose them").set_input_files(str(photo))
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_role("button", name="Keep").first).to_be_visible(timeout=SLOW)
    pages.append(page.url)
    page.goto("/me/card/")
    page.get_by_role("button", name="Make my card").click()
    pages += ["/me/card/", "/me/card/full/"]

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in pages:
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [each["id"] for each in found] == [], address
            for size in (PHONE, DESKTOP):
                page.set_viewport_size(size)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
