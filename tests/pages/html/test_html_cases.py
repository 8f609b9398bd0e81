"""Made-up web pages of many makes: body, title, author, outlet, date and address, as `cases/gold.jsonl` tells them."""

import json
from pathlib import Path
from typing import Any

import pytest

from rawi.pages import Page, read_page

CASES = Path(__file__).parent / "cases"
GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (CASES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]


def page_of(name: str) -> Page:
    return read_page((CASES / name).read_bytes())


def body_of(page: Page) -> str:
    return "\n".join(page.words_of(block) for block in page.blocks if block.kind in ("body", "dateline"))


@pytest.mark.parametrize("gold", GOLD, ids=[gold["file"] for gold in GOLD])
def test_facts(gold: dict[str, Any]) -> None:
    page = page_of(gold["file"])
    found = {name: getattr(page, name).value for name in ("title", "author", "outlet", "published", "url")}
    assert found == {name: gold[name] for name in found}
    for name, value in found.items():
        fact = getattr(page, name)
        assert bool(fact.how) == (value is not None)
        if fact.span and name in ("title", "author"):
            assert page.text[slice(*fact.span)] == value


@pytest.mark.parametrize("gold", GOLD, ids=[gold["file"] for gold in GOLD])
def test_body(gold: dict[str, Any]) -> None:
    body = body_of(page_of(gold["file"]))
    words = " ".join(body.split())
    for paragraph in gold["body"]:
        assert paragraph in words
    for other in gold["not_body"]:
        assert other not in words
    # Nothing but the paragraphs, save a few words (a tweet that is set into one page).
    assert len(words) <= len(" ".join(gold["body"])) + 20


@pytest.mark.parametrize("gold", GOLD, ids=[gold["file"] for gold in GOLD])
def test_blocks_hold_every_visible_character(gold: dict[str, Any]) -> None:
    page = page_of(gold["file"])
    end = 0
    for block in page.blocks:
        assert block.span[0] >= end
        assert not page.text[end : block.span[0]].strip()
        end = block.span[1]
    assert not page.text[end:].strip()


def test_how_it_is_known() -> None:
    known = {
        "json_ld_graph.html": ("h1", "JSON-LD", "JSON-LD publisher", "JSON-LD"),
        "open_graph.html": ("h1", "meta author", "og:site_name", "article:published_time"),
        "microdata.html": ("h1", "microdata", "microdata publisher", "microdata"),
        "visible_byline.html": ("h1", "byline", "notice of rights", "date line"),
        "author_trap.html": ("h1", None, "host", "<time>"),
        "address_date.html": ("h1", None, "og:site_name", "address"),
    }
    for name, hows in known.items():
        page = page_of(name)
        assert (page.title.how, page.author.how, page.outlet.how, page.published.how) == hows, name


def test_captions_and_bylines_are_their_own_blocks() -> None:
    page = page_of("json_ld_graph.html")
    kinds = {page.words_of(block): block.kind for block in page.blocks}
    assert kinds["الجسر بعد انهياره (أرشيف البلدية)"] == "caption"
    assert next(kind for words, kind in kinds.items() if words.startswith("ليلى القاسم")) == "byline"
    assert kinds["حريق يلتهم مستودعا للأخشاب في ضاحية الكروم ولا إصابات"] == "teaser"
    assert kinds["سياسة"] == "navigation"
