"""A mailbox is looked through before anything of it goes into the book; letters are read whole only if the user says so."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.imports.mailboxes import ANA, mbox, message, sent

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nEMAIL:ana@acme.example\nEND:VCARD\n"


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A mailbox with a known person, a newsletter, and a message that cannot be read."""
    return mbox(
        tmp_path / "All mail.mbox",
        sent(Message_ID="<1@x>", body="Shall we have lunch?"),
        message(
            Message_ID="<2@x>", In_Reply_To="<1@x>", body="Gladly.\n\n-- \nAna Ruiz\nCTO, Acme Inc.\n+49 30 901820"
        ),
        message(ANA, day="7 May 2026 10:00:00 +0000", subject="The day after", body="It was good."),
        *(message("News <news@shop.example>", subject=f"Offer {n}", List_Id="<news.shop.example>") for n in range(3)),
        message(subject="Lost in time", day="some day"),
    )


def bring(page: Page, path: Path) -> None:
    page.goto("/imports/")
    page.locator("input[type=file]").first.set_input_files(str(path))
    expect(page.get_by_role("heading", level=1, name="This is in your files")).to_be_visible(timeout=120_000)


def with_ana_in_the_book(page: Page, tmp_path: Path) -> None:
    cards = tmp_path / "ana.vcf"
    cards.write_text(CARD)
    bring(page, cards)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("button", name="Take this import back")).to_be_visible(timeout=120_000)


def test_a_mailbox_is_shown_in_words_before_it_is_brought_in(page: Page, sign_up, box: Path, tmp_path: Path):
    sign_up(page)
    with_ana_in_the_book(page, tmp_path)

    bring(page, box)

    expect(page.get_by_text("3 messages of mailing lists and newsletters are left out.")).to_be_visible()
    expect(page.get_by_text("a date that cannot be read: “some day”")).to_be_visible()
    expect(page.get_by_text("The letters themselves are not read, and not kept.")).to_be_visible()
    assert Axe().run(page).violations_count == 0


def test_letters_are_read_whole_if_the_user_says_so(page: Page, sign_up, box: Path, tmp_path: Path):
    sign_up(page)
    with_ana_in_the_book(page, tmp_path)
    bring(page, box)

    page.get_by_label("Read my letters whole").check()
    page.get_by_role("button", name="Read the mail again").click()
    expect(page.get_by_text("Kith has read your letters whole.")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name=re.compile("Bring them in")).click()
    expect(page.get_by_role("button", name="Take this import back")).to_be_visible(timeout=120_000)

    page.goto("/people/")
    page.get_by_role("link", name="Ana Ruiz").first.click()
    expect(page.get_by_text("Shall we have lunch?").first).to_be_visible()
    expect(page.get_by_text("It was good.").first).to_be_visible()


def test_the_preview_fits_a_phone(phone: Page, sign_up, box: Path, tmp_path: Path):
    sign_up(phone)
    bring(phone, box)

    expect(phone.get_by_label("Read my letters whole")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
