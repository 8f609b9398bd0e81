"""The reading: everything that was found in one page. Plain frozen data, in the terms of the glossary.

Spans are half-open ``(start, end)`` in code points of ``page.text``. A part that may be discontinuous is a tuple of
spans. Numbers of things (``id``) count from 1 within the page, in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rawi.pages import Page
from rawi.quantities import Quantity
from rawi.times import Time

Span = tuple[int, int]
Spans = tuple[Span, ...]

FORMAT = "rawi-reading/1"


@dataclass(frozen=True, slots=True)
class Role:
    """What the page says an entity is, beside its name: وزير الطاقة."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name; ``type`` is PER, ORG or LOC, ``name`` its fullest name on this page."""

    id: int
    type: str
    name: str
    mentions: Spans
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody to whom the page attributes something, with or without a name.

    ``name``: the fullest words for it on this page; ``entity``: the number of the entity that it is, if it is one;
    ``spans``: where it stands as a source.
    """

    id: int
    name: str
    kind: str
    named: bool
    entity: int | None
    spans: Spans


@dataclass(frozen=True, slots=True)
class Speaker:
    """How it is known who speaks at a cue: *read* (the words stand there), *inferred*, or by a *person*."""

    how: Literal["read", "inferred", "person"]
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content (annotation guidelines, sections 1 and 2).

    ``source_id``: number in ``Reading.sources``, None where nothing says who; ``medium``: where it was said; ``said``:
    numbers of the times at which it was said; ``outer``: number of the attribution in whose content this one stands.
    """

    id: int
    cue: Spans
    source: Spans
    content: Spans
    stance: str
    form: str
    kind: str
    named: bool
    referent: Spans
    source_id: int | None
    speaker: Speaker
    medium: Spans
    said: tuple[int, ...]
    outer: int | None
    score: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: the page, its outlet, agency or author, or attribution number ``id``."""

    link: Literal["page", "outlet", "agency", "author", "attribution"]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, seen through one chain, which runs from the page inwards.

    ``text``: its words; ``said``: when it was said, ``times``: of which times it speaks (numbers in ``Reading.times``).
    """

    id: int
    content: Spans
    text: str
    stance: str
    chain: tuple[Link, ...]
    entities: tuple[int, ...]
    said: tuple[int, ...]
    times: tuple[int, ...]
    quantities: tuple[int, ...]
    score: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one page, and what found it (``producer``: versions by name)."""

    page: Page
    producer: dict[str, str]
    sentences: Spans
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...] = ()

    def attribution(self, number: int) -> Attribution:
        """The attribution of that number."""
        return self.attributions[number - 1]

    def source(self, number: int) -> Source:
        """The source of that number."""
        return self.sources[number - 1]

    def words(self, spans: Spans) -> str:
        """The words that stand at some spans, pieces joined by an ellipsis."""
        return " … ".join(self.page.text[s:e] for s, e in spans)
