"""Every view keeps WCAG 2.2 A and AA, as far as a program can tell, in both languages, light and dark; and the keyboard."""

import re

import pytest
from tests.browser.axe import violations

from rawi.together import desk as together
from rawi.web.claims import shown, thing

VIEWS = (
    "/",
    "/pages",
    "/pages/6",
    "/pages/6/claims/2",
    "/pages/6/claims/2/correct",
    "/pages/6/add",
    "/search",
    "/search?q=صومعه",
    "/search?q=صومعه&of=pages",
    "/search?q=القيسوني&of=names",
    "/search?said_from=never",
    "/sources",
    "/entities",
    "/timeline",
    "/network",
    "/compare?one=3&other=4",
)
FIRST_OF = {
    "/sources": ".ranked a",
    "/entities": ".ranked a",
    "/network": ".drawing a",
    "/events": "main a[href^='/events/']",
    "/disputes": "main a[href^='/propositions/']",
    "/origins": ".ends a",
}
"""Lists of which the first one is looked at too."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_view_breaks_a_rule(visit, address, desk, language, scheme):
    together.update(desk)
    page = visit("/", language=language, scheme=scheme)
    navigation = page.eval_on_selector_all(".top nav a", "all => all.map((one) => one.getAttribute('href'))")
    views = list(dict.fromkeys([*VIEWS, *navigation]))
    broken = {}
    for view in views:
        page.goto(address + view)
        if first := page.query_selector(FIRST_OF[view]) if view in FIRST_OF else None:
            views.append(first.get_attribute("href"))
        if found := violations(page):
            broken[view] = found
    assert broken == {}
    assert len(views) >= len(VIEWS) + 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_opens_and_what_was_decided_breaks_none(visit, desk, language):
    desk.accept(5, 1)
    desk.reject(5, 2)
    desk.note(5, "رأيت الأصل", 3)
    page = visit("/pages/5?done=1", language=language)
    for summary in page.query_selector_all("#reader summary"):
        summary.click()
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".card .correction")
    assert violations(page) == []


def test_pages_of_errors_and_the_door_break_none(visit, address):
    page = visit("/").context.new_page()
    for path, status in (("/pages/99", 404), ("/enter?token=x", 401)):
        assert page.goto(address + path).status == status
        assert violations(page) == []


def test_what_breaks_a_rule_is_found(visit):
    page = visit("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=bare>')")
    assert any(one.startswith("label:") for one in violations(page))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_targets_on_a_phone_are_large_enough(visit, address, language):
    page = visit("/", language=language, width=360, height=780)
    for view in ("/", "/pages/6", "/search?q=صومعه", "/entities", "/network"):
        page.goto(address + view)
        assert violations(page) == [], view


def test_the_first_tab_leads_to_the_content(visit):
    page = visit("/pages/6")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("(link) => link === document.activeElement")
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["width"] > 40
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_focus_goes_in_the_order_of_the_page_and_is_seen(visit, language):
    """From the head of the page downwards, in a line in the direction of the language; and each has an outline."""
    page = visit("/", language=language)
    places = []
    for _ in range(10):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate("""() => { const one = document.activeElement, box = one.getBoundingClientRect();
              return [one.closest("nav") !== null, box.left + box.width / 2, getComputedStyle(one).outlineStyle]; }""")
        )
    assert all(style != "none" for _, _, style in places)
    across = [x for in_nav, x, _ in places if in_nav]
    assert len(across) >= 5
    assert across == sorted(across, reverse=language == "ar")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_claim_that_was_added_and_its_notes_break_none(visit, address, desk, language, scheme):
    """What people add has marks and notes of its own: on the page, in its view, in the form that corrects it."""
    text = desk.get(5).page.text
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)][20:32]
    made = desk.add_part(5, "attribution", cue=[words[0]], source=[words[1]], content=[(words[2][0], words[6][1])])
    own = desk.add_part(5, "claim", content=[(words[8][0], words[10][1])])
    added = [one for one in shown(desk.decided(5)) if one.state == "added"]
    assert {made.id, own.id} == {number for one in added for number in one.decisions}
    for one in added:
        desk.note(5, "سمعته بنفسي", thing(one))
    page = visit(f"/pages/5?done={made.id}", language=language, scheme=scheme)
    for one in added:
        card = page.locator(f"[id='c{one.key}']")
        assert card.locator(".tag.added").count() == 1
        assert "سمعته بنفسي" in card.locator(".noted").inner_text()
        card.locator(".noting summary").click()
        card.focus()
        assert violations(page) == []
    for one in added:
        for view in (f"/pages/5/claims/{one.key}", f"/pages/5/claims/{one.key}/correct"):
            assert page.goto(address + view).status == 200
            assert violations(page) == [], view
