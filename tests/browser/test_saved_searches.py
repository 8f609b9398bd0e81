"""Saved searches in a real browser: saved, opened, renamed, taken away and brought back; no rule of WCAG broken."""

import pytest
from tests.browser.axe import violations
from tests.browser.conftest import PICTURES


@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_a_search_is_saved_opened_renamed_and_brought_back(visit, desk, until, language, scheme):
    page = visit("/search?q=صومعه&stance=states", language=language, scheme=scheme)
    page.click(".keeping summary")
    assert violations(page) == []
    page.fill(".keeping input[name=name]", "الصوامع <b>")
    page.click(".keeping button")
    page.wait_for_selector(".kept")
    assert page.text_content(".kept b") == "الصوامع <b>"
    assert violations(page) == []
    page.click(".saved .head a")
    page.wait_for_selector(".searches.all")
    page.click(".searches.all summary")
    assert violations(page) == []
    page.screenshot(path=PICTURES / f"saved-searches-{language}.png", full_page=True)
    page.fill(".naming input[name=name]", "صوامع")
    page.click(".naming button")
    until(page, "document.querySelector('.searches .name bdi')?.textContent === 'صوامع'")
    page.click("button.reject")
    page.wait_for_selector(".note.good")
    assert desk.saved_searches() == []
    assert violations(page) == []
    page.click(".note.good button")
    page.wait_for_selector(".searches.all")
    page.click(".searches .name")
    page.wait_for_selector(".kept")
    assert "since=" in page.url
