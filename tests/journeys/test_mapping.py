"""A table with columns that nobody has heard of: Kith asks once, and remembers."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ODD = "Wer;Kennung;Schreib an;Wohnt in;Erblickte das Licht\n" + "\n".join(
    f"{name};{number};{mail};{town};{day}"
    for number, (name, mail, town, day) in enumerate(
        [
            ("Ana Ruiz", "ana@acme.example", "Lyon", "20.06.2011"),
            ("Bo Li", "", "Rome", "03.04.2012"),
            ("Zoé", "zoe@kaya.example", "Köln", ""),
            ("Cy", "cy@fox.example", "Bonn", "31.12.2010"),
        ],
        17,
    )
)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A table as somebody keeps it, without a column whose name is known."""
    path = tmp_path / "leute.csv"
    path.write_bytes(ODD.encode("cp1252"))
    return path


def picture(page: Page, name: str) -> None:
    if os.environ.get("KITH_PICTURES"):
        page.screenshot(path=Path(os.environ["KITH_PICTURES"]) / f"mapping-{name}.png", full_page=True)


def drop(page: Page, file: Path) -> None:
    page.goto("/imports/")
    page.locator("input[type=file]").first.set_input_files(str(file))


def say_the_columns(page: Page) -> None:
    page.get_by_label("What “Wer” is").select_option("Full name")
    page.get_by_label("What “Wohnt in” is").select_option("Town")
    page.get_by_label("What “Erblickte das Licht” is").select_option("Birthday")
    page.get_by_label("What “Kennung” is").select_option("Leave it out")
    page.get_by_role("button", name="Read again with these columns").click()


def test_columns_are_said_once_and_known_the_second_time(page: Page, sign_up, odd: Path):
    sign_up(page)
    drop(page, odd)
    expect(page.get_by_role("heading", level=1, name="This is in your files")).to_be_visible(timeout=120_000)
    expect(page.get_by_label("What “Schreib an” is")).to_have_value("email")
    picture(page, "asked")

    say_the_columns(page)
    expect(page.get_by_role("rowheader", name="Ana Ruiz")).to_be_visible(timeout=120_000)
    expect(page.get_by_label("What “Wer” is")).to_have_value("full")
    picture(page, "read-again")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("button", name="Take this import back")).to_be_visible(timeout=120_000)

    odd.write_bytes(ODD.replace("Ana Ruiz", "Dora Neu").replace("ana@", "dora@").encode("cp1252"))
    drop(page, odd)
    expect(page.get_by_role("rowheader", name="Dora Neu")).to_be_visible(timeout=120_000)
    expect(page.get_by_label("What “Erblickte das Licht” is")).to_have_value("birthday")


def test_columns_are_said_on_a_phone(phone: Page, sign_up, odd: Path):
    sign_up(phone)
    drop(phone, odd)
    expect(phone.get_by_label("What “Wer” is")).to_be_visible(timeout=120_000)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    picture(phone, "phone")

    say_the_columns(phone)

    expect(phone.get_by_role("rowheader", name="Ana Ruiz")).to_be_visible(timeout=120_000)


def test_the_page_of_the_columns_works_by_itself_and_axe_finds_nothing(page: Page, sign_up, odd: Path):
    sign_up(page)
    drop(page, odd)
    expect(page.get_by_label("What “Wer” is")).to_be_visible(timeout=120_000)

    page.goto(f"{page.url.rstrip('/')}/columns/")

    expect(page.get_by_role("heading", level=1, name="What the columns are")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    picture(page, "alone")
    say_the_columns(page)
    expect(page.get_by_role("rowheader", name="Ana Ruiz")).to_be_visible(timeout=120_000)
