"""The wording of a page: its words as copies are looked for among them.

A word is a run of letters and digits and counts by its fold (`rawi.language.letters`): tashkeel, tatweel, hamza
carriers, ya, ta marbuta and digits of any script make no difference, and neither does punctuation. Furniture
(navigation, teaser), datelines and bylines are left out, and a *break* stands where something was left out and between
title and body: no passage runs across one.

A wording holds no text. What a desk keeps of it are numbers (`packing`), and two pages are held against each other by
these alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.language.quotations import quotations
from rawi.names import lexicon
from rawi.pages import Page
from rawi.reading import Reading
from rawi.together.copies.folding import fold_codes
from rawi.together.copies.hashing import BREAK, Places, Words, hash_codes, hash_words
from rawi.together.copies.shingles import Shingles, kept

_HALF: Final = np.uint32(16)
Span = tuple[int, int]
Flags = NDArray[np.bool_]
Content = tuple[int, int, str | None]

COUNTED: Final = frozenset({"title", "body", "caption"})
"""The kinds of block whose words count."""
PADDING: Final = 12
"""So many breaks stand together: more words than a passage may leave out (`alignment.REACH`)."""


class Runs(NamedTuple):
    """Runs of equally many words that a page has, here or in other pages: where they stand, in order, and which of
    `Listed.codes` each is."""

    places: NDArray[np.intp]
    which: NDArray[np.intp]


class Listed(NamedTuple):
    """The different runs of so many words of a page, sorted by a number for each (of one word, its own): each stands at
    `places[begins : begins + counts]`. `runs`: all of them in the order of the page."""

    codes: NDArray[Any]
    begins: NDArray[np.intp]
    counts: NDArray[np.intp]
    places: NDArray[np.intp]
    runs: Runs


@dataclass(frozen=True)
class Wording:
    """The words of one page in order, and what tells where they come from.

    `words`: a number for each, `BREAK` where the text is interrupted. `begins`, `ends`: where each stands, in code points of
    the text of the page; of a break, the end of the part before it. `plain`: whether a word is no part of a name,
    title or office (a passage of these alone is a formula); without a reading, only titles and class words that
    every page has are known. `quoted`: whether it stands in quotation marks. `contents`: what is attributed in the
    page, as words `[first, end)` with the speaker where one is known; inner ones last. `named`: who the page names as
    a source, outlets and media among them. `published`, `outlet`, `agency`: as `Page` knows them.
    """

    page: str
    words: Words = field(repr=False)
    begins: Places = field(repr=False)
    ends: Places = field(repr=False)
    plain: Flags = field(repr=False)
    quoted: Flags = field(repr=False)
    contents: tuple[Content, ...] = field(default=(), repr=False)
    named: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None

    def __len__(self) -> int:
        """So many places: words and breaks."""
        return len(self.words)

    @cached_property
    def count(self) -> int:
        """So many words, breaks not counted."""
        return int(np.count_nonzero(self.words))

    def span(self, first: int, end: int) -> Span:
        """Where the words `[first, end)` stand in the text of the page; needs at least one word."""
        return int(self.begins[first]), int(self.ends[end - 1])

    @cached_property
    def shingles(self) -> Shingles:
        """Those by which it is noticed."""
        return kept(self.words)

    @cached_property
    def told(self) -> Places:
        """For each word the number of the innermost of `contents` that holds it, from 1; 0 where none does."""
        told = np.zeros(len(self), np.int32)
        for number, (first, end, _) in enumerate(self.contents, start=1):
            told[first:end] = number
        return told

    def speakers(self, first: int, end: int) -> set[str]:
        """The names of those in whose mouths the words `[first, end)` are."""
        numbers = set(self.told[first:end].tolist()) - {0}
        return {speaker for number in numbers if (speaker := self.contents[number - 1][2]) is not None}

    @cached_property
    def listed(self) -> dict[int, Listed]:
        """Words, pairs and triples of words (`alignment`), filled as they are asked for."""
        return {}


@cache
def _formal() -> tuple[Words, Flags]:
    """Titles, class words of bodies and places, and particles of names (`rawi.names`), with and without article, in order;
    and for the upper half of a word's bits whether it is that of one of them."""
    words = lexicon.titles() | lexicon.particles("left_out") | lexicon.particles("joined")
    words |= {*lexicon.class_words("ORG"), *lexicon.class_words("LOC")}
    formal = np.unique(hash_words(" ".join(f"{word} ال{word}" for word in sorted(words))))
    halves = np.zeros(1 << 16, bool)
    halves[formal >> _HALF] = True
    return formal, halves


