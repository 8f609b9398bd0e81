"""A reading's page as paragraphs, with what was found in it marked.

A block that was run into a paragraph (a dateline, a biography) stands in it; all others are paragraphs of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from rawi.pages import Block
from rawi.reading import Reading
from rawi.reading.reading import Spans
from rawi.web.claims import ShownClaim
from rawi.web.marks import Mark, weave

CONTENT, CLAIM, SOURCE, CUE, NAME, FIGURE, DOUBTFUL = range(7)
"""Layers of marks, the outermost first."""

FURNITURE: Final = ("navigation", "teaser")
_MOST_TIERS: Final = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A block, as far as it stands in one paragraph: where it begins in the page, and its marked text.

    `before`: the white space between it and the run before it.
    """

    kind: str
    start: int
    html: Markup
    before: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of a page without a new line between them. `kind` is that of the longest."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def is_furniture(self) -> bool:
        """Whether it stands round the text, and nothing is read from it."""
        return self.kind in FURNITURE


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs that follow one another, all of the text, or all of what stands round it."""

    is_furniture: bool
    paragraphs: tuple[Paragraph, ...]


def sections(paragraphs: Iterable[Paragraph]) -> list[Section]:
    """Paragraphs, those of the text apart from those round it."""
    return [Section(kind, tuple(group)) for kind, group in groupby(paragraphs, key=lambda p: p.is_furniture)]


def paragraphs(reading: Reading, claims: Sequence[ShownClaim], names: Mapping[int, str]) -> list[Paragraph]:
    """The page, marked. `names`: what the values of the times are called, by the number of the time."""
    text, made = reading.page.text, []
    inside = _by_block(reading.page.blocks, _marks(reading, claims, names))
    for blocks in _together(text, reading.page.blocks):
        runs, before = [], None
        for block in blocks:
            start, stop = block.span
            gap = "" if before is None else text[before:start]
            runs.append(Run(block.kind, start, weave(text, start, stop, inside.get(start, ())), gap))
            before = stop
        longest = max(blocks, key=lambda block: block.span[1] - block.span[0])
        made.append(Paragraph(longest.kind, tuple(runs)))
    return made


def _together(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if (run and "\n" in text[run[-1].span[1] : block.span[0]]) or (run and block.kind == "title"):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _by_block(blocks: Sequence[Block], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks of each block, by the place where it begins."""
    starts = [block.span[0] for block in blocks]
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        for block in blocks[max(0, bisect_right(starts, mark.start) - 1) :]:
            if block.span[0] >= mark.stop:
                break
            found[block.span[0]].append(mark)
    return found


def _marks(reading: Reading, claims: Sequence[ShownClaim], names: Mapping[int, str]) -> Iterator[Mark]:
    of_attribution: dict[int, str] = {}
    for claim in claims:
        if not claim.stands:
            continue
        for number in claim.through:
            of_attribution.setdefault(number, claim.key)
        if claim.through:
            of_attribution[claim.through[-1]] = min(of_attribution[claim.through[-1]], claim.key, key=_order)
        kind = "claim own" if not claim.through else "claim"
        for position, (start, stop) in enumerate(claim.content):
            mark_id = f"t{claim.key}" if position == 0 else None
            yield Mark(start, stop, CLAIM, kind, {"data-claim": claim.key}, id=mark_id)
    tiers: dict[int | None, int] = {None: -1}
    for a in reading.attributions:
        tiers[a.id] = tier = min(tiers.get(a.outer, -1) + 1, _MOST_TIERS - 1)
        of, unsure = {"data-a": str(a.id)}, " unsure" if a.unsure else ""
        for start, stop in a.content:
            yield Mark(start, stop, CONTENT, f"con tier{tier}{unsure}", of)
        href = f"#c{of_attribution[a.id]}" if a.id in of_attribution else None
        yield from _parts(a.source, SOURCE, f"src{unsure}", of)
        for start, stop in a.cue:
            yield Mark(start, stop, CUE, f"cue is-{a.stance}{unsure}", of, href=href)
        yield from _parts(a.medium, SOURCE, "medium", of)
    for entity in reading.entities:
        yield from _parts(entity.mentions, NAME, f"name {entity.type.lower()}", {"data-e": str(entity.id)})
    for n, t in enumerate(reading.times, start=1):
        yield Mark(*t.span, FIGURE, "time", {"title": names[n]} if names.get(n) else {})
    for q in reading.quantities:
        yield Mark(*q.span, FIGURE, "num")
    yield from _parts(reading.page.doubtful, DOUBTFUL, "doubtful", {})


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (10**9, key)


def _parts(spans: Spans, layer: int, classes: str, attributes: Mapping[str, str]) -> Iterator[Mark]:
    for start, stop in spans:
        yield Mark(start, stop, layer, classes, attributes)
