"""Looking around in the sample network, and taking it away again."""

from playwright.sync_api import expect

from tests.journeys.conftest import explore_sample


def test_the_sample_makes_today_alive(page, sign_up):
    sign_up(page)

    explore_sample(page)

    suggestions = page.locator("article.suggestion")
    assert 2 <= suggestions.count() <= 7
    assert all(suggestion.locator(".reason").count() for suggestion in suggestions.all())
    assert all(opener.strip() for opener in suggestions.locator(".opener").all_inner_texts())
    expect(page.get_by_role("complementary").get_by_role("img").first).to_be_visible()


def test_every_reason_leads_to_its_evidence(page, sign_up):
    sign_up(page)
    explore_sample(page)
    reasons = page.locator("article.suggestion .reason")
    links = [link.get_attribute("href") for link in reasons.get_by_role("link").all()]

    assert len(links) == reasons.count()
    for link in dict.fromkeys(links):
        page.goto(link)
        _page, _hash, place = link.partition("#")
        expect(page.locator(f'[id="{place}"]' if place else "main h1")).to_be_visible()


def test_one_click_takes_the_sample_away(page, sign_up):
    sign_up(page)
    explore_sample(page)

    page.get_by_role("button", name="Remove the sample").click()

    expect(page.get_by_role("button", name="Explore with a sample network")).to_be_visible(timeout=120_000)
    page.goto("/people/")
    expect(page.get_by_role("main")).to_contain_text("Nobody")
