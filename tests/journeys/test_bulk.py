"""Doing one thing with many people at once, by keyboard and by mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import explore_sample


@pytest.fixture
def people(page: Page, sign_up) -> Page:
    """The list of the sample network's people."""
    sign_up(page)
    explore_sample(page)
    page.goto("/people/")
    return page


def put_on(people: Page, label: str) -> None:
    bar = people.get_by_role("group", name="With everybody chosen")
    bar.locator("summary", has_text="Label").click()
    bar.get_by_label("Label").fill(label)
    bar.get_by_role("button", name="Put it on").click()


def test_people_chosen_by_keyboard_are_labelled(people):
    for key in ["j", "x", "j", "j", "x"]:
        people.keyboard.press(key)
    names = people.locator("tr:has(:checked) .person-chip__name").all_inner_texts()
    expect(people.get_by_text("2 chosen")).to_be_visible()

    put_on(people, "choir")

    expect(people.get_by_text("“choir” on 2 people.")).to_be_visible()
    people.goto("/labels/")
    people.get_by_role("link", name="choir").first.click()
    expect(people.locator("tbody .person-chip__name")).to_have_text(names)


def test_all_that_match_are_labelled_not_only_the_page(people):
    total = people.locator(".people__total").inner_text().split()[0]
    people.get_by_label("Choose everybody on this page").check()
    people.get_by_label(f"all {total} that match").check()

    put_on(people, "everybody")

    expect(people.get_by_text(f"“everybody” on {total} people.")).to_be_visible()


def test_people_put_into_the_bin_are_taken_out_again(people):
    name = people.locator("tbody .person-chip__name").first.inner_text()
    people.get_by_role("row", name=name).first.get_by_role("checkbox").check()
    people.get_by_role("button", name="Bin", exact=True).click()
    expect(people.get_by_text("1 person put into the bin.")).to_be_visible()
    expect(people.get_by_role("link", name=name, exact=True)).to_have_count(0)

    people.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(people.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_the_list_is_searched_while_one_types(people):
    name = people.locator("tbody .person-chip__name").nth(5).inner_text()

    people.get_by_label("Find people").press_sequentially(name)

    expect(people.locator(".people__total")).to_contain_text("1 person")
    expect(people.get_by_role("link", name=name, exact=True)).to_be_visible()
