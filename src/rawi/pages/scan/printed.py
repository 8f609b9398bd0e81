"""From printed paragraphs, read from a PDF or by OCR, to a page: its text, its blocks, what is known about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from rawi.errors import InputError
from rawi.pages import blocks, facts
from rawi.pages.given import Given, language_of
from rawi.pages.page import Block, Fact, Page, Span

_LINES = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """One paragraph as it was printed, in the order in which it is read."""

    text: str
    size: float
    """Size of its letters, in any unit that is the same for the whole document."""
    number: int
    """Number of the sheet that it stands on, from 0."""
    furniture: bool = False
    """Whether it is a running head or a page number."""
    confidences: tuple[float, ...] = ()
    """How sure OCR is of each of its words (0 to 100); empty where it is no OCR."""
    unsure: bool = False
    """Whether it stands on a sheet that OCR read with little confidence."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that OCR read: where it stands in the page's text, and how sure OCR is of it (0 to 100)."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Told:
    """What the file tells about itself beside its text; the text wins over it."""

    title: Fact = field(default_factory=Fact)
    author: Fact = field(default_factory=Fact)
    published: Fact = field(default_factory=Fact)


def page_of(
    raw: bytes,
    paragraphs: list[Printed],
    given: Given,
    told: Told,
    warnings: list[str],
    *,
    by_text: str,
    what: str,
) -> tuple[Page, tuple[Word, ...]]:
    """The page that paragraphs make, one a line, and the words that OCR read, with their spans.

    `by_text` is the road by which the text was got; it is written into `how` of the title ("largest letters of the PDF").
    `what` names the file where it holds no text ("PDF").

    Raises `InputError` where there are no words, `LanguageError` where none has Arabic letters.
    """
    paragraphs = [one for one in paragraphs if one.text.strip()]
    if not paragraphs:
        raise InputError(f"The {what} holds no text that can be read.")
    text, spans, words = _written(paragraphs)
    language, doubts = language_of(text, f"The text of the {what}")
    largest = _largest(paragraphs)
    heading = given.title.value or (paragraphs[largest].text if largest is not None else None)
    pieces = blocks.find(_blanked(text, paragraphs, spans), heading)
    found = facts.find(text, pieces)
    title = found.title
    if largest is not None and title.span == spans[largest]:
        title = Fact(title.value, f"largest letters of {by_text}", title.span)
    kept = [*blocks.as_blocks(pieces)]
    kept += [Block("navigation", span) for one, span in zip(paragraphs, spans, strict=True) if one.furniture]
    page = Page(
        id=hashlib.sha256(raw).hexdigest(),
        text=text,
        blocks=tuple(sorted(kept, key=lambda block: block.span)),
        origin=given.origin,
        language=Fact(language.code, language.how),
        genre=found.genre,
        url=given.over("url", found.url),
        outlet=given.over("outlet", found.outlet),
        agency=found.agency,
        title=given.over("title", title or told.title),
        author=given.over("author", found.author or told.author),
        published=given.over("published", found.published or told.published),
        warnings=(*doubts, *warnings),
        doubtful=tuple(span for one, span in zip(paragraphs, spans, strict=True) if one.unsure),
    )
    return page, tuple(words)


def _written(paragraphs: list[Printed]) -> tuple[str, list[Span], list[Word]]:
    pieces: list[str] = []
    spans: list[Span] = []
    words: list[Word] = []
    at = 0
    for paragraph in paragraphs:
        line = " ".join(paragraph.text.split())
        spans.append((at, at + len(line)))
        if paragraph.confidences:
            found = [(at + match.start(), at + match.end()) for match in re.finditer(r"\S+", line)]
            if len(found) == len(paragraph.confidences):
                words += [Word(span, sure) for span, sure in zip(found, paragraph.confidences, strict=True)]
        pieces.append(line)
        at += len(line) + 1
    return "\n".join(pieces), spans, words


def _blanked(text: str, paragraphs: list[Printed], spans: list[Span]) -> str:
    """The text with running heads and page numbers blanked out, so that every offset stays what it is."""
    pieces, at = [], 0
    for paragraph, (start, end) in zip(paragraphs, spans, strict=True):
        if paragraph.furniture:
            pieces += [text[at:start], "\n" * (end - start)]
            at = end
    return "".join([*pieces, text[at:]])


_TITLE_WORDS = range(2, 31)
_LARGER = 1.15
"""Ratio to the usual letters from which a paragraph is a headline."""


def _largest(paragraphs: list[Printed]) -> int | None:
    """The paragraph with the largest letters of the first sheet with text, where these are larger than its usual ones."""
    first = paragraphs[0].number
    sizes = sorted((one.size for one in paragraphs for _ in range(len(one.text))), reverse=True)
    usual = sizes[len(sizes) // 2]
    best: int | None = None
    for place, one in enumerate(paragraphs):
        if one.number > first + 1 or one.furniture or len(one.text.split()) not in _TITLE_WORDS:
            continue
        if one.size >= _LARGER * usual and (best is None or one.size > 1.03 * paragraphs[best].size):
            best = place
    return best
