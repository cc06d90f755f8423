"""Two windows edit the same person: whoever saves second is shown both versions, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import watch


@pytest.fixture
def two_windows(page: Page, sign_up):
    """The form of the same person in two windows."""
    sign_up(page)
    page.goto("/people/add/")
    page.get_by_label("Name").fill("Ana Ruiz")
    page.get_by_role("button", name="Add", exact=True).click()
    page.goto("/people/")
    page.get_by_role("link", name="Ana Ruiz", exact=True).click()
    page.get_by_role("link", name="Edit").click()
    other = page.context.new_page()
    problems = watch(other)
    other.goto(page.url)
    yield page, other
    assert problems == []


def save(window: Page, **typed: str) -> None:
    for label, text in typed.items():
        window.get_by_label(label, exact=True).fill(text)
    window.get_by_role("button", name="Save", exact=True).click()


def test_the_second_saver_is_shown_both_versions_and_chooses(two_windows):
    first, second = two_windows
    save(first, Nickname="Anita", Headline="Climber")
    expect(first.get_by_role("heading", level=1, name="Ana Ruiz")).to_be_visible()

    save(second, Nickname="Anni", Interests="tea")
    expect(second.get_by_role("heading", level=1, name="Two versions of Ana Ruiz")).to_be_visible()
    nickname = second.get_by_role("group", name="Nickname")
    expect(nickname).to_contain_text("Anita")
    expect(nickname).to_contain_text("Anni")
    nickname.get_by_label("Yours").check()
    second.get_by_role("button", name="Save what is chosen").click()

    shown = second.get_by_role("main")
    for words in ["Anni", "tea", "Climber"]:
        expect(shown).to_contain_text(words)


def test_the_version_saved_meanwhile_may_be_kept(two_windows):
    first, second = two_windows
    save(first, Nickname="Anita")
    expect(first.get_by_role("heading", level=1, name="Ana Ruiz")).to_be_visible()

    save(second, Nickname="Anni", Interests="tea")
    second.get_by_role("group", name="Nickname").get_by_label("Saved meanwhile").check()
    second.get_by_role("button", name="Save what is chosen").click()

    expect(second.get_by_role("main")).to_contain_text("Anita")
    expect(second.get_by_role("main")).to_contain_text("tea")
