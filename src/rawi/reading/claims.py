"""Claims: the contents of innermost attributions, and what the page itself asserts, cut into coordinated clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rawi.language import fold_text
from rawi.pages import Page
from rawi.quantities import Quantity
from rawi.reading import chains, clauses
from rawi.reading.reading import Attribution, Claim, Entity, Link, Span, Spans
from rawi.reading.spans import holds, hull, overlap, subtract, trim
from rawi.times import Time

OWN_SCORE = 0.8  # of a claim of the page itself: nobody has measured it yet but that it is most often right


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
    drafts = [d for a in attributions for d in _of_attribution(page.text, a, attributions)]
    drafts += _own(page.text, sentences, attributions)
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


def _of_attribution(text: str, a: Attribution, attributions: Sequence[Attribution]) -> list[_Draft]:
    """The clauses of its content that belong to no attribution inside it."""
    inner = [x for x in attributions if x.outer == a.id]
    taken = [s for x in inner for s in _extent(x)]
    out = []
    for piece in a.content:
        rest = subtract(piece, taken)
        for part in rest:
            part = trim(text, part)
            if inner and not clauses.asserts(text, part):
                continue
            out += [_Draft((clause,), a.stance, a, a.id) for clause in _clauses(text, part)]
    return out


def _extent(a: Attribution) -> Spans:
    """The words that an attribution takes up, with what stands between its parts where that is short."""
    return tuple(sorted([*a.cue, *a.source, *a.content]))


def _clauses(text: str, span: Span) -> list[Span]:
    return [clause for clause in (_bare(text, c) for c in clauses.cut(text, span)) if clause[0] < clause[1]]


def _bare(text: str, clause: Span) -> Span:
    """A clause without the conjunction or complementiser, as words of their own, that open it."""
    while True:
        clause = trim(text, clause)
        word = text[clause[0] : clause[1]].split(" ", 1)
        if len(word) < 2 or fold_text(word[0]) not in _OPENERS:
            return clause
        clause = (clause[0] + len(word[0]), clause[1])


_OPENERS = frozenset(
    [
        "و",
        "ف",
        "ثم",
        "لكن",
        "ولكن",
        "كما",
        "ان",
        "بان",
        "وان",
        "وبان",
        "فان",
        "ولان",
        "حيث",
        "فيما",
        "بينما",
        "وفيما",
        "وبينما",
        "الي",
        "بل",
        "او",
    ]
)


def _own(text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]) -> list[_Draft]:
    """What the page itself asserts in the rest of its sentences."""
    taken = [s for a in attributions for s in (*a.cue, *a.source, *a.medium, *a.content)]
    pointed = [a for a in attributions if _by_pronoun(text, a)]
    out = []
    for a in pointed:
        if a.outer is None and not any(
            a is not b and b.outer is None and b.content == a.content and b.id < a.id for b in pointed
        ):
            out += [_Draft((clause,), "states", None, 0) for piece in a.content for clause in _clauses(text, piece)]
    for sentence in sentences:
        if text[sentence[1] - 1] in "؟?":
            continue
        here = [s for s in taken if overlap([s], [sentence])]
        for piece in subtract(sentence, here):
            for clause in _clauses(text, piece):
                if clauses.asserts(text, clause):
                    out.append(_Draft((clause,), "states", None, 0))
    return out


def _by_pronoun(text: str, a: Attribution) -> bool:
    """Whether the content stands before the cue and the cue holds it only as a pronoun: …، وهو ما نفاه النظام."""
    end = hull(a.content)[1]
    word = fold_text(text[a.cue[-1][0] : a.cue[-1][1]])
    return end <= a.cue[0][0] and word.endswith(("ه", "ها")) and a.form == "indirect" and len(word) > 3
