"""Invented pages of many layouts: every run of every line gets its kind, and the page what it tells."""

from __future__ import annotations

import pytest
from page_layouts import LAYOUTS, Layout

from rawi.pages import Page, read_text


def built(layout: Layout, line_end: str = "\n", gap: int = 1) -> tuple[str, list[tuple[str, str]]]:
    """The text of a layout and its pieces."""
    lines, pieces = [], []
    for line in layout.page.split("\n"):
        runs = [tuple(run.split("|", 1)) for run in _runs(line)]
        pieces += [(kind, words) for kind, words in runs]
        lines.append(" ".join(words for _, words in runs))
    return (line_end * gap).join(lines), pieces


def _runs(line: str) -> list[str]:
    kinds = ("title|", "body|", "byline|", "dateline|", "caption|", "teaser|", "navigation|")
    runs = [""]
    for part in line.split("+"):
        if part.startswith(kinds) or not runs[0]:
            runs.append(part)
        else:
            runs[-1] += "+" + part
    return [run for run in runs if run]


def kinds_of(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, page.words_of(block)) for block in page.blocks]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize(("line_end", "gap"), [("\n", 1), ("\n", 2), ("\r\n", 2)])
def test_blocks(layout: Layout, line_end: str, gap: int) -> None:
    text, pieces = built(layout, line_end, gap)
    assert kinds_of(read_text(text)) == pieces


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_facts(layout: Layout) -> None:
    text, _ = built(layout)
    page = read_text(text)
    for name, value in layout.facts.items():
        fact = getattr(page, name)
        assert fact.value == value, (name, fact)
        if value is not None:
            assert fact.how
            if fact.span and name in ("title", "author", "outlet"):
                assert text[slice(*fact.span)] == value
