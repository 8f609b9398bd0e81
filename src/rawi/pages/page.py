"""The page: one document as published, its text and what is known about it.

Offsets everywhere are Unicode code points of ``Page.text``, spans are half-open ``(start, end)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]

BlockKind = Literal["title", "body", "byline", "dateline", "caption", "teaser", "navigation"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known about a page, and how.

    ``value`` is None where it is not known. ``how`` is a short English phrase for people ("first line", "dateline",
    "--title", "og:site_name"). ``span`` says where in the text it stands, where it stands there.
    """

    value: str | None = None
    how: str | None = None
    span: Span | None = None

    def __bool__(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page. The blocks of a page stand in order, do not overlap, and hold every visible character.

    What lies between them is white space only. A dateline or a biography that was run into a paragraph is a block of
    its own, so a paragraph may be several blocks.
    """

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """One document as published. ``text`` is never altered after it was decoded; everything found points into it.

    ``id`` is the sha256 (hexadecimal) of the bytes that the page came as, ``origin`` the name of the file or address
    it came from ("-" for standard input, None for a Python string). ``doubtful``: parts whose very letters are not
    certain, as where OCR is not sure; what is found in them is marked unsure.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    origin: str | None = None
    language: Fact = field(default_factory=Fact)
    genre: Fact = field(default_factory=Fact)
    url: Fact = field(default_factory=Fact)
    outlet: Fact = field(default_factory=Fact)
    agency: Fact = field(default_factory=Fact)
    title: Fact = field(default_factory=Fact)
    author: Fact = field(default_factory=Fact)
    published: Fact = field(default_factory=Fact)
    warnings: tuple[str, ...] = ()
    doubtful: tuple[Span, ...] = ()

    def words_of(self, block: Block) -> str:
        """The text of one block."""
        return self.text[block.span[0] : block.span[1]]
