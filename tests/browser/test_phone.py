"""On a phone: the first result is on the first screen, tables are read from top to bottom, and nothing scrolls sideways."""

import pytest

from rawi.together import desk as together

WIDTH, HEIGHT = 360, 740
FIRST = {
    "/search?q=صومعه": ".results .hit",
    "/search?q=صومعه&stance=states&kind=person": ".results .hit",
    "/search?q=صومعه&of=pages": ".results .others li",
    "/timeline": ".others .hit",
    "/network": ".bars li",
    "/origins": ".ends li",
    "/disputes": ".propositions li",
    "/events": ".propositions li",
    "/sources": ".ranked li",
    "/entities": ".ranked li",
    "/pages": ".pages li",
    "/searches": "main a",
    "/pages/6": "#text h1",
}
OTHERS = (
    "/", "/pages/8", "/pages/6/claims/2", "/pages/6/claims/2/correct", "/pages/6/add", "/entities/1", "/events/1",
    "/propositions/1", "/compare", "/compare?one=3&other=4", "/search?said_from=never",
)  # fmt: skip
SIDEWAYS = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    return one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(style.overflowX)
      && !one.matches("textarea, select, input");
  }).map((one) => one.outerHTML.slice(0, 120))"""
BEYOND = """() => [...document.querySelectorAll("main *")].filter((one) => {
    if (one.closest(".sr, svg, option, .stacked thead") || one.matches("option") || getComputedStyle(one).position === "absolute") return false;
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && (box.left < -1 || box.right > innerWidth + 1);
  }).map((one) => one.outerHTML.slice(0, 120))"""


def unfold(page):
    for summary in page.query_selector_all("main summary"):
        if summary.is_visible():
            summary.click()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_first_result_is_on_the_first_screen(visit, address, desk, language):
    together.update(desk)
    page = visit("/", language=language, width=WIDTH, height=HEIGHT)
    places = {}
    for path, first in FIRST.items():
        page.goto(address + path)
        box = page.locator(f"{first} >> visible=true").first.bounding_box()
        places[path] = round(box["y"])
    assert {path: y for path, y in places.items() if y > HEIGHT - 60} == {}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_scrolls_sideways_nor_stands_beyond_the_edge(visit, address, desk, language):
    together.update(desk)
    page = visit("/", language=language, width=WIDTH, height=HEIGHT)
    wrong = {}
    page.goto(f"{address}/sources")
    source = page.get_attribute(".ranked a >> nth=0", "href")
    for path in (*FIRST, *OTHERS, source):
        page.goto(address + path)
        for _ in range(2):  # as it opens, and with everything unfolded
            found = [*page.evaluate(SIDEWAYS), *page.evaluate(BEYOND)]
            if page.evaluate("document.documentElement.scrollWidth") > WIDTH or found:
                wrong[path] = found
            unfold(page)
    assert wrong == {}


def test_filters_unfold_without_scripts_and_find(visit):
    page = visit("/search?q=صومعه", width=WIDTH, height=HEIGHT, scripts=False)
    assert not page.is_visible("#f-stance")
    assert "2" not in page.inner_text(".filters summary")
    page.click(".filters summary")
    page.select_option("#f-stance", "denies")
    page.click(".filters button.main")
    page.wait_for_selector(".hit.is-denies")
    assert page.locator(".results .hit:not(.is-denies)").count() == 0
    assert page.inner_text(".filters summary .tag") == "1"
    assert not page.is_visible("#f-stance")


@pytest.mark.parametrize("path", ["/search?q=صومعه", "/timeline", "/network", "/origins"])
def test_on_a_wide_screen_filters_stand_open(visit, desk, path):
    together.update(desk)
    page = visit(path)
    assert not page.is_visible(".fold summary")
    fields = page.locator(".folded :is(input:not([type=hidden]), select, button)")
    assert fields.count() >= 4
    assert all(fields.nth(n).is_visible() for n in range(fields.count()))
    page.focus("main .folded :is(input, select) >> nth=0")
    assert page.evaluate("document.activeElement.closest('.folded') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.folded') !== null")
    if path in ("/timeline", "/network"):
        assert page.is_visible(".drawing")
        assert page.locator(".narrow-only >> visible=true").count() == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_cells_of_a_table_have_their_heading_beside_them(visit, address, desk, language):
    together.update(desk)
    page = visit("/events/1", language=language, width=WIDTH, height=HEIGHT)
    for path in ("/events/1", "/propositions/1"):
        page.goto(address + path)
        cells = page.locator(".stacked td:visible")
        assert cells.count() >= 5
        assert all(cells.nth(n).get_attribute("data-of") for n in range(cells.count()))
        tops = page.evaluate(
            """() => [...document.querySelector(".stacked tbody tr").children]
                 .map((one) => one.getBoundingClientRect()).filter((box) => box.height).map((box) => box.top)"""
        )
        assert tops == sorted(set(tops))  # one beneath the other


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_network_is_a_list_that_can_be_walked(visit, language):
    page = visit("/network", language=language, width=WIDTH, height=HEIGHT)
    assert not page.is_visible(".drawing.network")
    page.click(".narrow-only .bars a >> nth=0")
    page.wait_for_url("**focus=**")
    assert page.locator(".narrow-only .bars li:visible").count() > 0


def test_nobody_is_taken_from_the_claims_to_the_text_unasked(visit, desk, until):
    """The text stands far above its claims on a phone: whoever works on a claim stays there."""
    page = visit("/pages/5", width=WIDTH, height=HEIGHT)
    page.click(".to-claims")
    page.click("#c2 .noting summary")
    assert page.locator("#c2").evaluate("(card) => card.matches('.on')")
    assert page.locator("#c2 input[name=note]").is_visible()
    assert 0 <= page.locator("#c2 .noting summary").bounding_box()["y"] < HEIGHT
    page.click("#c2 a.correct")
    page.wait_for_selector("#c2 .correction")
    page.fill("#c2 .correction [name=content_first]", "1")
    page.fill("#c2 .correction [name=content_last]", "2")
    page.click("#c2 .correction button.main")
    page.wait_for_selector("#c2.corrected")
    assert len(page.inner_text("#c2 .words").split()) == 2
    page.click("#c1 a.words")
    until(page, "document.getElementById('t1').getBoundingClientRect().top >= 0")
    assert page.locator("#t1").bounding_box()["y"] < HEIGHT
