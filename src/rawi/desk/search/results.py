"""What a search gives: plain frozen data. Every text is the original, and spans are half-open, in its code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Of = Literal["claims", "pages", "names"]
Order = Literal["relevance", "time"]


@dataclass(frozen=True, slots=True)
class ClaimHit:
    """A claim that was found.

    `claim_id` and `n` are the numbers of the machine's claim, None of one that people added; `key` names it in addresses
    in either case (`5`, `at-41-64`), and `place` is where it stands in the text of the page.
    `highlights` are in `text`, `spans` the same words in the text of the page. `source` is the innermost source, None
    for the page's own claim. `said` is the first and the last day of saying. Text, stance, source, kind and named are
    as people decided; `state` says whether they did: read, or accepted, corrected, ...
    """

    claim_id: int | None
    page_id: int
    n: int | None
    key: str
    place: Span
    text: str
    highlights: tuple[Span, ...]
    spans: tuple[Span, ...]
    stance: str
    kind: str | None
    named: bool | None
    source: str | None
    source_id: int | None
    said: tuple[str | None, str | None]
    unsure: bool
    state: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a page around words that were found: `start` is where it begins in the page's text."""

    start: int
    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that was found. `spans` are all words that were found, in the text of the page; `excerpts` some of them."""

    page_id: int
    sha256: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    spans: tuple[Span, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name that was found: of an entity, or of a source that is none (`entity_id` and `type` None).

    `pages` is on how many pages the entity stands, 1,000 at most.
    """

    name: str
    highlights: tuple[Span, ...]
    entity_id: int | None
    type: str | None
    pages: int


Hit = ClaimHit | PageHit | NameHit


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results.

    `order` is how they are sorted, which is by time also where relevance was asked for and too much was found to rank;
    `note` says so. `count` is how many were found in all, where `exact`; else there are at least so many. `next` is the
    key to ask for the following page (`after`), None at the end.
    """

    of: Of
    hits: tuple[Hit, ...]
    order: Order
    count: int
    exact: bool
    next: str | None
    note: str | None = None
