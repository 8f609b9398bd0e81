"""Claims: the contents of innermost attributions, and what the page itself asserts, cut into coordinated clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rawi.language import fold_text
from rawi.pages import Page
from rawi.quantities import Quantity
from rawi.reading import chains, clauses, predicates
from rawi.reading.clause_words import analyse, lists
from rawi.reading.reading import Attribution, Claim, Entity, Link, Span, Spans
from rawi.reading.spans import holds, hull, overlap, subtract, trim, unquote
from rawi.times import Time

OWN = ("title", "body")  # the kinds of blocks in which the page asserts something
_LEAST = 3  # words that are left of a clause beside an attribution to be a claim
_LONGEST = 8  # letters of the longest relative pronoun, with a space
_PRONOUN = 3  # letters that a verb with a pronoun has more than
OWN_SCORE = 0.76  # of a claim of the page itself: their precision on the gold pages (benchmarks/gold_scores.py)


@dataclass(frozen=True, slots=True)
class _Draft:
    content: Spans
    stance: str
    attribution: Attribution | None
    rank: int  # of claims on the same words the page's own first, then in the order of the cues


def find(
    page: Page,
    sentences: Sequence[Span],
    entities: Sequence[Entity],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    attributions: Sequence[Attribution],
) -> list[Claim]:
    """All claims of a page, in the order of the text."""
    inner: dict[int | None, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        inner[attribution.outer].append(attribution)
    names = sorted(m for e in entities for m in e.mentions)
    drafts = [d for a in attributions for d in _of_attribution(page.text, a, inner[a.id], names)]
    drafts += _own(page, sentences, attributions, names)
    drafts.sort(key=lambda d: (d.content[0][0], d.rank))
    opening = chains.of_page(page)
    out = []
    for number, draft in enumerate(drafts, start=1):
        a = draft.attribution
        links: tuple[Link, ...] = chains.of_attribution(a, attributions) if a else ()
        through = [attributions[link.id - 1] for link in links if link.id is not None]
        score = min([x.score for x in through], default=OWN_SCORE)
        out.append(
            Claim(
                id=number,
                content=draft.content,
                text=" … ".join(page.text[s:e] for s, e in draft.content),
                stance=draft.stance,
                chain=opening + links,
                entities=tuple(e.id for e in entities if any(holds(draft.content, m) for m in e.mentions)),
                said=a.said if a else (),
                times=tuple(n for n, t in enumerate(times, start=1) if holds(draft.content, t.span)),
                quantities=tuple(n for n, q in enumerate(quantities, start=1) if holds(draft.content, q.span)),
                score=score,
                unsure=any(x.unsure for x in through),
            )
        )
    return out


def _of_attribution(text: str, a: Attribution, inner: Sequence[Attribution], names: Sequence[Span]) -> list[_Draft]:
    """The clauses of its content that belong to no attribution inside it."""
    if inner:
        parts = [_Part.of(text, x) for x in inner]
        clauses_of = [_own_clauses(text, piece, parts, False, names, told=True) for piece in a.content]
    else:
        clauses_of = [_clauses(text, piece, names) for piece in a.content]
    contents: list[list[Span]] = []
    for found in clauses_of:
        interrupted = bool(contents and found) and not (
            predicates.asserts(text, contents[-1][-1]) and predicates.asserts(text, found[0])
        )
        for n, clause in enumerate(found):
            if n == 0 and interrupted:
                # كانت الأكياس، كما تقول الوثيقة، مصنّعة في مارس: one clause in two pieces
                contents[-1].append(clause)
            else:
                contents.append([clause])
    return [_Draft(tuple(pieces), a.stance, a, a.id) for pieces in contents]


def _clauses(text: str, span: Span, names: Sequence[Span]) -> list[Span]:
    cut = clauses.cut(text, span, names=names)
    return [clause for clause in (clauses.bare(text, c) for c in cut) if clause[0] < clause[1]]


def _own(
    page: Page, sentences: Sequence[Span], attributions: Sequence[Attribution], names: Sequence[Span]
) -> list[_Draft]:
    """What the page itself asserts: clauses of title and body that nobody else says."""
    text = page.text
    drafts = [_Draft((clause,), "states", None, 0) for clause in _pointed(text, attributions, names)]
    parts = [_Part.of(text, a) for a in attributions]
    at = 0
    parts.sort(key=lambda p: p.hull)
    titles = [b.span for b in page.blocks if b.kind == "title"]
    for sentence in _within(sentences, [b.span for b in page.blocks if b.kind in OWN]):
        while at < len(parts) and parts[at].hull[1] <= sentence[0]:
            at += 1
        here = [p for p in parts[at : _until(parts, at, sentence[1])] if overlap(p.spans, [sentence])]
        headline = holds(titles, sentence)
        for clause in _own_clauses(text, sentence, here, headline, names):
            drafts.append(_Draft((clause,), "states", None, 0))
    return drafts


@dataclass(frozen=True, slots=True)
class _Part:
    """An attribution as far as its words are not those of the page, or of whoever tells of it.

    ``verbal``: its cue is a finite verb; ``described``: it stands in a relative clause on its source (القابلة التي أكدت).
    """

    cue: Spans
    source: Spans
    content: Spans
    medium: Spans
    verbal: bool
    described: bool
    hull: Span

    @classmethod
    def of(cls, text: str, a: Attribution) -> _Part:
        first = next(iter(analyse(text, a.cue[0])), None)
        verbal = first is not None and (first.kind == "particle" or (first.verb is not None))
        before = analyse(text, (max(0, a.cue[0][0] - _LONGEST), a.cue[0][0]))[-1:]
        described = bool(before) and before[0].kind == "relative"
        return cls(a.cue, a.source, a.content, a.medium, verbal, described, hull([*a.cue, *a.content]))

    @property
    def spans(self) -> Spans:
        return (*self.cue, *self.content)


def _until(parts: Sequence[_Part], at: int, end: int) -> int:
    while at < len(parts) and parts[at].hull[0] < end:
        at += 1
    return at


def _within(sentences: Sequence[Span], blocks: Sequence[Span]) -> list[Span]:
    """The parts of sentences that lie in some blocks; both are in order."""
    out = []
    at = 0
    for start, end in sentences:
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        for block in blocks[at:]:
            if block[0] >= end:
                break
            out.append((max(start, block[0]), min(end, block[1])))
    return out


def _own_clauses(
    text: str, sentence: Span, parts: Sequence[_Part], headline: bool, names: Sequence[Span], told: bool = False
) -> list[Span]:
    """Clauses that are in no part. ``told``: somebody says it all, so that a clause without any part needs no predicate."""
    out = []
    pieces = _outside_contents(clauses.cut(text, sentence, headline, names), parts)
    for n, clause in enumerate(pieces):
        if n + 1 < len(pieces) and predicates.leads_on(text, clause) and _is_said(text, pieces[n + 1], parts):
            continue
        here = [p for p in parts if overlap(p.spans, [clause])]
        for piece in _rest(text, clause, here):
            piece = unquote(text, clauses.bare(text, piece))
            if any(p.cue[-1][1] <= piece[0] and piece[1] <= p.content[0][0] for p in parts):
                continue  # between a cue and its content: where and how it was said
            if piece[0] >= piece[1] or (here and len(analyse(text, piece)) < _LEAST):
                continue
            if (
                (told and not here)
                or predicates.asserts(text, piece, headline)
                or (headline and not here and predicates.tells_event(text, piece))
            ):
                out.append(piece)
    return out


def _is_said(text: str, clause: Span, parts: Sequence[_Part]) -> bool:
    """Whether a clause begins with a cue that is a verb."""
    start = trim(text, clause)[0]
    return any(p.verbal and p.cue[0][0] <= start < p.cue[0][1] for p in parts)


def _outside_contents(pieces: Sequence[Span], parts: Sequence[_Part]) -> list[Span]:
    """Neighbouring clauses joined again where the cut between them lies inside a content."""
    out: list[Span] = []
    for piece in pieces:
        if out and any(s < piece[0] < e and s < out[-1][1] for p in parts for s, e in p.content):
            out[-1] = (out[-1][0], piece[1])
        else:
            out.append(piece)
    return out


def _rest(text: str, clause: Span, parts: Sequence[_Part]) -> list[Span]:
    """What of a clause is left to the page when it holds attributions: before a participle or preposition, and comments."""
    if not parts:
        return [clause]
    taken = [s for p in parts for s in (*p.spans, *p.medium)]
    taken += [s for p in parts for s in p.source if not p.described and (p.verbal or s[0] > p.cue[0][0])]
    cues = [s for p in parts for s in p.cue if overlap([s], [clause])]
    first = min((s for p in parts for s in p.spans if overlap([s], [clause])), default=clause)
    verbal = any(p.verbal and not p.described and overlap(p.cue, [clause]) for p in parts)
    out = []
    for piece in subtract(clause, taken):
        trimmed = trim(text, piece)
        if trimmed[0] < first[0]:
            trimmed = _without_relative(text, trimmed)
        if trimmed[0] >= trimmed[1]:
            continue
        if trimmed[0] < first[0]:
            if (not verbal or not cues) and not _is_source(text, trimmed, parts):
                out.append(trimmed)
        elif predicates.comments(text, trimmed) and not any(0 <= c[0] - trimmed[1] < 3 for c in cues):
            out.append(trimmed)
    return out


def _is_source(text: str, span: Span, parts: Sequence[_Part]) -> bool:
    """Whether words before a cue only say who speaks (عن مسؤول، لم يكشف عن هويته) or that he does (ورد على ذلك)."""
    first = analyse(text, (span[0], min(span[1], span[0] + 2 * _LONGEST)))[:2]
    relayed = (
        len(first) == 2
        and first[0].kind == "preposition"
        and holds([s for p in parts for s in p.source], first[1].span)
    )
    return relayed or predicates.tells_saying(text, span)


def _without_relative(text: str, span: Span) -> Span:
    """Words without a relative pronoun at their end."""
    last = analyse(text, (max(span[0], span[1] - _LONGEST), span[1]))[-1:]
    return trim(text, (span[0], last[0].span[0])) if last and last[0].kind == "relative" else span


def _pointed(text: str, attributions: Sequence[Attribution], names: Sequence[Span]) -> list[Span]:
    """Clauses of the page that are a content only through a pronoun: …، وهو ما نفاه النظام."""
    pointed = [a for a in attributions if a.outer is None and _by_pronoun(text, a)]
    out: list[Span] = []
    seen: list[Spans] = []
    for a in pointed:
        said = any(x is not a and x.content == a.content and not _by_pronoun(text, x) for x in attributions)
        if a.content not in seen and not said:
            seen.append(a.content)
            out += [clause for piece in a.content for clause in _clauses(text, piece, names)]
    return out


def _by_pronoun(text: str, a: Attribution) -> bool:
    """Whether the content stands before the cue and the cue holds it only as a pronoun: …، وهو ما نفاه النظام.

    Not where it only says by whom it is told: وفق ما أكده مصدر.
    """
    end = hull(a.content)[1]
    *before, word = fold_text(text[a.cue[-1][0] : a.cue[-1][1]]).split()
    particles = lists().words["particles"]
    pronoun = word.endswith(("ه", "ها")) and len(word) > _PRONOUN and all(b.lstrip("وف") in particles for b in before)
    return pronoun and end <= a.cue[0][0] and a.form == "indirect"
