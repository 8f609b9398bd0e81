"""The wording of a page: its words as copies are looked for among them.

A word is a run of letters and digits and counts by its fold (`rawi.language.letters`): tashkeel, tatweel, hamza
carriers, ya, ta marbuta and digits of any script make no difference, and neither does punctuation. Furniture
(navigation, teaser), datelines and bylines are left out, and a *break* stands where something was left out and between
title and body: no passage runs across one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rawi.language.letters import Folded, fold, fold_text
from rawi.language.quotations import quotations
from rawi.names import lexicon
from rawi.pages import Page
from rawi.reading import Reading
from rawi.together.copies.hashing import BREAK, Hashes, hash_words

Span = tuple[int, int]
Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

COUNTED: Final = frozenset({"title", "body", "caption"})
"""The kinds of block whose words count."""
PADDING: Final = 12
"""So many breaks stand together: more words than a passage may leave out (`alignment.REACH`)."""


@dataclass(frozen=True)
class Wording:
    """The words of one page in order, and what tells where they come from.

    `parts`: the spans of the text whose words count. `hashes`: a word each, `BREAK` where the text is interrupted.
    `starts`, `ends`: offsets of each word in the fold of all parts, a line each; `bases`: where the parts begin there,
    `firsts`: the number of the first word of each part. `contents`: what is attributed in the page, outer ones first;
    `speakers`: to whom, by the number of the attribution. `names`: where names and offices stand. `named`: who the page
    names as a source, outlets and media among them. `published`, `outlet`, `agency`: as `Page` knows them.
    """

    page: str
    text: str = field(repr=False)
    parts: tuple[Span, ...] = field(repr=False)
    hashes: Hashes = field(repr=False)
    starts: Numbers = field(repr=False)
    ends: Numbers = field(repr=False)
    bases: list[int] = field(repr=False)
    firsts: list[int] = field(repr=False)
    contents: tuple[tuple[Span, int], ...] = field(default=(), repr=False)
    speakers: dict[int, str] = field(default_factory=dict, repr=False)
    names: tuple[Span, ...] = field(default=(), repr=False)
    named: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None

    def __len__(self) -> int:
        """So many places: words and breaks."""
        return len(self.hashes)

    @cached_property
    def count(self) -> int:
        """So many words, breaks not counted."""
        return int(np.count_nonzero(self.hashes))

    @cached_property
    def _folds(self) -> list[Folded]:
        """The fold of each part."""
        return [fold(self.text[start:end]) for start, end in self.parts]

    def span(self, first: int, end: int) -> Span:
        """Where the words `[first, end)` of one part stand in the text of the page; needs at least one word."""
        part = bisect_right(self.firsts, first) - 1
        offset, base = self.parts[part][0], self.bases[part]
        start, stop = self._folds[part].to_original((int(self.starts[first]) - base, int(self.ends[end - 1]) - base))
        return offset + start, offset + stop

    @cached_property
    def begins(self) -> NDArray[np.int64]:
        """Where each word begins in the text of the page; a break, where the part before it ends."""
        begins = np.zeros(len(self), np.int64)
        for number, (first, folded) in enumerate(zip(self.firsts, self._folds, strict=True)):
            end = self.firsts[number + 1] if number + 1 < len(self.firsts) else len(self)
            end = max(first, end - (PADDING if number + 1 < len(self.firsts) else 0))
            begins[end : end + PADDING] = self.parts[number][1]
            begins[first:end] = (
                self.parts[number][0] + np.asarray(folded.starts)[self.starts[first:end] - self.bases[number]]
            )
        return begins

    @cached_property
    def plain(self) -> Flags:
        """For each word whether it is no part of a name, title or office.

        A passage of these alone (an official with all his offices) is a formula. Without a reading, only the titles and
        class words that every page has are known.
        """
        formal = _formal()
        near = np.minimum(np.searchsorted(formal, self.hashes), len(formal) - 1)
        plain: Flags = (formal[near] != self.hashes) & (self.hashes != BREAK)
        if self.names:
            plain &= self._marked((span, 1) for span in self.names) == 0
        return plain

    @cached_property
    def quoted(self) -> Numbers:
        """For each word the number of the quotation that it stands in, 0 where none."""
        return self._marked((quotation.inside, n) for n, quotation in enumerate(quotations(self.text), 1))

    @cached_property
    def told(self) -> Numbers:
        """For each word the number of the innermost attribution whose content holds it, 0 where none."""
        return self._marked(self.contents)

    def _marked(self, spans: Iterable[tuple[Span, int]]) -> Numbers:
        """For each word the number of the last of some spans that holds its first letter, 0 where none."""
        marks = np.zeros(len(self), np.int32)
        for span, number in spans:
            first, end = np.searchsorted(self.begins, span)
            marks[first:end] = number
        return marks

    @cached_property
    def grams(self) -> dict[int, tuple[Hashes, NDArray[np.intp]]]:
        """Pairs and triples of words (`alignment`), sorted, filled as they are asked for."""
        return {}


@cache
def _formal() -> Hashes:
    """Titles, class words of bodies and places, and particles of names (`rawi.names`), with and without article."""
    words = lexicon.titles() | lexicon.particles("left_out") | lexicon.particles("joined")
    words |= {*lexicon.class_words("ORG"), *lexicon.class_words("LOC")}
    text = " ".join(f"{word} ال{word}" for word in sorted(words))
    return np.unique(hash_words(text)[0])


def wording(source: Page | Reading) -> Wording:
    """The wording of a page; of a reading, with its attributions and names. Linear in the length of the text."""
    reading = source if isinstance(source, Reading) else None
    page = source.page if isinstance(source, Reading) else source
    parts = _parts(page)
    words = _words(page.text, parts)
    facts = page.published.value, page.outlet.value, page.agency.value
    if reading is None:
        return Wording(page.id, page.text, parts, *words, (), {}, (), (), *facts)
    contents: list[tuple[Span, int]] = []
    speakers: dict[int, str] = {}
    for attribution in sorted(reading.attributions, key=lambda a: -sum(end - start for start, end in a.content)):
        contents += [(span, attribution.id) for span in attribution.content]
        if attribution.source_id is not None:
            speakers[attribution.id] = reading.source(attribution.source_id).name
    names = [span for one in reading.entities for span in (*one.mentions, *(role.span for role in one.roles))]
    told = tuple(contents), speakers, tuple(names), _named(reading)
    return Wording(page.id, page.text, parts, *words, *told, *facts)


def _words(text: str, parts: tuple[Span, ...]) -> tuple[Hashes, Numbers, Numbers, list[int], list[int]]:
    """Hashes, starts and ends of all words, breaks among them; where the parts begin in the fold, and their words."""
    folds = [fold_text(text[start:end]) for start, end in parts]
    hashes, starts, ends = hash_words("\n".join(folds))
    bases = [0, *accumulate(len(one) + 1 for one in folds)][: len(folds)]
    firsts = np.searchsorted(starts, bases)
    if len(folds) > 1:
        where = np.searchsorted(firsts[1:], np.arange(len(hashes)), "right") * PADDING + np.arange(len(hashes))
        size = len(hashes) + (len(folds) - 1) * PADDING
        every, begins, stops = np.zeros(size, np.uint64), np.zeros(size, np.int32), np.zeros(size, np.int32)
        every[where], begins[where], stops[where] = hashes, starts, ends
        hashes, starts, ends = every, begins, stops
        firsts += np.arange(len(folds)) * PADDING
    return hashes, starts, ends, bases, firsts.tolist()


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
