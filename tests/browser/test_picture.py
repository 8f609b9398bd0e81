"""The README's picture of the desk is one that this test makes: ``make pictures`` puts it anew into docs/pictures."""

import io
import os
from pathlib import Path

from PIL import Image
from tests.browser.conftest import PICTURES

from rawi.together import desk as together

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "reader.png"
WIDTH, HEIGHT = 1280, 800


def test_the_reader_is_pictured(visit, desk):
    together.update(desk)
    page = visit("/pages/6", width=WIDTH, height=HEIGHT)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.evaluate("document.fonts.ready")
    made = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert made.size == (WIDTH, HEIGHT)
    assert len(set(made.resize((64, 40)).tobytes())) > 20  # no empty page
    PICTURES.mkdir(exist_ok=True)
    if os.environ.get("RAWI_PICTURES"):
        PICTURE.parent.mkdir(exist_ok=True)
        made.quantize(220).save(PICTURE, optimize=True)
    made.save(PICTURES / PICTURE.name)


def test_the_readme_shows_it():
    with Image.open(PICTURE) as picture:
        assert picture.format == "PNG"
        assert picture.size == (WIDTH, HEIGHT)
    assert PICTURE.stat().st_size < 250_000
    assert "(docs/pictures/reader.png)" in (ROOT / "README.md").read_text(encoding="utf-8")
