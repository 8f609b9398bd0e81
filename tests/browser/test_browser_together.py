"""Events, propositions and two pages compared in a real browser: both directions, a phone, without scripts."""

import re

import pytest

from rawi.together import desk as together


@pytest.fixture
def views(desk):
    together.update(desk)
    event = together.stories(desk)[0].name
    dispute = together.disputes(desk)[0].name
    return (
        "/events",
        f"/events/{event}",
        f"/propositions/{dispute}",
        "/disputes",
        "/compare?one=3&other=4",
        "/origins",
    )


def test_nothing_is_wider_than_a_phone(visit, views, picture):
    for path in views:
        page = visit(path, width=360, height=780)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        picture(page, "phone" + re.sub(r"\W+", "-", path))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_origins_stand_where_reading_begins(visit, views, picture, language):
    page = visit(views[2], language=language, scheme="dark" if language == "en" else "light")
    picture(page, f"proposition-{language}")
    origin = page.locator("rect.origin >> nth=0").bounding_box()
    told = page.locator("rect.page >> nth=0").bounding_box()
    assert (origin["x"] > told["x"]) == (language == "ar")


def test_pages_are_brought_together_without_scripts(visit, desk):
    page = visit("/", language="en", scripts=False)
    page.click("#gathering button")
    page.wait_for_load_state()
    for _ in range(20):
        if not together.pending(desk):
            break
        page.wait_for_timeout(500)
    assert together.pending(desk) == 0
    page.goto(page.url.split("?")[0].rstrip("/") + "/events")
    page.click(".propositions a.words")
    assert page.locator("#matrix").is_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_bar_of_an_origin_grows_in_the_direction_of_reading(visit, views, picture, language):
    """The second origin has fewer claims than the first: its bar begins where that one's begins, and ends before."""
    page = visit("/origins", language=language)
    picture(page, f"origins-{language}")
    first, *_, last = (one.bounding_box() for one in page.locator(".end-bar").all())
    filled = page.locator(".end-bar >> nth=-1").locator("rect.is-supports").bounding_box()
    assert filled["width"] < first["width"] / 2
    if language == "ar":
        assert abs(filled["x"] + filled["width"] - last["x"] - last["width"]) < 1
    else:
        assert abs(filled["x"] - last["x"]) < 1


def test_origins_are_sought_without_scripts(visit, views):
    page = visit("/origins", language="en", scripts=False)
    page.fill("#o-name", "القيسوني")
    page.click(".folded button.main")
    page.wait_for_url("**/origins?*name=*")
    assert page.locator(".ends > li").count() == 1
    page.click(".ends a")
    page.wait_for_url("**/origins/named?*")
    assert "القيسوني" in page.inner_text("h1")
    assert page.locator(".propositions > li").count() == int(page.inner_text(".tally dd >> nth=0"))
