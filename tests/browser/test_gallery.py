"""Pictures of every view in both languages, wide and on a phone, and in the dark: to be looked at by people.

``RAWI_GALLERY=1 python -m pytest tests/browser/test_gallery.py`` puts them into tests/browser/screenshots/gallery, which git
ignores; else a handful is made, to see that it can be.
"""

import os
import re

import pytest
from tests.browser.conftest import PICTURES

from rawi.together import desk as together
from rawi.web.app import ROUTES

GALLERY = PICTURES / "gallery"
FIRST = "/sources?first"
VIEWS = (
    "/", "/pages", "/pages/6", "/pages/8", "/pages/6/claims/2", "/pages/6/claims/2/correct", "/pages/6/add", "/search",
    "/search?q=صومعه", "/search?q=صومعه&of=pages", "/search?q=القيسوني&of=names", "/search?said_from=never", "/searches",
    "/sources", FIRST, "/entities", "/entities/1", "/events", "/events/1", "/disputes", "/propositions/1", "/origins",
    "/timeline", "/network", "/compare", "/compare?one=3&other=4", "/pages/99", "/network?from=never", "/add",
)  # fmt: skip
MAIN = ("/", "/pages/6", "/search?q=صومعه", "/propositions/1", "/network", "/timeline")
SIZES = {"wide": (1440, 900), "phone": (360, 740)}
NOT_SHOWN = {
    "/enter", "/language/{code}", "/adding", "/together", "/pages/{page:int}/original", "/sha256/{sha256}", "/search/export",
    "/sources/{entity:int}", "/searches/{number:int}", "/searches/{number:int}/export", "/sources/named", "/origins/named",
}  # fmt: skip
"""Doors, pieces of pages, files, and other ways to views that are shown."""


def test_every_view_is_in_the_gallery():
    shown = {
        re.sub(r"\{(\w+)(:int)?\}", "1", one.path) for one in ROUTES if "GET" in (getattr(one, "methods", None) or ())
    }
    shown -= {re.sub(r"\{(\w+)(:int)?\}", "1", path) for path in NOT_SHOWN}
    assert shown <= {re.sub(r"\d+", "1", path.partition("?")[0]) for path in VIEWS}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_pictures_are_made(browser, address, desk, language, size):
    together.update(desk)
    GALLERY.mkdir(parents=True, exist_ok=True)
    everything = bool(os.environ.get("RAWI_GALLERY"))
    width, height = SIZES[size]
    for scheme in ("light", "dark") if everything else ("light",):
        context = browser.new_context(viewport={"width": width, "height": height}, locale=language, color_scheme=scheme)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/enter?token=a-token-for-tests")
        for path in (MAIN if scheme == "dark" else VIEWS) if everything else MAIN[:1]:
            page.goto(address + path)
            if path == FIRST:  # whoever is quoted most
                page.goto(address + page.get_attribute(".ranked a >> nth=0", "href"))
            page.evaluate("document.fonts.ready")
            name = re.sub(r"\W+", "-", path).strip("-") or "home"
            picture = GALLERY / f"{name}.{language}.{size}.{scheme}.png"
            page.screenshot(path=picture, full_page=True)
            assert picture.stat().st_size > 5_000
        context.close()
