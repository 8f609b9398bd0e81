"""The steps of a reading on one screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from rawi import quantities, times
from rawi.language import sentences
from rawi.pages import Page
from rawi.reading import (
    agreement,
    alone,
    attributions,
    claims,
    content_nouns,
    denied,
    entities,
    fullest,
    headlines,
    holding,
    mentions,
    no_cues,
    prayers,
    resumed,
    roles,
    sources,
    speakers,
    subjects,
    turns,
)
from rawi.reading.reading import Entity, Reading, Span
from rawi.reading.spans import overlap
from rawi.tagger import Tagger, Tags
from rawi.version import VERSION

TAUGHT = "ar"  # the language that the tagger was trained on; what it finds in others is marked unsure
READ = ("title", "dateline", "body")  # kinds of blocks in which somebody may say something
UNREAD = ("navigation", "teaser")  # no word of these is the page's own
NOT_SAID = ("navigation", "teaser", "byline", "dateline")  # nor are there figures here that anybody tells


@cache
def default_tagger(threads: int = 1) -> Tagger:
    """The tagger with the weights that come with the package, loaded once."""
    return Tagger(threads=threads)


def read_page(page: Page, tagger: Tagger | None = None) -> Reading:
    """Everything that Rawi finds in a page."""
    tagger = tagger or default_tagger()
    return assemble(
        page, tagger.tag(page.text, blocks_of(page), title_end_of(page), agreement.checker(page.text)), tagger.name
    )


def assemble(page: Page, tags: Tags, tagger_name: str) -> Reading:
    """From the tagger's words to claims with their chains."""
    text, blocks = page.text, blocks_of(page)
    parts = sentences.split(text, blocks)
    when = times.find(_only(text, page, UNREAD), published=page.published.value)
    figures = quantities.find(_only(text, page, NOT_SAID), skip=[t.span for t in when])
    named = roles.find(text, entities.group(text, mentions.settle(text, tags.names), parts), parts)
    when = _not_named(when, named)
    cues = content_nouns.added(text, blocks, prayers.without(text, tags.cues))
    cues, whole = turns.settle(text, blocks, cues, named)
    cues = headlines.added(text, title_of(page), cues, tags.names)
    cues = denied.added(text, alone.added(text, blocks, title_end_of(page), cues))
    cues = speakers.settle(text, no_cues.without(text, cues), named)
    cues = subjects.settle(text, cues, named)
    cues = fullest.settle(text, cues, named)
    cues = holding.settle(text, resumed.settle(text, cues), parts)
    cues = attributions.likely(cues)
    who, source_ids = sources.identify(text, cues, named)
    said = attributions.assemble(text, cues, source_ids, parts, when, whole)
    claimed = claims.find(page, parts, named, when, figures, said)
    doubtful = page.doubtful if page.language.value == TAUGHT else ((0, len(text)),)
    if doubtful:
        said = [replace(a, unsure=a.unsure or bool(overlap(a.cue + a.content, doubtful))) for a in said]
        claimed = [replace(c, unsure=c.unsure or bool(overlap(c.content, doubtful))) for c in claimed]
    return Reading(
        page=page,
        producer={"rawi": VERSION, "tagger": tagger_name},
        sentences=tuple(parts),
        entities=tuple(named),
        times=tuple(when),
        quantities=tuple(figures),
        sources=tuple(who),
        attributions=tuple(said),
        claims=tuple(claimed),
        warnings=page.warnings,
    )


def _not_named(when: Sequence[times.Time], named: Sequence[Entity]) -> list[times.Time]:
    """The times without those that are part of a body's or place's name: اليوم السابع, عين اليوم, ملعب 5 جويلية.

    Of 13,333 annotated times in the training articles one is.
    """
    bodies = sorted(mention for entity in named if entity.type != "PER" for mention in entity.mentions)
    kept = []
    for time in when:
        start, end = time.span
        first = bisect_right(bodies, (start, end))
        around = [b for b in bodies[max(0, first - 1) : first + 1] if b[0] <= start and end <= b[1]]
        if not any(b[1] - b[0] > end - start + 1 for b in around):
            kept.append(time)
    return kept


def blocks_of(page: Page) -> list[Span]:
    """The blocks in which somebody may say something."""
    return [block.span for block in page.blocks if block.kind in READ]


def title_of(page: Page) -> Span:
    """The first block of the title, (0, 0) where there is none."""
    return min((block.span for block in page.blocks if block.kind == "title"), default=(0, 0))


def title_end_of(page: Page) -> int:
    """Where the title ends, 0 where there is none."""
    return max((block.span[1] for block in page.blocks if block.kind == "title"), default=0)


def _only(text: str, page: Page, without: Collection[str]) -> str:
    """The text with blocks of some kinds blanked out, so that every offset stays what it is."""
    pieces, at = [], 0
    for block in page.blocks:
        start, end = block.span
        if block.kind in without:
            pieces += [text[at:start], "\n" * (end - start)]
            at = end
    return "".join([*pieces, text[at:]])