def wording(source: Page | Reading) -> Wording:
    """The wording of a page; of a reading, with its attributions and names. Linear in the length of the text."""
    reading = source if isinstance(source, Reading) else None
    page = source.page if isinstance(source, Reading) else source
    words, begins, ends = _words(page.text, _parts(page))
    plain = _plain(words)
    quoted = _inside(begins, [quotation.inside for quotation in quotations(page.text)])
    facts = page.published.value, page.outlet.value, page.agency.value
    if reading is None:
        return Wording(page.id, words, begins, ends, plain, quoted, (), (), *facts)
    plain &= ~_inside(begins, [s for one in reading.entities for s in (*one.mentions, *(r.span for r in one.roles))])
    return Wording(
        page.id, words, begins, ends, plain, quoted, _contents(reading, begins), _named(reading), *facts
    )  # fmt: skip


def _plain(words: Words) -> Flags:
    """Which are words, and none that belongs to names."""
    formal, halves = _formal()
    plain: Flags = words != BREAK
    near = np.flatnonzero(halves[words >> _HALF])
    asked = words[near]
    plain[near] &= formal[np.minimum(np.searchsorted(formal, asked), len(formal) - 1)] != asked
    return plain


def _contents(reading: Reading, begins: Places) -> tuple[Content, ...]:
    """What is attributed, outer ones first, as words with their speakers."""
    spans: list[Span] = []
    speakers: list[str | None] = []
    for attribution in sorted(reading.attributions, key=lambda a: -sum(end - start for start, end in a.content)):
        speaker = None if attribution.source_id is None else reading.source(attribution.source_id).name
        spans += attribution.content
        speakers += [speaker] * len(attribution.content)
    if not spans:
        return ()
    firsts, ends = np.searchsorted(begins, np.array(spans)).T.tolist()
    return tuple(one for one in zip(firsts, ends, speakers, strict=True) if one[0] < one[1])


def _inside(begins: Places, spans: Iterable[Span]) -> Flags:
    """For each word whether its first letter lies in one of some spans."""
    where = list(spans)
    if not where:
        return np.zeros(len(begins), bool)
    first, end = np.searchsorted(begins, np.array(where)).T
    size = len(begins) + 1
    steps = np.bincount(first, minlength=size) - np.bincount(np.maximum(first, end), minlength=size)
    inside: Flags = np.cumsum(steps[:-1]) > 0
    return inside


def _words(text: str, parts: tuple[Span, ...]) -> tuple[Words, Places, Places]:
    """All words, breaks between the parts, and where they begin and end in the text."""
    folded = fold_codes("\n".join(text[start:end] for start, end in parts))  # at once: most of it is the cost of a call
    words, first, after = hash_codes(folded.codes)
    starts, stops = folded.places[first], folded.ends(after - 1)
    if not parts:
        return words, starts, stops
    offsets = [0, *accumulate(end - start + 1 for start, end in parts)]  # where each part begins in what was joined
    borders = np.searchsorted(starts, offsets).tolist()
    every: list[Words] = []
    begins: list[Places] = []
    ends: list[Places] = []
    for number, (start, _) in enumerate(parts):
        if number:
            every.append(np.zeros(PADDING, np.uint32))
            begins.append(np.full(PADDING, parts[number - 1][1], np.int32))
            ends.append(begins[-1])
        own, moved = slice(borders[number], borders[number + 1]), np.int32(start - offsets[number])
        every.append(words[own])
        begins.append(starts[own] + moved)
        ends.append(stops[own] + moved)
    return np.concatenate(every), np.concatenate(begins), np.concatenate(ends)


def _parts(page: Page) -> tuple[Span, ...]:
    """The spans whose words count; neighbouring blocks of one kind make one. A page without blocks is all body."""
    if not page.blocks:
        return ((0, len(page.text)),)
    parts: list[Span] = []
    last = None
    for block in page.blocks:
        if block.kind in COUNTED:
            if block.kind == last:
                parts[-1] = (parts[-1][0], block.span[1])
            else:
                parts.append(block.span)
        last = block.kind
    return tuple(parts)


def _named(reading: Reading) -> tuple[str, ...]:
    """Everybody and everything that the attributions of a page name as a source or as the place where it was said."""
    named = dict.fromkeys(source.name for source in reading.sources if source.named)
    for attribution in reading.attributions:
        named.update(dict.fromkeys(reading.words((span,)) for span in attribution.medium))
    return tuple(named)
