"""Which rows belong to the main text, as trafilatura finds it and as the page's own data tell it."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable

from lxml.html import HtmlElement

from rawi.pages.html.walk import Walk

_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_MOST_ELEMENTS, _MOST_CHARACTERS, _DEEPEST, _MOST_DEPTHS = 30_000, 1_000_000, 300, 1_000_000
"""Elements, characters, depth and sum of depths above which trafilatura is not asked: its time grows faster than these.

Pages of news have some thousands of elements, 10 to 50 deep.
"""
_SHORT = 600
"""Characters of main text below which trafilatura is asked again, with its slower ways."""


def find(tree: HtmlElement, walked: Walk) -> str:
    """The main text as trafilatura finds it, "" where it finds none or the page is too large for it.

    Its slower ways (which compare several extractors) are used only where the quick one finds little.
    """
    visible = len(walked.text)
    if len(walked.parent) > _MOST_ELEMENTS or visible > _MOST_CHARACTERS:
        return ""
    if walked.deepest > _DEEPEST or walked.depths > _MOST_DEPTHS:
        return ""
    found = _extract(tree, fast=True)
    if len(found) < _SHORT and len(found) * 5 < visible:
        slower = _extract(tree, fast=False)
        found = slower if len(slower) > len(found) else found
    return found


def _extract(tree: HtmlElement, *, fast: bool) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    except Exception:  # whatever goes wrong on a hostile page: our own rules find the text then
        return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: composed, without invisible characters and signs at their edges."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return [word for word in (_EDGE.sub("", token) for token in text.split()) if word]


class Cover:
    """A text whose words are looked for in rows."""

    def __init__(self, text: str) -> None:
        self.count = 0
        self._runs: set[tuple[str, str, str]] = set()
        self._lines: set[str] = set()
        before: list[str] = []
        for line in text.splitlines():
            words = words_of(line)
            if not words:
                continue
            self.count += len(words)
            if len(words) <= 6:
                self._lines.add(" ".join(words))
            run = before[-2:] + words
            self._runs.update(zip(run, run[1:], run[2:], strict=False))
            before = run[-2:]

    def of(self, words: list[str]) -> float:
        """The share of a row's words that stand in the text in the same order, by runs of three; short rows whole."""
        if len(words) < 3:
            return float(" ".join(words) in self._lines) if words else 0.0
        if len(words) <= 6 and " ".join(words) in self._lines:
            return 1.0
        runs = zip(words, words[1:], words[2:], strict=False)
        return sum(run in self._runs for run in runs) / (len(words) - 2)

    def all_of(self, rows: Iterable[list[str]]) -> list[float]:
        """`of` for every row."""
        return [self.of(words) for words in rows]
